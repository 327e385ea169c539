using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Catalogue;

/// <summary>Reads whom a change of the catalogue touches, by sets. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IConsequenceReader
{
    /// <summary>Live bookings of a structure that are still to come, or still to be debited.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="activities">Of which activities; empty for all.</param>
    /// <param name="today">The present day, Europe/Paris.</param>
    /// <returns>In no particular order.</returns>
    Task<ImmutableArray<TouchedBooking>> Live(StructureId structure, IReadOnlyCollection<ActivityId> activities, DateOnly today);

    /// <summary>Every quotient known in a structure.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>By family.</returns>
    Task<ImmutableDictionary<FamilyId, ImmutableArray<DatedQuotient>>> Quotients(StructureId structure);

    /// <summary>The bookings that the closure of a day cancelled; of a day closed several times, the last time.</summary>
    /// <param name="day">The activity-day.</param>
    /// <param name="after">The number of its last movement before the act that closed it.</param>
    /// <returns>With their families.</returns>
    Task<ImmutableArray<(FamilyId Family, BookingId Booking)>> CancelledByClosure(ActivityDayKey day, long after);

    /// <summary>The number of the last movement of a day.</summary>
    /// <param name="day">The activity-day.</param>
    /// <returns>0 when there was none.</returns>
    Task<long> LastMovement(ActivityDayKey day);

    /// <summary>Whether anything was ever kept of an activity-day.</summary>
    /// <param name="day">The activity-day.</param>
    /// <returns>True when it has rows, whatever the catalogue says.</returns>
    Task<bool> HasRows(ActivityDayKey day);
}
