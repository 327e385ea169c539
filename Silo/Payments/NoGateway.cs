using System.Collections.Immutable;
using Periscolaire.Payments;

namespace Periscolaire.Silo.Payments;

/// <summary>Town halls that take no card payments.</summary>
internal sealed class NoGateway : IPaymentGateway
{
    public bool IsOffered(StructureId structure) => false;

    public Task<PaymentPage?> Open(PaymentOrder order) => Task.FromResult<PaymentPage?>(null);

    public Task<ImmutableArray<PaymentNotice>?> Ask(PaymentKey payment, string session) => Task.FromResult<ImmutableArray<PaymentNotice>?>([]);

    public Task<ImmutableArray<(PaymentKey Payment, PaymentNotice Notice)>?> Told(StructureId structure, DateTimeOffset since) =>
        Task.FromResult<ImmutableArray<(PaymentKey, PaymentNotice)>?>([]);

    public Task<RefundReply> Refund(PaymentKey payment, string paymentIntent, RefundOrder refund) => Task.FromResult(new RefundReply(Notice: null));
}
