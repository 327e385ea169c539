using System.Collections.Immutable;
using Periscolaire.Booking;

namespace Periscolaire.Wallets;

/// <summary>Which bookings an estimate counts.</summary>
/// <param name="Until">The last activity date counted, Europe/Paris; null for all.</param>
/// <param name="Confirmed">Accepted bookings.</param>
/// <param name="Pending">Bookings under review and on waiting lists.</param>
[GenerateSerializer, Immutable, Alias("EstimateFilter")]
public sealed record EstimateFilter([property: Id(0)] DateOnly? Until, [property: Id(1)] bool Confirmed = true, [property: Id(2)] bool Pending = true);

/// <summary>A family's wallets (soldes), and what is to come.</summary>
/// <param name="Wallets">In the structure's order.</param>
/// <param name="Bookings">The bookings not yet debited that were counted, by date.</param>
[GenerateSerializer, Immutable, Alias("WalletSheet")]
public sealed record WalletSheet([property: Id(0)] ImmutableArray<WalletStanding> Wallets, [property: Id(1)] ImmutableArray<EstimatedBooking> Bookings);

/// <summary>A wallet of a family.</summary>
/// <param name="Id">The wallet.</param>
/// <param name="Label">As families read it.</param>
/// <param name="Balance">Euros: the sum of its ledger.</param>
/// <param name="EstimatedCost">Euros of the bookings counted that are not yet debited.</param>
[GenerateSerializer, Immutable, Alias("WalletStanding")]
public sealed record WalletStanding(
    [property: Id(0)] string Id, [property: Id(1)] string Label, [property: Id(2)] decimal Balance, [property: Id(3)] decimal EstimatedCost)
{
    /// <summary>Euros: the balance once all is debited.</summary>
    public decimal NewBalance => Balance - EstimatedCost;

    /// <summary>Euros: what is missing, never negative (SPEC, Money 4: −46.05 and 33.25 to come makes 79.30).</summary>
    public decimal SuggestedPayment => Math.Max(0m, -NewBalance);
}

/// <summary>A booking that is to be debited.</summary>
/// <param name="Booking">The booking.</param>
/// <param name="Child">The child.</param>
/// <param name="ChildName">Last and first name.</param>
/// <param name="Label">The activity as families read it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Wallet">The wallet that will pay.</param>
/// <param name="UnitPrice">Euros a unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Total">Euros.</param>
/// <param name="Why">How the price was found, in French.</param>
/// <param name="DebitedOn">The night that debits it, Europe/Paris; null for the next one after its acceptance.</param>
[GenerateSerializer, Immutable, Alias("EstimatedBooking")]
public sealed record EstimatedBooking(
    [property: Id(0)] BookingId Booking,
    [property: Id(1)] ChildId Child,
    [property: Id(2)] string ChildName,
    [property: Id(3)] string Label,
    [property: Id(4)] BookingStatus Status,
    [property: Id(5)] string Wallet,
    [property: Id(6)] decimal UnitPrice,
    [property: Id(7)] int Quantity,
    [property: Id(8)] decimal Total,
    [property: Id(9)] string Why,
    [property: Id(10)] DateOnly? DebitedOn);

/// <summary>
/// A consumption as a history shows it; one credited back is left out with its credit, except that the credit of one imported without a booking is a line of
/// its own.
/// </summary>
/// <param name="Date">The activity's date, Europe/Paris.</param>
/// <param name="Child">The child.</param>
/// <param name="ChildName">Last and first name.</param>
/// <param name="Activity">The activity as it was called.</param>
/// <param name="UnitPrice">Euros a unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Total">Euros; below zero for a credit.</param>
/// <param name="Why">How the price was found, in French; null when it was imported.</param>
[GenerateSerializer, Immutable, Alias("ConsumptionLine")]
public sealed record ConsumptionLine(
    [property: Id(0)] DateOnly Date,
    [property: Id(1)] ChildId Child,
    [property: Id(2)] string ChildName,
    [property: Id(3)] string Activity,
    [property: Id(4)] decimal UnitPrice,
    [property: Id(5)] int Quantity,
    [property: Id(6)] decimal Total,
    [property: Id(7)] string? Why);

