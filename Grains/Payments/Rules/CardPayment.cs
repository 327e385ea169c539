using System.Collections.Immutable;

namespace Periscolaire.Payments.Rules;

/// <summary>A card payment (SPEC, Money 5): wanted, its page opened, then what the provider says of it.</summary>
/// <param name="Id">Unique in the structure.</param>
/// <param name="Intention">What the family wants to pay; wallets are credited by it, never by what the provider says.</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Session">The provider's id of its page.</param>
/// <param name="RedirectUrl">The provider's page.</param>
/// <param name="PaymentIntent">The provider's id of the payment.</param>
/// <param name="Refunds">What staff ordered to be paid back, kept before the provider is asked: a repeat is recognised for ever.</param>
/// <param name="Reversals">Money that went back.</param>
/// <param name="Remark">What staff should know.</param>
public sealed record CardPayment(
    string Id,
    PaymentIntention Intention,
    DateTimeOffset CreatedAt,
    PaymentStatus Status,
    string? Session,
    string? RedirectUrl,
    string? PaymentIntent,
    ImmutableArray<RefundOrder> Refunds,
    ImmutableArray<Reversal> Reversals,
    string? Remark)
{
    /// <summary>Begins a payment.</summary>
    /// <param name="id">Unique in the structure.</param>
    /// <param name="intention">What the family wants to pay.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The payment, before its page is open.</returns>
    public static CardPayment Begin(string id, PaymentIntention intention, DateTimeOffset now) =>
        new(id, intention, now, PaymentStatus.Intended, Session: null, RedirectUrl: null, PaymentIntent: null, [], [], Remark: null);

    /// <summary>Euros paid back that stayed back.</summary>
    public decimal Refunded => SumOf(isDispute: false);

    /// <summary>Euros that the family's bank took back and kept.</summary>
    public decimal Disputed => SumOf(isDispute: true);

    /// <summary>Euros that went back and stayed back.</summary>
    public decimal WentBack => Refunded + Disputed;

    /// <summary>Euros that can still be paid back.</summary>
    public decimal Left => Intention.Total - WentBack;

    /// <summary>Once all that was ordered is in the ledger.</summary>
    /// <returns>The payment.</returns>
    public CardPayment Entered() => Reversals.All(reversal => reversal.IsEntered)
        ? this
        : this with { Reversals = [.. Reversals.Select(reversal => reversal with { IsEntered = true })] };

    /// <summary>Adds to what staff should know; what they know already is not said again.</summary>
    /// <param name="remark">In French.</param>
    /// <returns>The payment.</returns>
    public CardPayment Remarked(string remark) =>
        Remark?.Contains(remark, StringComparison.Ordinal) == true ? this : this with { Remark = $"{Remark} {remark}".Trim() };

    private decimal SumOf(bool isDispute) =>
        Reversals.Where(reversal => reversal.IsDispute == isDispute && !reversal.IsUndone).Sum(reversal => reversal.Amount);
}

/// <summary>A refund or a dispute. How it is shared was decided when it was first told of, and never changes.</summary>
/// <param name="Subject">The provider's id of it.</param>
/// <param name="IsDispute">Whether the family's bank took it, instead of staff giving it.</param>
/// <param name="Amounts">By wallet, as they are debited.</param>
/// <param name="Returned">By wallet, as they are credited again; empty unless the money came again.</param>
/// <param name="Refund">The name of the refund that staff ordered; null when it was not ordered here.</param>
/// <param name="IsEntered">Whether all of it is known to be in the ledger.</param>
public sealed record Reversal(
    string Subject,
    bool IsDispute,
    ImmutableArray<WalletAmount> Amounts,
    ImmutableArray<WalletAmount> Returned,
    string? Refund = null,
    bool IsEntered = false)
{
    /// <summary>Euros.</summary>
    public decimal Amount => Amounts.Sum(line => line.Amount);

    /// <summary>Whether the money came again: a refund that did not arrive, a dispute won.</summary>
    public bool IsUndone => !Returned.IsEmpty;
}
