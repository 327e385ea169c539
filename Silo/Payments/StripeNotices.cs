using Periscolaire.Payments;
using Stripe;
using Stripe.Checkout;

namespace Periscolaire.Silo.Payments;

/// <summary>
/// What Stripe's objects say of a payment, whether they came in a message, in a list or as an answer. The object's state decides and not the name of
/// the message, so that the order of messages does not matter.
/// </summary>
internal static class StripeNotices
{
    /// <summary>The key in the metadata of our objects that names the structure.</summary>
    public const string StructureKey = "structure";

    /// <summary>The key in the metadata of our objects that names the payment.</summary>
    public const string PaymentKey = "payment";

    /// <summary>The key in the metadata of our refunds that names the refund.</summary>
    public const string RefundKey = "refund";

    private const int LongestName = 60;

    /// <summary>The payment that an object of ours names; null when it is not ours.</summary>
    public static PaymentKey? KeyOf(IReadOnlyDictionary<string, string>? metadata) =>
        metadata is not null
        && metadata.TryGetValue(StructureKey, out var structure) && IsName(structure)
        && metadata.TryGetValue(PaymentKey, out var payment) && IsName(payment)
            ? new PaymentKey(new StructureId(structure), payment)
            : null;

    /// <summary>What a page says; null while it is open, or paid by a means that takes days.</summary>
    public static PaymentNotice? Of(Session session, string told) => session switch
    {
        { PaymentStatus: "paid" } => Of(session, NoticeKind.Succeeded, told),
        { Status: "expired" } => Of(session, NoticeKind.Expired, told),
        _ => null,
    };

    /// <summary>What a page says of a payment that failed after days.</summary>
    public static PaymentNotice Failed(Session session, string told) => Of(session, NoticeKind.Failed, told);

    /// <summary>What a refund says.</summary>
    public static PaymentNotice Of(Refund refund, string told) => new(
        told,
        refund.Status is "failed" or "canceled" ? NoticeKind.RefundFailed : NoticeKind.Refunded,
        refund.Id,
        Euros(refund.Amount),
        refund.Currency,
        refund.PaymentIntentId,
        refund.Metadata?.GetValueOrDefault(RefundKey));

    /// <summary>What a dispute says; null for a mere inquiry, and one that was prevented: they take no money.</summary>
    public static PaymentNotice? Of(Dispute dispute, string told) => dispute.Status switch
    {
        "won" => Of(dispute, NoticeKind.DisputeWon, told),
        "needs_response" or "under_review" or "lost" => Of(dispute, NoticeKind.Disputed, told),
        _ => null,
    };

    private static PaymentNotice Of(Session session, NoticeKind kind, string told) =>
        new(told, kind, session.Id, Euros(session.AmountTotal ?? 0), session.Currency, session.PaymentIntentId);

    private static PaymentNotice Of(Dispute dispute, NoticeKind kind, string told) =>
        new(told, kind, dispute.Id, Euros(dispute.Amount), dispute.Currency, dispute.PaymentIntentId);

    private static decimal Euros(long cents) => cents / 100m;

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
