using System.Collections.Immutable;
using Orleans.Concurrency;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Journal;

namespace Periscolaire.Booking;

/// <summary>
/// Hosts the decisions of one activity-day. Requests interleave while writes are under way, each decided on the newest state; each is answered
/// once its change, and all that its answer rests on, is durable. A write that fails ends the activation: the next is rebuilt from the rows.
/// </summary>
[Reentrant]
[GrainType(TypeName)]
internal sealed class ActivityDayGrain(IJournal journal, IBookingReader reader, ICatalogues catalogues, TownClock clock)
    : Grain, IActivityDayGrain
{
    /// <summary>The name of the grain's type.</summary>
    public const string TypeName = "activity-day";

    private ActivityDayKey _key;
    private ActivityDay _day = ActivityDay.Empty;

    /// <summary>The last change handed in: when it is durable, so is everything before it.</summary>
    private Task _lastWrite = Task.CompletedTask;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = ActivityDayKey.Parse(this.GetPrimaryKeyString());
        _day = await reader.Day(_key);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // The next activation should find the rows as this one left them; when the write fails there is nobody left to tell.
        await _lastWrite.ContinueWith(static _ => { }, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public async Task<ImmutableArray<DayAnswer>> Decide(ImmutableArray<DayCommand> commands, Author author)
    {
        if (commands.Length > 1 && commands.Any(command => command is SetCapacity or SetAnimators or Close or Promote { AddPlace: true }))
            throw new ArgumentException("A capacity is set, and a day closed, by a change of its own.", nameof(commands));
        var terms = await TermsNow();

        // Nothing more is decided on a state that was not kept.
        if (_lastWrite.IsFaulted)
            await Durable(_lastWrite);

        // From here to the hand-over nothing is awaited: the decision and its place in the journal are one turn.
        var before = _day;
        var decision = before.Decide(commands, terms, new Authorship(author, clock.GetUtcNow()));
        if (!decision.Events.IsEmpty)
        {
            var write = journal.Append(decision.ToChange(_key, before));
            _day = decision.Day;
            _lastWrite = write;
        }

        await Durable(_lastWrite);
        return AnswersOf(decision);
    }

    public async Task<ImmutableArray<DayAnswer>> Preview(ImmutableArray<DayCommand> commands)
    {
        var terms = await TermsNow();
        var before = _day;
        var decision = before.Decide(commands, terms, new Authorship(Author.System, clock.GetUtcNow()));
        await Durable(_lastWrite);
        return [.. AnswersOf(decision).Select(answer => answer.Booking?.Number > before.Version ? answer with { Booking = null } : answer)];
    }

    public async Task<DaySheet> Read()
    {
        var day = _day;
        await Durable(_lastWrite);
        return new DaySheet(day.Capacity, day.PlacesTaken, day.Version, [.. day.Bookings.Values
            .OrderBy(booking => booking.Number)
            .Select(booking => new DaySheetLine(booking.Number, booking.Child, booking.Family, booking.Status, RankOf(booking.Number, day)))], day.IsClosed, day.Animators);
    }

    public Task Forget()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private static int? RankOf(long booking, ActivityDay day) => day.Waiting.RankOf(booking);

    private async ValueTask<DayTerms> TermsNow() =>
        await catalogues.Of(_key.Structure) is { } catalogue
            ? catalogue.TermsOf(_key.Activity, _key.Date)
            : throw new InvalidOperationException($"No catalogue for {_key.Structure}.");

    private ImmutableArray<DayAnswer> AnswersOf(Decision decision) =>
        [.. decision.Answers.Select(reply => new DayAnswer(
            reply.Outcome,
            reply.Code,
            reply.Booking is { } number ? new BookingId(_key.Activity, _key.Date, number) : null,
            reply.Booking is { } booked ? RankOf(booked, decision.Day) : null,
            reply.Booking is { } known ? decision.Day.Bookings[known].Child : null))];

    private async Task Durable(Task write)
    {
        try
        {
            await write;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
