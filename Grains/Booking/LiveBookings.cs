using System.Collections.Immutable;

namespace Periscolaire.Booking;

/// <summary>
/// The bookings of a family that may be live, as its own grain knows them: never too few, since only the family books; perhaps too many, since
/// a day may have refused one. So what is found here is asked of its day before anything rests on it.
/// </summary>
/// <param name="Bookings">By booking, whose child.</param>
internal sealed record LiveBookings(ImmutableDictionary<BookingId, ChildId> Bookings)
{
    public static LiveBookings Of(IEnumerable<FamilyBooking> bookings) => new(bookings.ToImmutableDictionary(booking => booking.Id, booking => booking.Child));

    public IEnumerable<BookingId> On(ChildId child, DateOnly date) =>
        Bookings.Where(booking => booking.Key.Date == date && booking.Value == child).Select(booking => booking.Key);

    public LiveBookings With(BookingId booking, ChildId child) => new(Bookings.SetItem(booking, child));

    public LiveBookings Without(BookingId booking) => new(Bookings.Remove(booking));
}
