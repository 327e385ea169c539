using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;

namespace Periscolaire.Wallets;

/// <summary>A ledger entry; only ever added. The store adds the wallet up itself and refuses a balance, a number or a cause that does not follow.</summary>
/// <param name="Family">The family.</param>
/// <param name="Entry">The entry; wallet and number complete the key.</param>
public sealed record LedgerRow(FamilyKey Family, LedgerEntry Entry) : Row;

/// <summary>A receipt; only ever added, numbered by the store.</summary>
/// <param name="Family">The family.</param>
/// <param name="Receipt">The receipt; its id completes the key.</param>
/// <param name="Year">The year of its series, Europe/Paris.</param>
/// <param name="By">Who, and when.</param>
public sealed record ReceiptRow(FamilyKey Family, Receipt Receipt, int Year, Authorship By) : Row;

/// <summary>A message of the payment provider that was acted upon, kept in the same transaction as what it caused; only ever added.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Event">The provider's id; completes the key.</param>
/// <param name="At">When it was acted upon.</param>
public sealed record PaymentEventRow(StructureId Structure, string Event, DateTimeOffset At) : Row;

/// <summary>A QF, replaced by key.</summary>
/// <param name="Family">The family.</param>
/// <param name="Quotient">The QF; its first date completes the key.</param>
/// <param name="By">Who, and when.</param>
public sealed record QuotientRow(FamilyKey Family, DatedQuotient Quotient, Authorship By) : Row
{
    /// <inheritdoc/>
    public override object Key => ("quotient", Quotient.From);
}
