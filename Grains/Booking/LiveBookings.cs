using System.Collections.Immutable;

namespace Periscolaire.Booking;

/// <summary>
/// The bookings of a family that may be live, as its own grain knows them: never too few from <paramref name="From"/> on, since only the family's grain
/// books; perhaps too many, since a day may have refused one. So what is found here is asked of its day before anything rests on it.
/// </summary>
/// <param name="Bookings">By booking, whose child.</param>
/// <param name="Unanswered">What was asked of a day that did not answer: it may have been booked, or may be yet.</param>
/// <param name="From">The first date of which all is known.</param>
internal sealed record LiveBookings(ImmutableDictionary<BookingId, ChildId> Bookings, ImmutableHashSet<ReservationRequest> Unanswered, DateOnly From)
{
    public static LiveBookings None { get; } = new(ImmutableDictionary<BookingId, ChildId>.Empty, [], DateOnly.MaxValue);

    /// <summary>Where a child may have a live booking on a date.</summary>
    public IEnumerable<ActivityId> PossibleOn(ChildId child, DateOnly date) => Bookings
        .Where(booking => booking.Key.Date == date && booking.Value == child).Select(booking => booking.Key.Activity)
        .Concat(Unanswered.Where(request => request.Date == date && request.Child == child).Select(request => request.Activity))
        .Distinct();

    /// <summary>Knows also of what the tables have from an earlier date on; what is known already stays, since it may be newer.</summary>
    public LiveBookings Back(DateOnly from, IEnumerable<FamilyBooking> bookings) => this with
    {
        From = from,
        Bookings = Bookings.SetItems(bookings.Select(booking => KeyValuePair.Create(booking.Id, booking.Child))),
    };

    public LiveBookings With(BookingId booking, ChildId child) => this with { Bookings = Bookings.SetItem(booking, child) };

    public LiveBookings Without(BookingId booking) => this with { Bookings = Bookings.Remove(booking) };

    /// <summary>Forgets all of a child on a day: the day has told what there is.</summary>
    public LiveBookings Without(ReservationRequest asked) => this with
    {
        Bookings = Bookings.RemoveRange(Bookings
            .Where(booking => booking.Value == asked.Child && booking.Key.Date == asked.Date && booking.Key.Activity == asked.Activity)
            .Select(booking => booking.Key)),
        Unanswered = Unanswered.Remove(asked),
    };

    public LiveBookings WithUnanswered(IEnumerable<ReservationRequest> requests) => this with { Unanswered = Unanswered.Union(requests) };
}
