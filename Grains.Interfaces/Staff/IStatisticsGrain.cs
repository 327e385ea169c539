using System.Collections.Immutable;

namespace Periscolaire.Staff;

/// <summary>Figures of a structure's activities, keyed by its <see cref="StructureId"/>. Reads only, from the tables.</summary>
[Alias("IStatisticsGrain")]
public interface IStatisticsGrain : IGrainWithStringKey
{
    /// <summary>The figures of each activity and month; by the activity's date, whenever things happened.</summary>
    /// <param name="from">Any day of the first month.</param>
    /// <param name="to">Any day of the last month, included.</param>
    /// <returns>By month and activity; a month in which nothing was kept of an activity is missing.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Months")]
    Task<ImmutableArray<ActivityMonth>> Months(DateOnly from, DateOnly to);
}

/// <summary>
/// An activity in a month. Requests that were rejected at once, for lack of a place or by a rule, are recorded nowhere and so not counted.
/// </summary>
/// <param name="Activity">The activity.</param>
/// <param name="Label">As families read it.</param>
/// <param name="Month">The first of the month.</param>
/// <param name="DaysOpen">Days that offered places.</param>
/// <param name="Places">Places offered on them.</param>
/// <param name="Held">Places held now.</param>
/// <param name="Occupancy">Places held in per cent of those offered, to a tenth; null when none were.</param>
/// <param name="Requests">Bookings asked for.</param>
/// <param name="RefusedByStaff">Of which refused by staff.</param>
/// <param name="Expired">Of which refused because they waited in vain.</param>
/// <param name="Cancelled">Of which cancelled.</param>
/// <param name="Waiting">Of which wait now.</param>
/// <param name="Promoted">Of which got a place after waiting.</param>
[GenerateSerializer, Immutable, Alias("ActivityMonth")]
public sealed record ActivityMonth(
    [property: Id(0)] ActivityId Activity,
    [property: Id(1)] string Label,
    [property: Id(2)] DateOnly Month,
    [property: Id(3)] long DaysOpen,
    [property: Id(4)] long Places,
    [property: Id(5)] long Held,
    [property: Id(6)] decimal? Occupancy,
    [property: Id(7)] long Requests,
    [property: Id(8)] long RefusedByStaff,
    [property: Id(9)] long Expired,
    [property: Id(10)] long Cancelled,
    [property: Id(11)] long Waiting,
    [property: Id(12)] long Promoted);
