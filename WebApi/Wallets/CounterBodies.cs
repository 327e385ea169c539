using Periscolaire.Wallets;

namespace Periscolaire.WebApi.Wallets;

/// <summary>An amount for a wallet.</summary>
/// <param name="WalletId">The wallet.</param>
/// <param name="Amount">Euros, to the cent.</param>
internal sealed record WalletAmountBody(string WalletId, decimal Amount);

/// <summary>A payment taken at the counter (encaissement).</summary>
/// <param name="Id">Chosen by whoever enters it, unique in the structure: sending it again enters nothing more.</param>
/// <param name="Mode">CH, ES, VIR, CESU or ANCV.</param>
/// <param name="Amounts">Above zero, each wallet once.</param>
/// <param name="Date">The day of the payment; not in the future.</param>
/// <param name="Payer">Who paid; the family's payer when absent.</param>
/// <param name="Document">Number of the cheque, transfer or voucher.</param>
/// <param name="Bank">The payer's bank.</param>
/// <param name="Reason">A note.</param>
internal sealed record CounterPaymentBody(
    string Id,
    string Mode,
    IReadOnlyList<WalletAmountBody> Amounts,
    DateOnly Date,
    string? Payer = null,
    string? Document = null,
    string? Bank = null,
    string? Reason = null);

/// <summary>Money given back at the counter (remboursement), from what the wallets hold.</summary>
/// <param name="Id">Chosen by whoever enters it, unique in the structure: sending it again enters nothing more.</param>
/// <param name="Mode">CH, ES or VIR.</param>
/// <param name="Amounts">Above zero, each wallet once, no more than its balance.</param>
/// <param name="Date">The day of the refund; not in the future.</param>
/// <param name="Reason">Why; shown to the family.</param>
/// <param name="Payer">Who received it; the family's payer when absent.</param>
/// <param name="Document">Number of the cheque or transfer.</param>
internal sealed record CounterRefundBody(
    string Id, string Mode, IReadOnlyList<WalletAmountBody> Amounts, DateOnly Date, string Reason, string? Payer = null, string? Document = null);

/// <summary>A correction by hand: a balance taken over from elsewhere, a gesture.</summary>
/// <param name="Id">Chosen by whoever enters it, unique in the structure: sending it again enters nothing more.</param>
/// <param name="Amounts">Above zero credits, below zero debits; each wallet once.</param>
/// <param name="Reason">Why; shown to the family.</param>
internal sealed record CorrectionBody(string Id, IReadOnlyList<WalletAmountBody> Amounts, string Reason);

/// <summary>A penalty, e.g. for fetching a child late.</summary>
/// <param name="Id">Chosen by whoever enters it, unique in the family: sending it again enters nothing more.</param>
/// <param name="WalletId">The wallet that pays.</param>
/// <param name="ChildId">The child concerned.</param>
/// <param name="Date">The day concerned; not in the future.</param>
/// <param name="Amount">Euros, above zero.</param>
/// <param name="Reason">What the family reads in its history.</param>
internal sealed record PenaltyBody(string Id, string WalletId, string ChildId, DateOnly Date, decimal Amount, string Reason);

/// <summary>A receipt (quittance), numbered without a gap in its structure and year.</summary>
/// <param name="Year">The year of its series.</param>
/// <param name="Number">Its number in the series, from 1.</param>
/// <param name="Kind">payment, refund, dispute or correction.</param>
/// <param name="Mode">CB, CH, ES, VIR, CESU or ANCV; absent when no money moved.</param>
/// <param name="Date">The day of the payment.</param>
/// <param name="Amount">Euros; below zero for money that went.</param>
/// <param name="Payer">Who paid.</param>
/// <param name="Document">Number of the cheque, transfer or voucher.</param>
/// <param name="Bank">The payer's bank.</param>
/// <param name="Reason">Why, when someone said so.</param>
internal sealed record ReceiptBody(
    int Year,
    long Number,
    EntryKind Kind,
    string? Mode,
    DateOnly Date,
    decimal Amount,
    string? Payer,
    string? Document,
    string? Bank,
    string? Reason)
{
    public static ReceiptBody From(NumberedReceipt numbered) => new(
        numbered.Year,
        numbered.Number,
        numbered.Receipt.Kind,
        numbered.Receipt.Mode?.ToString(),
        numbered.Receipt.ValueDate,
        numbered.Receipt.Amount,
        numbered.Receipt.Payer,
        numbered.Receipt.Document,
        numbered.Receipt.Bank,
        numbered.Receipt.Reason);
}
