using System.Collections.Immutable;
using Orleans.Concurrency;
using Periscolaire.Booking;
using Periscolaire.Families;

namespace Periscolaire.Wallets;

/// <summary>
/// A family's wallets, keyed by its <see cref="FamilyKey"/>. Called by the family, by staff for it, by payments and by the night. A cause is entered
/// once, so every call may be repeated.
/// </summary>
[Alias("IFamilyWallets")]
public interface IFamilyWallets : IGrainWithStringKey
{
    /// <summary>The wallets with what is to come.</summary>
    /// <param name="filter">Which bookings count.</param>
    /// <returns>Every wallet of the structure, also one without entries; and one no longer offered in which something was entered.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Wallets")]
    Task<WalletSheet> Wallets(EstimateFilter filter);

    /// <summary>Enters what was not entered before.</summary>
    /// <param name="order">What is to be entered.</param>
    /// <returns>Once it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Post")]
    Task<LedgerAnswer> Post(LedgerOrder order);

    /// <summary>Undoes a receipt that was entered by mistake, by opposite entries under a receipt of its own; once.</summary>
    /// <param name="receipt">The id of a receipt of the family.</param>
    /// <param name="reason">Why.</param>
    /// <param name="author">Who.</param>
    /// <returns>The receipt that undoes it, once it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("CancelReceipt")]
    Task<LedgerAnswer> CancelReceipt(string receipt, string reason, Author author);

    /// <summary>Debits what is due and credits back what ended since. The family's own bookings decide: what is not as the order says is left.</summary>
    /// <param name="order">The bookings.</param>
    /// <returns>What was entered, once it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Settle")]
    Task<SettleAnswer> Settle(SettleOrder order);

    /// <summary>Credits back what a closure cancelled after its debit, and tells the family by a mail, in one write. Called once the days are closed.</summary>
    /// <param name="notice">What was cancelled.</param>
    /// <returns>What was entered. A repeat enters nothing and tells nothing more.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("SettleClosure")]
    Task<SettleAnswer> SettleClosure(ClosureNotice notice);

    /// <summary>
    /// Records that a child did not come; justified, it is credited back. The same record as <see cref="Attendance.IFamilyAttendance"/> makes, except that it
    /// does not take a credit back.
    /// </summary>
    /// <param name="booking">An accepted booking of the family.</param>
    /// <param name="isJustified">Whether it is credited back.</param>
    /// <param name="reason">Why.</param>
    /// <param name="author">Who says so.</param>
    /// <returns>Once it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("RecordAbsence")]
    Task<AbsenceOutcome> RecordAbsence(BookingId booking, bool isJustified, string? reason, Author author);

    /// <summary>Sets the QF in force from a date; what was debited stays as it is.</summary>
    /// <param name="quotient">The QF.</param>
    /// <param name="author">Who says so.</param>
    /// <returns>False when there is no such family, or it was erased.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("SetQuotient")]
    Task<bool> SetQuotient(DatedQuotient quotient, Author author);

    /// <summary>Consumptions of some months, and penalties.</summary>
    /// <param name="from">The first date, Europe/Paris.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>By date and child.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Consumptions"), AlwaysInterleave]
    Task<ImmutableArray<ConsumptionLine>> Consumptions(DateOnly from, DateOnly to);

    /// <summary>Payments, refunds and disputes of some months.</summary>
    /// <param name="from">The first date, Europe/Paris.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>By date.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Payments"), AlwaysInterleave]
    Task<ImmutableArray<NumberedReceipt>> Payments(DateOnly from, DateOnly to);

    /// <summary>A receipt of the family, with what it entered.</summary>
    /// <param name="year">The year of its series.</param>
    /// <param name="number">Its number in the series.</param>
    /// <returns>Null when there is none, and when it is another family's.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("FindReceipt"), AlwaysInterleave]
    Task<ReceiptSheet?> FindReceipt(int year, long number);

    /// <summary>The ledger of a wallet, the latest entry first.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="before">Only entries with a smaller number; null for all.</param>
    /// <param name="limit">The most to return, 1 to 1,000.</param>
    /// <returns>At most that many; null for a wallet that is neither offered nor was ever entered in.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Ledger"), AlwaysInterleave]
    Task<ImmutableArray<LedgerEntry>?> Ledger(string wallet, long? before, int limit);

    /// <summary>The yearly certificate of custody actually paid for a child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="year">The year.</param>
    /// <returns>Null when the family has no such child, it was six or older on 1 January of the year, or not born by its end.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Certificate"), AlwaysInterleave]
    Task<CareCertificate?> Certificate(ChildId child, int year);
}
