using System.Collections.Concurrent;
using System.Collections.Immutable;
using Periscolaire.Payments;

namespace Periscolaire.Testing;

/// <summary>A payment provider that opens every page and remembers nothing: tests say themselves what it tells.</summary>
public sealed class WillingGateway : IPaymentGateway
{
    /// <summary>Gets since when it was asked what it told, each time.</summary>
    public ConcurrentQueue<DateTimeOffset> AskedSince { get; } = [];

    public static string SessionOf(string payment) => $"session/{payment}";

    public static string IntentOf(string payment) => $"intent/{payment}";

    public bool IsOffered(StructureId structure) => true;

    public Task<PaymentPage?> Open(PaymentOrder order) =>
        Task.FromResult<PaymentPage?>(new PaymentPage(SessionOf(order.Payment.Payment), $"https://pay.example/{order.Payment.Payment}"));

    public Task<ImmutableArray<PaymentNotice>?> Ask(PaymentKey payment, string session) => Task.FromResult<ImmutableArray<PaymentNotice>?>([]);

    public Task<ImmutableArray<(PaymentKey Payment, PaymentNotice Notice)>?> Told(StructureId structure, DateTimeOffset since)
    {
        AskedSince.Enqueue(since);
        return Task.FromResult<ImmutableArray<(PaymentKey, PaymentNotice)>?>([]);
    }

    public Task<RefundReply> Refund(PaymentKey payment, string paymentIntent, RefundOrder refund) => Task.FromResult(new RefundReply(
        new PaymentNotice($"asked/{refund.Id}", NoticeKind.Refunded, $"refund/{refund.Id}", refund.Amount, "eur", paymentIntent)));
}
