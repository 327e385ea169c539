using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Wallets.Rules;

/// <summary>Whether a booking has been paid for from a wallet; the store keeps it, from the ledger's own entries.</summary>
public enum Charge
{
    /// <summary>Not debited.</summary>
    None,

    /// <summary>Debited at full price.</summary>
    Debited,

    /// <summary>Debited, less because a brother or sister was booked the same day.</summary>
    Reduced,

    /// <summary>Debited and credited back.</summary>
    Credited,
}

/// <summary>A booking as far as money is concerned.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Child">The child.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Charge">Whether it was debited.</param>
/// <param name="IsAbsenceJustified">Whether the child did not come, with good reason.</param>
public sealed record ChargeableBooking(
    BookingId Id, ChildId Child, BookingStatus Status, Charge Charge, bool IsAbsenceJustified = false);

/// <summary>Prices and debits a family's bookings (SPEC, Money 2 and 3).</summary>
/// <param name="Family">The family.</param>
/// <param name="Catalogue">The catalogue in force.</param>
/// <param name="Bookings">All of the family's bookings on the dates concerned.</param>
public sealed record Charging(Family Family, CatalogueIndex Catalogue, ImmutableArray<ChargeableBooking> Bookings)
{
    /// <summary>Names the one debit of a booking.</summary>
    /// <param name="booking">The booking.</param>
    /// <returns>The cause.</returns>
    public static string DebitCause(BookingId booking) => $"debit/{booking}";

    /// <summary>Names the one credit of a debited booking, whatever brought it about.</summary>
    /// <param name="booking">The booking.</param>
    /// <returns>The cause.</returns>
    public static string CreditCause(BookingId booking) => $"credit/{booking}";

    /// <summary>What a booking of a child costs on a date, whether it exists or not.</summary>
    /// <param name="child">The child.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="date">The activity's date.</param>
    /// <returns>Null when no grid prices the activity on that date.</returns>
    public Price? PriceOf(ChildId child, ActivityId activity, DateOnly date) =>
        Catalogue.GridOf(activity, date) is { } grid
            ? grid.Of(Family.QuotientOn(date), Family.IsResident, isSibling: grid.Siblings is not null && IsSecondChild(child, date))
            : null;

    /// <summary>The debit of a booking.</summary>
    /// <param name="booking">An accepted booking that was not debited.</param>
    /// <param name="night">The civil day that it is debited for.</param>
    /// <returns>Null when it cannot be priced.</returns>
    public Posting? Debit(ChargeableBooking booking, DateOnly night) =>
        Catalogue.Find(booking.Id.Activity) is { } activity && PriceOf(booking.Child, booking.Id.Activity, booking.Id.Date) is { } price
            ? new Posting(
                activity.Wallet,
                EntryKind.Consumption,
                DebitCause(booking.Id),
                -price.Total,
                night,
                new Consumption(
                    booking.Child, booking.Id.Date, booking.Id, activity.Label, price.UnitPrice, price.Quantity, price.Meal, price.Reduction, price.Why))
            : null;

    /// <summary>The credit that undoes a debit.</summary>
    /// <param name="debit">The debit as it was entered.</param>
    /// <param name="night">The civil day that it is credited for.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The opposite posting.</returns>
    public static Posting Credit(Posting debit, DateOnly night, string reason) => debit with
    {
        Kind = EntryKind.Reversal,
        Cause = CreditCause(debit.Consumption!.Booking!.Value),
        Amount = -debit.Amount,
        ValueDate = night,
        Reason = reason,
    };

    /// <summary>The civil day by whose night a booking is debited.</summary>
    /// <param name="booking">The booking.</param>
    /// <returns>The smallest day for "as soon as it is accepted"; the activity's own day when no period opens it any more.</returns>
    public DateOnly DebitedOn(BookingId booking) => Catalogue.PeriodOf(booking.Activity, booking.Date)?.DebitedOn(booking.Date) ?? booking.Date;

    /// <summary>What is still to be debited (SPEC, Money 4).</summary>
    /// <param name="filter">Which bookings count.</param>
    /// <returns>Each with its price; one that cannot be priced yet, or whose absence is justified, is left out.</returns>
    public IEnumerable<EstimatedBooking> Estimate(EstimateFilter filter) =>
        from booking in Bookings
        where booking is { Charge: Charge.None, IsAbsenceJustified: false } && booking.Status.IsLive() && !(booking.Id.Date > filter.Until)
        where booking.Status is BookingStatus.Accepted ? filter.Confirmed : filter.Pending
        let activity = Catalogue.Find(booking.Id.Activity)
        let price = PriceOf(booking.Child, booking.Id.Activity, booking.Id.Date)
        where activity is not null && price is not null
        let debitedOn = DebitedOn(booking.Id)
        select new EstimatedBooking(
            booking.Id,
            booking.Child,
            Family.Children.Where(child => child.Id == booking.Child).Select(child => $"{child.LastName} {child.FirstName}").FirstOrDefault(""),
            activity.Label,
            booking.Status,
            activity.Wallet,
            price.UnitPrice,
            price.Quantity,
            price.Total,
            price.Why,
            debitedOn == DateOnly.MinValue ? null : debitedOn);

    /// <summary>
    /// Whether another child pays full price that day: the one who was debited in full, else the eldest whose price was not reduced; so that the family's
    /// total depends neither on who was booked first nor on which activity is debited first.
    /// </summary>
    private bool IsSecondChild(ChildId child, DateOnly date)
    {
        var booked = Bookings.Where(booking => booking.Id.Date == date && booking.Status.HoldsPlace()).ToList();
        var inFull = booked.Where(IsDebitedInFull).ToList();
        return inFull.Count > 0
            ? inFull.All(booking => booking.Child != child)
            : booked.Any(other => other is { Charge: Charge.None or Charge.Debited, IsAbsenceJustified: false } && IsElder(other.Child, child));
    }

    /// <summary>Whether a debit could have been reduced and was not: one that no sibling reduction changes says nothing of who comes first.</summary>
    private bool IsDebitedInFull(ChargeableBooking booking) => booking.Charge is Charge.Debited
        && Catalogue.GridOf(booking.Id.Activity, booking.Id.Date)?.Of(Family.QuotientOn(booking.Id.Date), Family.IsResident, isSibling: true).Reduction > 0;

    private bool IsElder(ChildId one, ChildId other)
    {
        var (first, second) = (Family.Children.FirstOrDefault(child => child.Id == one), Family.Children.FirstOrDefault(child => child.Id == other));
        if (first is null || second is null)
            return false;

        // Twins are told apart by id, the same way on every machine.
        return first.BirthDate != second.BirthDate ? first.BirthDate < second.BirthDate : string.CompareOrdinal(first.Id.Value, second.Id.Value) < 0;
    }
}
