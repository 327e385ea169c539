using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Booking;

/// <summary>What a family books, keyed by its <see cref="Families.FamilyKey"/>. Called by the family and by staff for it.</summary>
[Alias("IFamilyBookings")]
public interface IFamilyBookings : IGrainWithStringKey
{
    /// <summary>What <see cref="Validate"/> would answer now, against live places; nothing is kept.</summary>
    /// <param name="draft">What the family gathered.</param>
    /// <returns>An outcome per item; a new booking has no id yet.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Recap")]
    Task<ReservationAnswer> Recap(ReservationDraft draft);

    /// <summary>Checks again and records. A family's validations are decided one after the other.</summary>
    /// <param name="draft">What the family gathered.</param>
    /// <returns>An outcome per item, durable. Asking again gives the same bookings and the same answers, never two bookings.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed: some items may be recorded; ask again.</exception>
    /// <exception cref="OverloadedException">Too much is waiting to be written: some items may be recorded; ask again later.</exception>
    [Alias("Validate")]
    Task<ReservationAnswer> Validate(ReservationDraft draft);

    /// <summary>What <see cref="ValidateFor"/> would answer now; nothing is kept.</summary>
    /// <param name="draft">What is to be booked and cancelled.</param>
    /// <param name="errand">Who of the staff, and why.</param>
    /// <returns>An outcome per item; a new booking has no id yet.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("RecapFor")]
    Task<ReservationAnswer> RecapFor(ReservationDraft draft, Errand errand);

    /// <summary>
    /// As <see cref="Validate"/>, by staff for the family: deadlines, openings and debt are set aside, and days may be some weeks past.
    /// </summary>
    /// <param name="draft">What is to be booked and cancelled.</param>
    /// <param name="errand">Who of the staff, and why.</param>
    /// <returns>An outcome per item, durable. Asking again gives the same bookings and the same answers, never two bookings.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed: some items may be recorded; ask again.</exception>
    /// <exception cref="OverloadedException">Too much is waiting to be written: some items may be recorded; ask again later.</exception>
    [Alias("ValidateFor")]
    Task<ReservationAnswer> ValidateFor(ReservationDraft draft, Errand errand);

    /// <summary>A month of a child's calendar.</summary>
    /// <param name="child">The child.</param>
    /// <param name="month">Any day of the month.</param>
    /// <param name="activities">The activities to show; empty for all that the child may book in the month.</param>
    /// <returns>Null when the family has no such child.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Calendar"), AlwaysInterleave]
    Task<CalendarMonth?> Calendar(ChildId child, DateOnly month, ImmutableArray<ActivityId> activities);

    /// <summary>The family's bookings, by date, activity and number; past and closed periods too.</summary>
    /// <param name="filter">Which of them.</param>
    /// <returns>At most the filter's limit.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Track"), AlwaysInterleave]
    Task<ImmutableArray<TrackedBooking>> Track(TrackingFilter filter);
}
