using Periscolaire.Booking;
using Periscolaire.Wallets;

namespace Periscolaire.WebApi.Wallets;

/// <summary>A family's wallets (soldes), and what is to come.</summary>
/// <param name="Wallets">In the structure's order.</param>
/// <param name="Total">All wallets together.</param>
/// <param name="Bookings">The bookings not yet debited that were counted, by date.</param>
internal sealed record WalletsBody(IReadOnlyList<WalletBody> Wallets, WalletTotalBody Total, IReadOnlyList<EstimatedBookingBody> Bookings)
{
    public static WalletsBody From(WalletSheet sheet) => new(
        [.. sheet.Wallets.Select(wallet => new WalletBody(
            wallet.Id, wallet.Label, wallet.Balance, wallet.EstimatedCost, wallet.NewBalance, wallet.SuggestedPayment))],
        new WalletTotalBody(
            sheet.Wallets.Sum(wallet => wallet.Balance),
            sheet.Wallets.Sum(wallet => wallet.EstimatedCost),
            sheet.Wallets.Sum(wallet => wallet.NewBalance),
            sheet.Wallets.Sum(wallet => wallet.SuggestedPayment)),
        [.. sheet.Bookings.Select(EstimatedBookingBody.From)]);
}

/// <summary>A wallet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">As families read it.</param>
/// <param name="Balance">Euros.</param>
/// <param name="EstimatedCost">Euros of the bookings not yet debited.</param>
/// <param name="NewBalance">Euros once they are.</param>
/// <param name="SuggestedPayment">Euros that are missing then, never negative.</param>
internal sealed record WalletBody(string Id, string Label, decimal Balance, decimal EstimatedCost, decimal NewBalance, decimal SuggestedPayment);

/// <summary>All wallets together; one wallet's credit does not pay what another lacks, so that the suggestion may exceed what the balance lacks.</summary>
/// <param name="Balance">Euros.</param>
/// <param name="EstimatedCost">Euros.</param>
/// <param name="NewBalance">Euros.</param>
/// <param name="SuggestedPayment">Euros.</param>
internal sealed record WalletTotalBody(decimal Balance, decimal EstimatedCost, decimal NewBalance, decimal SuggestedPayment);

/// <summary>A booking that is to be debited.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="Date">The activity's date.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Child">Last and first name.</param>
/// <param name="Activity">The activity as families read it.</param>
/// <param name="Status">accepted, under-review or waitlisted.</param>
/// <param name="WalletId">The wallet that will pay.</param>
/// <param name="UnitPrice">Euros a unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Total">Euros.</param>
/// <param name="Why">How the price was found, in French.</param>
/// <param name="DebitedOn">The day by whose night it is debited; absent for the next one after its acceptance.</param>
internal sealed record EstimatedBookingBody(
    string BookingId,
    DateOnly Date,
    string ChildId,
    string Child,
    string Activity,
    BookingStatus Status,
    string WalletId,
    decimal UnitPrice,
    int Quantity,
    decimal Total,
    string Why,
    DateOnly? DebitedOn)
{
    public static EstimatedBookingBody From(EstimatedBooking booking) => new(
        booking.Booking.ToString(),
        booking.Booking.Date,
        booking.Child.Value,
        booking.ChildName,
        booking.Label,
        booking.Status,
        booking.Wallet,
        booking.UnitPrice,
        booking.Quantity,
        booking.Total,
        booking.Why,
        booking.DebitedOn);
}

/// <summary>A page of a wallet's ledger, the latest entry first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record LedgerPageBody(IReadOnlyList<LedgerEntryBody> Items, string? NextCursor);

/// <summary>A ledger entry; it never changes.</summary>
/// <param name="Number">Its number in the wallet, from 1.</param>
/// <param name="Kind">consumption, reversal, payment, refund, dispute, penalty or correction.</param>
/// <param name="Amount">Euros; below zero for a debit.</param>
/// <param name="Balance">Euros in the wallet since.</param>
/// <param name="ValueDate">The day that it counts for.</param>
/// <param name="At">When it was entered.</param>
/// <param name="Author">Who entered it: system, system:stripe, staff:identifier; for staff only.</param>
/// <param name="Cause">What names its one cause; for staff only.</param>
/// <param name="Activity">What was debited or credited back.</param>
/// <param name="ActivityDate">The activity's date.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Why">How the price was found, in French.</param>
/// <param name="Reason">Why, when someone said so.</param>
internal sealed record LedgerEntryBody(
    long Number,
    EntryKind Kind,
    decimal Amount,
    decimal Balance,
    DateOnly ValueDate,
    DateTimeOffset At,
    string? Author,
    string? Cause,
    string? Activity,
    DateOnly? ActivityDate,
    string? ChildId,
    string? Why,
    string? Reason)
{
    public static LedgerEntryBody From(LedgerEntry entry, bool forStaff) => new(
        entry.Number,
        entry.Posting.Kind,
        entry.Posting.Amount,
        entry.Balance,
        entry.Posting.ValueDate,
        entry.At,
        forStaff ? entry.By.Value : null,
        forStaff ? entry.Posting.Cause : null,
        entry.Posting.Consumption?.Label,
        entry.Posting.Consumption?.Date,
        entry.Posting.Consumption?.Child.Value,
        entry.Posting.Consumption?.Why,
        entry.Posting.Reason);
}
