using System.Collections.Immutable;
using System.Globalization;
using Orleans.Concurrency;

namespace Periscolaire.Booking;

/// <summary>An activity on a date, in a structure: the key of <see cref="IActivityDayGrain"/> and of its rows.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
[GenerateSerializer, Immutable, Alias("ActivityDayKey")]
public readonly record struct ActivityDayKey(
    [property: Id(0)] StructureId Structure,
    [property: Id(1)] ActivityId Activity,
    [property: Id(2)] DateOnly Date)
{
    /// <summary>Reads a key as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">A grain's key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">The text is not a key: a bug, never input.</exception>
    public static ActivityDayKey Parse(string text) => text.Split('/') is [var structure, var activity, var day]
        ? new(new(structure), new(activity), DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))
        : throw new FormatException($"Not an activity-day: {text}");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Structure.Value}/{Activity.Value}/{Date:yyyy-MM-dd}");
}

/// <summary>
/// One activity on one date, keyed by <see cref="ActivityDayKey"/>: it alone decides who gets its places and in which order people wait.
/// Called by families and staff; calls nobody back. Answers are durable, including those that changed nothing.
/// </summary>
[Alias("IActivityDayGrain")]
public interface IActivityDayGrain : IGrainWithStringKey
{
    /// <summary>Decides commands in the order given, as one change: all are durable or none.</summary>
    /// <param name="commands">What is asked; at least one; a <see cref="SetCapacity"/>, a <see cref="SetAnimators"/>, a <see cref="Close"/>, or a <see cref="Promote"/> that adds a place, stands alone.</param>
    /// <param name="author">Who asks.</param>
    /// <returns>An answer per command, in the same order. Asking again gives the same answers.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed: it may have happened or not; ask again.</exception>
    /// <exception cref="StaleStreamException">Another activation wrote the day: nothing happened; ask again.</exception>
    /// <exception cref="OverloadedException">Too much is waiting to be written: nothing happened; ask later.</exception>
    [Alias("Decide")]
    Task<ImmutableArray<DayAnswer>> Decide(ImmutableArray<DayCommand> commands, Author author);

    /// <summary>What <see cref="Decide"/> would answer now; nothing is kept.</summary>
    /// <param name="commands">What would be asked.</param>
    /// <returns>An answer per command, in the same order; a new booking has no id yet.</returns>
    /// <exception cref="StoreUnavailableException">The day could not be read, or what it rests on was not confirmed.</exception>
    [Alias("Preview")]
    Task<ImmutableArray<DayAnswer>> Preview(ImmutableArray<DayCommand> commands);

    /// <summary>The day as staff see it, durable state only.</summary>
    /// <returns>The sheet; an empty one for a day on which nothing happened.</returns>
    /// <exception cref="StoreUnavailableException">The day could not be read, or what it rests on was not confirmed.</exception>
    [Alias("Read")]
    Task<DaySheet> Read();

    /// <summary>Ends the activation, whose rows were written beside it: the next call reads them.</summary>
    /// <returns>When no later call is answered from its memory.</returns>
    [Alias("Forget")]
    Task Forget();
}