/// <summary>An entry of a ledger, as kept for ever.</summary>
/// <param name="Number">Its number in its wallet, from 1, without a gap.</param>
/// <param name="Posting">What was entered.</param>
/// <param name="Balance">Euros in the wallet since.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Receipt">The receipt that it belongs to; null for none.</param>
/// <param name="Run">The transmission that entered it; null for none.</param>
[GenerateSerializer, Immutable, Alias("LedgerEntry")]
public sealed record LedgerEntry(
    [property: Id(0)] long Number,
    [property: Id(1)] Posting Posting,
    [property: Id(2)] decimal Balance,
    [property: Id(3)] Author By,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string? Receipt,
    [property: Id(6)] long? Run);

/// <summary>What the night asks a family to settle.</summary>
/// <param name="Run">The transmission.</param>
/// <param name="Night">The civil day that it debits for, Europe/Paris.</param>
/// <param name="Debits">Accepted bookings that are due.</param>
/// <param name="Credits">Debited bookings that were cancelled or refused since.</param>
[GenerateSerializer, Immutable, Alias("SettleOrder")]
public sealed record SettleOrder(
    [property: Id(0)] long Run,
    [property: Id(1)] DateOnly Night,
    [property: Id(2)] ImmutableArray<BookingId> Debits,
    [property: Id(3)] ImmutableArray<BookingId> Credits);

/// <summary>What a settling entered.</summary>
/// <param name="Debited">Bookings debited.</param>
/// <param name="Credited">Bookings credited back.</param>
/// <param name="Unpriced">Bookings left, since no price grid covers them.</param>
[GenerateSerializer, Immutable, Alias("SettleAnswer")]
public sealed record SettleAnswer([property: Id(0)] int Debited, [property: Id(1)] int Credited, [property: Id(2)] int Unpriced);

/// <summary>What a closure of days took from a family.</summary>
/// <param name="Act">The act, which may have closed several days: the family is told once of it.</param>
/// <param name="Reason">Why; the family reads it.</param>
/// <param name="Bookings">The family's bookings that it cancelled.</param>
/// <param name="By">Who closed the days.</param>
[GenerateSerializer, Immutable, Alias("ClosureNotice")]
public sealed record ClosureNotice(
    [property: Id(0)] long Act, [property: Id(1)] string Reason, [property: Id(2)] ImmutableArray<BookingId> Bookings, [property: Id(3)] Author By);

/// <summary>What became of recording an absence.</summary>
public enum AbsenceOutcome
{
    /// <summary>It is recorded; a justified one is credited back, now or with its debit.</summary>
    Recorded,

    /// <summary>The family has no such accepted booking.</summary>
    UnknownBooking,

    /// <summary>It was recorded as justified and has been credited back: only a correction of the attendance can undo that.</summary>
    AlreadyCredited,

    /// <summary>It says otherwise than what was recorded before, and not why.</summary>
    ReasonMissing,
}

/// <summary>The yearly certificate for a child (attestation fiscale).</summary>
/// <param name="Family">The payer.</param>
/// <param name="Child">The child.</param>
/// <param name="Year">The year in which it was paid.</param>
/// <param name="Paid">Euros of custody actually paid in the year, meals and penalties left out.</param>
/// <param name="Days">Civil dates of custody that were paid for, in full or in part.</param>
[GenerateSerializer, Immutable, Alias("CareCertificate")]
public sealed record CareCertificate(
    [property: Id(0)] string Family, [property: Id(1)] Families.Child Child, [property: Id(2)] int Year, [property: Id(3)] decimal Paid, [property: Id(4)] int Days);
