using System.Collections.Immutable;
using Periscolaire.Booking.Rules;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Booking;

/// <summary>Reads what the journal kept of bookings. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IBookingReader
{
    /// <summary>An activity-day with its version, in one snapshot.</summary>
    /// <param name="day">The activity-day.</param>
    /// <returns>Its state; <see cref="ActivityDay.Empty"/> when nothing was kept.</returns>
    Task<ActivityDay> Day(ActivityDayKey day);

    /// <summary>The live bookings of a family from a date on.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="family">The family.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>In no particular order.</returns>
    Task<ImmutableArray<FamilyBooking>> LiveOfFamily(StructureId structure, FamilyId family, DateOnly from, DateOnly to);

    /// <summary>All bookings of a family, by date, activity and number.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="family">The family.</param>
    /// <param name="filter">Which of them.</param>
    /// <returns>At most <see cref="TrackingFilter.Limit"/> of them.</returns>
    Task<ImmutableArray<TrackedBooking>> OfFamily(StructureId structure, FamilyId family, TrackingFilter filter);

    /// <summary>How full the days of a structure are.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>A line per activity-day that has a capacity.</returns>
    Task<ImmutableArray<DayOccupancy>> Occupancy(StructureId structure, DateOnly from, DateOnly to);
}

/// <summary>A live booking of a family.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Child">The child.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Rank">The rank on the waiting list, from 1, when waitlisted.</param>
/// <param name="Charge">Whether it was debited.</param>
/// <param name="IsAbsenceJustified">Whether the child will not come, or did not, with good reason.</param>
public sealed record FamilyBooking(
    BookingId Id, ChildId Child, BookingStatus Status, int? Rank, Charge Charge = Charge.None, bool IsAbsenceJustified = false);

/// <summary>How full an activity-day is.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Capacity">Places offered.</param>
/// <param name="PlacesTaken">Places held.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="IsClosed">Whether staff closed it and no number of places was set since.</param>
public readonly record struct DayOccupancy(ActivityId Activity, DateOnly Date, int Capacity, int PlacesTaken, int Waiting, bool IsClosed = false);
