using System.Collections.Immutable;
using Periscolaire.Attendance.Rules;
using Periscolaire.Booking;
using Periscolaire.Families;

namespace Periscolaire.Attendance;

/// <summary>Reads what the journal kept of attendance. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IAttendanceReader
{
    /// <summary>A booking with what was recorded of it.</summary>
    /// <param name="family">The family.</param>
    /// <param name="booking">The booking.</param>
    /// <returns>Null when the family has none of that id.</returns>
    Task<AttendedBooking?> Booking(FamilyKey family, BookingId booking);

    /// <summary>A child's health notes.</summary>
    /// <param name="family">The family.</param>
    /// <param name="child">The child.</param>
    /// <returns>Version 0 and no text when there are none.</returns>
    Task<HealthNotes> Notes(FamilyKey family, ChildId child);

    /// <summary>The bookings that hold a place on a date.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="date">The date.</param>
    /// <param name="withNotes">Whether health notes are read too.</param>
    /// <returns>In no particular order; ages are on the date.</returns>
    Task<ImmutableArray<AttendanceLine>> Held(StructureId structure, DateOnly date, bool withNotes);

    /// <summary>The places and animators of a date.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="date">The date.</param>
    /// <returns>By activity; a day on which nothing happened is missing.</returns>
    Task<ImmutableDictionary<ActivityId, DayStaffing>> Staffing(StructureId structure, DateOnly date);

    /// <summary>Hours realised, added up by the store.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date, included.</param>
    /// <param name="count">How they are counted.</param>
    /// <returns>By month, activity and band; labels are the activities' ids.</returns>
    Task<ImmutableArray<CafLine>> Hours(StructureId structure, DateOnly from, DateOnly to, CafCount count);
}

/// <summary>An activity-day's places and animators.</summary>
/// <param name="Capacity">Places offered.</param>
/// <param name="Animators">Animators; null when nobody said how many.</param>
public readonly record struct DayStaffing(int Capacity, int? Animators);
