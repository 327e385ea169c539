using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Supervision;

/// <summary>Reads all that was kept of a structure's activity-days. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IConsistencyReader
{
    /// <summary>Every activity-day of a structure, all in one snapshot.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>The days, one after the other.</returns>
    IAsyncEnumerable<KeptDay> Days(StructureId structure);
}

/// <summary>An activity-day as the tables have it, told three times over.</summary>
/// <param name="Key">Which day.</param>
/// <param name="Version">Its stream's version.</param>
/// <param name="Capacity">Its capacity.</param>
/// <param name="PlacesTaken">The places that the store counted.</param>
/// <param name="Waiting">Those waiting that the store counted.</param>
/// <param name="Bookings">Its bookings.</param>
/// <param name="Events">Its movements and changes of capacity, in order.</param>
/// <param name="IsClosed">Whether staff closed it.</param>
public sealed record KeptDay(
    ActivityDayKey Key,
    long Version,
    int Capacity,
    int PlacesTaken,
    int Waiting,
    ImmutableArray<Booking.Rules.Booking> Bookings,
    ImmutableArray<DayEvent> Events,
    bool IsClosed = false);
