using System.Collections.Immutable;

namespace Periscolaire.Attendance;

/// <summary>How hours are counted for the family allowances office (CAF).</summary>
/// <param name="AgeBounds">The ages in whole years at which bands begin, rising: 6 and 12 make under 6, 6 to 11, 12 and over.</param>
/// <param name="MostMinutesADay">The most counted of a child and day; null for no limit.</param>
/// <param name="Slots">Minutes that a presence counts, where it is not the activity's whole duration.</param>
[GenerateSerializer, Immutable, Alias("CafRules")]
public sealed record CafRules(
    [property: Id(0)] ImmutableArray<int> AgeBounds, [property: Id(1)] int? MostMinutesADay, [property: Id(2)] ImmutableArray<CafSlot> Slots)
{
    /// <summary>Under 6, 6 to 11, 12 and over; whole durations; no limit.</summary>
    public static CafRules Default { get; } = new([6, 12], MostMinutesADay: null, []);
}

/// <summary>What a presence in an activity counts.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Minutes">Minutes.</param>
[GenerateSerializer, Immutable, Alias("CafSlot")]
public sealed record CafSlot([property: Id(0)] ActivityId Activity, [property: Id(1)] int Minutes);

/// <summary>Hours realised by children of an age band in an activity and month.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Label">As families read it; its id when it is no longer offered.</param>
/// <param name="Month">The first of the month.</param>
/// <param name="Band">The age band: 0 for under the first bound.</param>
/// <param name="Children">How many children; one who had a birthday may count in two bands.</param>
/// <param name="Presences">How often one was there.</param>
/// <param name="Minutes">Minutes realised.</param>
[GenerateSerializer, Immutable, Alias("CafLine")]
public sealed record CafLine(
    [property: Id(0)] ActivityId Activity,
    [property: Id(1)] string Label,
    [property: Id(2)] DateOnly Month,
    [property: Id(3)] int Band,
    [property: Id(4)] int Children,
    [property: Id(5)] long Presences,
    [property: Id(6)] long Minutes);

/// <summary>Hours realised, and the rules by which they were counted.</summary>
/// <param name="Rules">The rules in force.</param>
/// <param name="Lines">By activity, month and band; nothing where nobody was there.</param>
[GenerateSerializer, Immutable, Alias("CafReport")]
public sealed record CafReport([property: Id(0)] CafRules Rules, [property: Id(1)] ImmutableArray<CafLine> Lines);
