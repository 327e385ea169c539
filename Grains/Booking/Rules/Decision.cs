using System.Collections.Immutable;

namespace Periscolaire.Booking.Rules;

/// <summary>What commands made of a day: the new state, what happened in order, and an answer per command.</summary>
/// <param name="Day">The state after.</param>
/// <param name="Events">What happened; empty when nothing changed.</param>
/// <param name="Answers">An answer per command, in order.</param>
public sealed record Decision(ActivityDay Day, ImmutableList<DayEvent> Events, ImmutableList<Reply> Answers)
{
    /// <summary>A decision in which nothing has happened yet.</summary>
    /// <param name="day">The state before.</param>
    /// <returns>The decision.</returns>
    public static Decision Begin(ActivityDay day) => new(day, [], []);

    /// <summary>The decision after one more event.</summary>
    /// <param name="next">Makes the event from its number.</param>
    /// <returns>The longer decision.</returns>
    public Decision Then(Func<long, DayEvent> next)
    {
        var happened = next(Day.Version + 1);
        return this with { Day = Day.Apply(happened), Events = Events.Add(happened) };
    }

    /// <summary>The decision with one more answer.</summary>
    /// <param name="outcome">What the command came to.</param>
    /// <param name="booking">The number of the booking concerned.</param>
    /// <returns>The longer decision.</returns>
    public Decision Answer(Outcome outcome, long? booking = null) => this with { Answers = Answers.Add(new Reply(outcome, Code: null, booking)) };

    /// <summary>The decision with a rejection as one more answer.</summary>
    /// <param name="code">Why.</param>
    /// <param name="booking">The number of the booking concerned.</param>
    /// <returns>The longer decision.</returns>
    public Decision Reject(RejectionCode code, long? booking = null) => this with { Answers = Answers.Add(new Reply(Outcome.Rejected, code, booking)) };
}

/// <summary>The answer to one command, in the day's own terms.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Code">Why not, when rejected.</param>
/// <param name="Booking">The number of the booking concerned.</param>
public readonly record struct Reply(Outcome Outcome, RejectionCode? Code, long? Booking);
