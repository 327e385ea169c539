using Periscolaire.Payments;

namespace Periscolaire.WebApi.Payments;

/// <summary>What a family wants to pay.</summary>
/// <param name="Amounts">One for each wallet, each wallet once; 0.50 € in all at least.</param>
/// <param name="Email">Where the receipt goes.</param>
internal sealed record PaymentBody(IReadOnlyList<AmountBody> Amounts, string Email);

/// <summary>An amount for a wallet.</summary>
/// <param name="WalletId">The wallet.</param>
/// <param name="Amount">Euros, above zero, in whole cents.</param>
internal sealed record AmountBody(string WalletId, decimal Amount);

/// <summary>A payment that was started.</summary>
/// <param name="Id">The payment.</param>
/// <param name="RedirectUrl">Where the browser goes to pay.</param>
internal sealed record StartedPaymentBody(string Id, string RedirectUrl);

/// <summary>A page of payments, the latest first.</summary>
/// <param name="Items">The payments.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record FamilyPaymentPageBody(IReadOnlyList<FamilyPaymentBody> Items, string? NextCursor);

/// <summary>A card payment as its family sees it.</summary>
/// <param name="Id">The payment.</param>
/// <param name="Status">intended, open, paid, failed, expired or put-aside (staff look into it).</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="Amounts">By wallet.</param>
/// <param name="Total">Euros.</param>
/// <param name="Refunded">Euros paid back.</param>
internal sealed record FamilyPaymentBody(
    string Id, PaymentStatus Status, DateTimeOffset CreatedAt, IReadOnlyList<AmountBody> Amounts, decimal Total, decimal Refunded)
{
    public static FamilyPaymentBody From(PaymentStanding payment) => new(
        payment.Id, payment.Status, payment.CreatedAt, AmountsOf(payment), payment.Intention.Total, payment.Refunded);

    public static IReadOnlyList<AmountBody> AmountsOf(PaymentStanding payment) =>
        [.. payment.Intention.Amounts.Select(line => new AmountBody(line.Wallet, line.Amount))];
}

/// <summary>A page of card payments, the latest first.</summary>
/// <param name="Items">The payments.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record CardPaymentPageBody(IReadOnlyList<CardPaymentBody> Items, string? NextCursor);

/// <summary>A card payment as staff see it.</summary>
/// <param name="Id">The payment.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="Status">intended, open, paid, failed, expired or put-aside.</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="Amounts">By wallet.</param>
/// <param name="Total">Euros.</param>
/// <param name="Refunded">Euros paid back.</param>
/// <param name="Disputed">Euros that the family's bank took back.</param>
/// <param name="Reversals">Refunds and disputes, the earliest first.</param>
/// <param name="Remark">What needs somebody's attention; absent when nothing does.</param>
internal sealed record CardPaymentBody(
    string Id,
    string FamilyId,
    PaymentStatus Status,
    DateTimeOffset CreatedAt,
    IReadOnlyList<AmountBody> Amounts,
    decimal Total,
    decimal Refunded,
    decimal Disputed,
    IReadOnlyList<ReversalBody> Reversals,
    string? Remark)
{
    public static CardPaymentBody From(PaymentStanding payment) => new(
        payment.Id,
        payment.Intention.Family.Value,
        payment.Status,
        payment.CreatedAt,
        FamilyPaymentBody.AmountsOf(payment),
        payment.Intention.Total,
        payment.Refunded,
        payment.Disputed,
        [.. payment.Reversals.Select(ReversalBody.From)],
        payment.Remark);
}

/// <summary>What a reversal of a payment is.</summary>
internal enum ReversalKind
{
    /// <summary>Remboursement.</summary>
    Refund,

    /// <summary>Contestation auprès de la banque.</summary>
    Dispute,
}

/// <summary>A refund or a dispute.</summary>
/// <param name="Kind">refund or dispute.</param>
/// <param name="Reference">The provider's id of it.</param>
/// <param name="Amount">Euros.</param>
/// <param name="Undone">Whether the money came again: a refund that did not arrive, a dispute won.</param>
/// <param name="RefundId">The name that staff gave it; absent when it was not ordered here.</param>
/// <param name="Reason">Why; absent when it was not ordered here.</param>
/// <param name="By">Who ordered it; absent when it was not ordered here.</param>
internal sealed record ReversalBody(ReversalKind Kind, string Reference, decimal Amount, bool Undone, string? RefundId, string? Reason, string? By)
{
    public static ReversalBody From(PaymentReversal reversal) => new(
        reversal.IsDispute ? ReversalKind.Dispute : ReversalKind.Refund,
        reversal.Subject,
        reversal.Amount,
        reversal.IsUndone,
        reversal.Order?.Id,
        reversal.Order?.Reason,
        reversal.Order?.By.Value);
}

/// <summary>A refund that staff order.</summary>
/// <param name="Id">Names it: a repeat is the same refund. Lower-case letters, digits and hyphens.</param>
/// <param name="Amount">Euros, above zero, in whole cents.</param>
/// <param name="Reason">Why; kept with the entry.</param>
internal sealed record RefundBody(string Id, decimal Amount, string Reason);
