using System.Collections.Immutable;
using Periscolaire.Booking;

namespace Periscolaire.Wallets;

/// <summary>What a ledger entry (écriture) is for.</summary>
public enum EntryKind
{
    /// <summary>A booking is debited.</summary>
    Consumption,

    /// <summary>A debited booking is credited back: cancelled in time, refused, or absent with good reason.</summary>
    Reversal,

    /// <summary>The family paid.</summary>
    Payment,

    /// <summary>The family was paid back.</summary>
    Refund,

    /// <summary>The family's bank took a card payment back, or gave it up.</summary>
    Dispute,

    /// <summary>A penalty, e.g. for fetching a child late.</summary>
    Penalty,

    /// <summary>Staff put a mistake right, or took over a balance from elsewhere.</summary>
    Correction,
}

/// <summary>What an entry debits, or credits back.</summary>
/// <param name="Child">The child.</param>
/// <param name="Date">The activity's civil date, Europe/Paris.</param>
/// <param name="Booking">The booking; null for one imported without.</param>
/// <param name="Label">The activity as it was called.</param>
/// <param name="UnitPrice">Euros a unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Meal">Euros of the total that are the meal.</param>
/// <param name="Reduction">Euros saved because a brother or sister was booked the same day.</param>
/// <param name="Why">How the price was found, in French.</param>
[GenerateSerializer, Immutable, Alias("Consumption")]
public sealed record Consumption(
    [property: Id(0)] ChildId Child,
    [property: Id(1)] DateOnly Date,
    [property: Id(2)] BookingId? Booking,
    [property: Id(3)] string Label,
    [property: Id(4)] decimal UnitPrice,
    [property: Id(5)] int Quantity,
    [property: Id(6)] decimal Meal,
    [property: Id(7)] decimal Reduction,
    [property: Id(8)] string? Why);

/// <summary>Something to be entered in a wallet.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Cause">Names the one cause in the structure: the same cause is entered once, ever.</param>
/// <param name="Amount">Euros, to the cent; above zero credits, below zero debits.</param>
/// <param name="ValueDate">The civil day that it counts for, Europe/Paris.</param>
/// <param name="Consumption">What it debits or credits back, for those kinds.</param>
/// <param name="Reason">Why, when someone said so.</param>
[GenerateSerializer, Immutable, Alias("Posting")]
public sealed record Posting(
    [property: Id(0)] string Wallet,
    [property: Id(1)] EntryKind Kind,
    [property: Id(2)] string Cause,
    [property: Id(3)] decimal Amount,
    [property: Id(4)] DateOnly ValueDate,
    [property: Id(5)] Consumption? Consumption = null,
    [property: Id(6)] string? Reason = null);

/// <summary>How money came or went.</summary>
public enum PaymentMode
{
    /// <summary>Carte bancaire.</summary>
    CB,

    /// <summary>Chèque.</summary>
    CH,

    /// <summary>Espèces.</summary>
    ES,

    /// <summary>Virement.</summary>
    VIR,

    /// <summary>Chèque emploi service universel.</summary>
    CESU,

    /// <summary>Chèque-vacances.</summary>
    ANCV,
}

/// <summary>A receipt (quittance): numbered by the store without a gap, per structure and year of entry.</summary>
/// <param name="Id">Names it in the structure; the caller's choice, so that a repeat is recognised.</param>
/// <param name="Kind">Payment, refund, dispute, penalty or correction.</param>
/// <param name="Mode">How money moved; null when none did.</param>
/// <param name="Document">Number of the cheque, transfer or voucher.</param>
/// <param name="Payer">Who paid.</param>
/// <param name="Bank">The payer's bank.</param>
/// <param name="ValueDate">The day of the payment, Europe/Paris.</param>
/// <param name="Amount">Euros; below zero for money that went.</param>
/// <param name="Reason">Why, when someone said so.</param>
[GenerateSerializer, Immutable, Alias("Receipt")]
public sealed record Receipt(
    [property: Id(0)] string Id,
    [property: Id(1)] EntryKind Kind,
    [property: Id(2)] PaymentMode? Mode,
    [property: Id(3)] string? Document,
    [property: Id(4)] string? Payer,
    [property: Id(5)] string? Bank,
    [property: Id(6)] DateOnly ValueDate,
    [property: Id(7)] decimal Amount,
    [property: Id(8)] string? Reason);

/// <summary>A receipt as it was kept.</summary>
/// <param name="Receipt">What it says.</param>
/// <param name="Year">The year of its series.</param>
/// <param name="Number">Its number in the series, from 1.</param>
[GenerateSerializer, Immutable, Alias("NumberedReceipt")]
public sealed record NumberedReceipt([property: Id(0)] Receipt Receipt, [property: Id(1)] int Year, [property: Id(2)] long Number);

/// <summary>A receipt with the entries that it covers.</summary>
/// <param name="Family">The family.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="Entries">Its entries, by wallet.</param>
[GenerateSerializer, Immutable, Alias("ReceiptSheet")]
public sealed record ReceiptSheet(
    [property: Id(0)] FamilyId Family, [property: Id(1)] NumberedReceipt Receipt, [property: Id(2)] ImmutableArray<LedgerEntry> Entries);

/// <summary>Postings that belong together: those of them whose cause was not entered before are entered, in one change.</summary>
/// <param name="Postings">At least one.</param>
/// <param name="By">Who.</param>
/// <param name="Receipt">The receipt that they share; null for none.</param>
/// <param name="Event">The payment provider's event that causes them, kept with them; null for none.</param>
/// <param name="ReceiptMail">Where the receipt is mailed, in the same change; null for nowhere.</param>
/// <param name="MayComeLater">Whether a repeat may bear a later date: the payment provider tells again for days.</param>
/// <param name="WithinBalance">Whether it is refused when a wallet would fall below zero by it.</param>
[GenerateSerializer, Immutable, Alias("LedgerOrder")]
public sealed record LedgerOrder(
    [property: Id(0)] ImmutableArray<Posting> Postings,
    [property: Id(1)] Author By,
    [property: Id(2)] Receipt? Receipt = null,
    [property: Id(3)] string? Event = null,
    [property: Id(4)] string? ReceiptMail = null,
    [property: Id(5)] bool MayComeLater = false,
    [property: Id(6)] bool WithinBalance = false);

/// <summary>What became of an order.</summary>
public enum LedgerOutcome
{
    /// <summary>It was entered, or had been before.</summary>
    Entered,

    /// <summary>The family does not exist, or a wallet is neither offered nor was ever entered in.</summary>
    Unknown,

    /// <summary>A receipt of this id, or an entry of this cause, says something else: nothing was entered.</summary>
    Differs,

    /// <summary>A wallet would fall below zero: nothing was entered.</summary>
    Overdrawn,

    /// <summary>The receipt cannot be undone by hand: nothing was entered.</summary>
    Final,
}

/// <summary>The answer to an order, durable.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Receipt">Its receipt, when it has one.</param>
/// <param name="IsNew">Whether anything was entered by this call.</param>
[GenerateSerializer, Immutable, Alias("LedgerAnswer")]
public sealed record LedgerAnswer(
    [property: Id(0)] LedgerOutcome Outcome, [property: Id(1)] NumberedReceipt? Receipt = null, [property: Id(2)] bool IsNew = false);
