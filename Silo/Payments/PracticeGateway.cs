using System.Collections.Immutable;
using Periscolaire.Payments;

namespace Periscolaire.Silo.Payments;

/// <summary>A payment provider for trying the software: its page is one of this program's own, and no money moves.</summary>
internal sealed class PracticeGateway : IPaymentGateway
{
    public bool IsOffered(StructureId structure) => true;

    public Task<PaymentPage?> Open(PaymentOrder order) => Task.FromResult<PaymentPage?>(
        new PaymentPage(PracticePayments.SessionOf(order.Payment.Payment), PracticePayments.PathOf(order.Payment)));

    public Task<ImmutableArray<PaymentNotice>?> Ask(PaymentKey payment, string session) => Task.FromResult<ImmutableArray<PaymentNotice>?>([]);

    public Task<ImmutableArray<(PaymentKey Payment, PaymentNotice Notice)>?> Told(StructureId structure, DateTimeOffset since) =>
        Task.FromResult<ImmutableArray<(PaymentKey, PaymentNotice)>?>([]);

    public Task<RefundReply> Refund(PaymentKey payment, string paymentIntent, RefundOrder refund)
    {
        var subject = $"exercice-{payment.Payment}-{refund.Id}";
        return Task.FromResult(new RefundReply(new PaymentNotice(
            subject, NoticeKind.Refunded, subject, refund.Amount, PracticePayments.Currency, paymentIntent, refund.Id)));
    }
}
