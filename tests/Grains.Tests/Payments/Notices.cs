using Periscolaire.Payments;

namespace Periscolaire.Grains.Tests.Payments;

/// <summary>What the provider says, each message with an id of its own.</summary>
internal static class Notices
{
    public static PaymentNotice Succeeded(decimal amount, string session = APayment.Session, string? currency = "eur") =>
        new($"evt_ok_{session}_{currency}_{amount}", NoticeKind.Succeeded, session, amount, currency, "pi_1");

    public static PaymentNotice Ended(NoticeKind kind) => new($"evt_{kind}", kind, APayment.Session, 0m, Currency: null, PaymentIntent: null);

    public static PaymentNotice Refunded(decimal amount, string refund = "re_1") => Of(NoticeKind.Refunded, refund, amount);

    public static PaymentNotice RefundFailed(decimal amount, string refund = "re_1") => Of(NoticeKind.RefundFailed, refund, amount);

    public static PaymentNotice Disputed(decimal amount, string dispute = "dp_1") => Of(NoticeKind.Disputed, dispute, amount);

    public static PaymentNotice DisputeWon(decimal amount, string dispute = "dp_1") => Of(NoticeKind.DisputeWon, dispute, amount);

    private static PaymentNotice Of(NoticeKind kind, string subject, decimal amount) => new($"evt_{kind}_{subject}", kind, subject, amount, "eur", "pi_1");
}
