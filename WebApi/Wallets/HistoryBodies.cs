using Periscolaire.Wallets;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Consumptions of a period.</summary>
/// <param name="From">The first date.</param>
/// <param name="To">The last date, included.</param>
/// <param name="Lines">By date and child.</param>
/// <param name="Total">Euros.</param>
internal sealed record ConsumptionsBody(DateOnly From, DateOnly To, IReadOnlyList<ConsumptionBody> Lines, decimal Total)
{
    public static ConsumptionsBody Of(HistoryPeriod period, IReadOnlyCollection<ConsumptionLine> lines) =>
        new(period.From, period.To, [.. lines.Select(ConsumptionBody.From)], lines.Sum(line => line.Total));
}

/// <summary>A consumption.</summary>
/// <param name="Date">The date.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Child">Last and first name.</param>
/// <param name="Activity">The activity as it was called.</param>
/// <param name="UnitPrice">Euros a unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Total">Euros; below zero when it was credited back.</param>
/// <param name="Why">How the price was found; absent when it was imported.</param>
internal sealed record ConsumptionBody(
    DateOnly Date, string ChildId, string Child, string Activity, decimal UnitPrice, int Quantity, decimal Total, string? Why)
{
    public static ConsumptionBody From(ConsumptionLine line) =>
        new(line.Date, line.Child.Value, line.ChildName, line.Activity, line.UnitPrice, line.Quantity, line.Total, line.Why);
}

/// <summary>Payments of a period.</summary>
/// <param name="From">The first date.</param>
/// <param name="To">The last date, included.</param>
/// <param name="Lines">By date.</param>
/// <param name="Total">Euros; money that went is taken off.</param>
internal sealed record PaymentsBody(DateOnly From, DateOnly To, IReadOnlyList<PaymentLineBody> Lines, decimal Total)
{
    public static PaymentsBody Of(HistoryPeriod period, IReadOnlyCollection<NumberedReceipt> receipts) =>
        new(period.From, period.To, [.. receipts.Select(PaymentLineBody.From)], receipts.Sum(receipt => receipt.Receipt.Amount));
}

/// <summary>Money that came or went.</summary>
/// <param name="Date">The date.</param>
/// <param name="Kind">payment, refund, dispute or correction.</param>
/// <param name="KindLabel">The same in French.</param>
/// <param name="Mode">CB, CH, ES, VIR, CESU or ANCV; absent when no money moved.</param>
/// <param name="ModeLabel">The same in French.</param>
/// <param name="Document">Number of the cheque, transfer or voucher.</param>
/// <param name="Payer">Who paid.</param>
/// <param name="Bank">The payer's bank.</param>
/// <param name="Amount">Euros; below zero for money that went.</param>
/// <param name="Receipt">Number of the receipt, year/number.</param>
internal sealed record PaymentLineBody(
    DateOnly Date,
    EntryKind Kind,
    string KindLabel,
    string? Mode,
    string? ModeLabel,
    string? Document,
    string? Payer,
    string? Bank,
    decimal Amount,
    string Receipt)
{
    public static PaymentLineBody From(NumberedReceipt receipt) => new(
        receipt.Receipt.ValueDate,
        receipt.Receipt.Kind,
        MoneyWording.KindOf(receipt.Receipt.Kind),
        receipt.Receipt.Mode?.ToString(),
        MoneyWording.ModeOf(receipt.Receipt.Mode),
        receipt.Receipt.Document,
        receipt.Receipt.Payer,
        receipt.Receipt.Bank,
        receipt.Receipt.Amount,
        MoneyWording.NumberOf(receipt));
}
