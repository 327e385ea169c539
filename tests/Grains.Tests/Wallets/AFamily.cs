using System.Collections.Immutable;
using System.Globalization;
using Periscolaire.Booking;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>A family whose bookings a test has debited, night by night, as the store would keep them.</summary>
internal sealed class AFamily(Family family, CatalogueIndex catalogue)
{
    private readonly Dictionary<BookingId, ChargeableBooking> _bookings = [];
    private readonly Dictionary<BookingId, Posting> _debits = [];

    /// <summary>Children by the year of their birth; those of a year are twins.</summary>
    public static Family With(params int[] bornIn) => Some.Family() with
    {
        Children = [.. bornIn.Select((year, number) => new Child(Child(number), $"Enfant{number}", "DUPONT", new DateOnly(year, 6, 15), Group: null))],
    };

    public static ChildId Child(int number) => new(string.Create(CultureInfo.InvariantCulture, $"enfant-{number}"));

    public Charging Charging => new(family, catalogue, [.. _bookings.Values]);

    public IReadOnlyDictionary<BookingId, Posting> Debits => _debits;

    public BookingId Book(int child, ActivityId activity, DateOnly? date = null, BookingStatus status = BookingStatus.Accepted)
    {
        var id = new BookingId(activity, date ?? Some.Day, _bookings.Count + 1);
        _bookings[id] = new ChargeableBooking(id, Child(child), status, Charge.None);
        return id;
    }

    public void Becomes(BookingId booking, BookingStatus status) => _bookings[booking] = _bookings[booking] with { Status = status };

    public void IsExcused(BookingId booking) => _bookings[booking] = _bookings[booking] with { IsAbsenceJustified = true };

    /// <summary>Debits some bookings in one night; the charge beside each is what its entry says.</summary>
    /// <returns>Euros of each.</returns>
    public ImmutableArray<decimal> Debit(params BookingId[] bookings)
    {
        var charging = Charging;
        var debits = bookings.Select(booking => charging.Debit(_bookings[booking], Some.Day)!).ToImmutableArray();
        foreach (var (booking, debit) in bookings.Zip(debits))
        {
            _debits.Add(booking, debit);
            _bookings[booking] = _bookings[booking] with { Charge = debit.Consumption!.Reduction > 0 ? Charge.Reduced : Charge.Debited };
        }

        return [.. debits.Select(debit => -debit.Amount)];
    }

    public decimal PriceOf(BookingId booking) => Charging.PriceOf(_bookings[booking].Child, booking.Activity, booking.Date)!.Total;
}
