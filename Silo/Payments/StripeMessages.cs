using Periscolaire.Payments;
using Stripe;
using Stripe.Checkout;

namespace Periscolaire.Silo.Payments;

/// <summary>
/// Reads Stripe's events, delivered or listed. Refunds and disputes that were made at Stripe carry nothing of ours: their payment is found through the
/// payment intent, whatever came before.
/// </summary>
/// <param name="account">The account that tells.</param>
internal sealed class StripeMessages(StripeAccount account)
{
    /// <summary>The events that say something of a payment.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        EventTypes.CheckoutSessionCompleted, EventTypes.CheckoutSessionAsyncPaymentSucceeded, EventTypes.CheckoutSessionAsyncPaymentFailed,
        EventTypes.CheckoutSessionExpired, EventTypes.ChargeRefunded, EventTypes.RefundCreated, EventTypes.RefundUpdated, EventTypes.RefundFailed,
        EventTypes.ChargeDisputeCreated, EventTypes.ChargeDisputeUpdated, EventTypes.ChargeDisputeClosed, EventTypes.ChargeDisputeFundsWithdrawn,
        EventTypes.ChargeDisputeFundsReinstated,
    ];

    private readonly Dictionary<string, PaymentKey?> _byIntent = new(StringComparer.Ordinal);

    /// <summary>What an event says of our payments; nothing when it is not about one.</summary>
    public async Task<IReadOnlyList<(PaymentKey Payment, PaymentNotice Notice)>> Read(Event told)
    {
        if (!Types.Contains(told.Type, StringComparer.Ordinal))
            return [];
        switch (told.Data.Object)
        {
            case Session session:
                var said = told.Type == EventTypes.CheckoutSessionAsyncPaymentFailed ? StripeNotices.Failed(session, told.Id) : StripeNotices.Of(session, told.Id);
                return said is not null && StripeNotices.KeyOf(session.Metadata) is { } paid ? [(paid, said)] : [];
            case Refund refund:
                return await KeyOf(refund.Metadata, refund.PaymentIntentId) is { } refunded ? [(refunded, StripeNotices.Of(refund, told.Id))] : [];
            case Dispute dispute:
                return StripeNotices.Of(dispute, told.Id) is { } contested && await KeyOf(dispute.Metadata, dispute.PaymentIntentId) is { } disputed
                    ? [(disputed, contested)]
                    : [];
            case Charge charge:
                return await KeyOf(charge.Metadata, charge.PaymentIntentId) is { } charged ? await RefundsOf(charge, charged, told.Id) : [];
            default:
                return [];
        }
    }

    /// <summary>An event about several refunds is kept once for each of them.</summary>
    private async Task<IReadOnlyList<(PaymentKey Payment, PaymentNotice Notice)>> RefundsOf(Charge charge, PaymentKey payment, string told)
    {
        var notices = new List<(PaymentKey, PaymentNotice)>();
        await foreach (var refund in account.Client.V1.Refunds.ListAutoPagingAsync(new RefundListOptions { Charge = charge.Id }))
            notices.Add((payment, StripeNotices.Of(refund, $"{told}/{refund.Id}")));
        return notices;
    }

    private async Task<PaymentKey?> KeyOf(IReadOnlyDictionary<string, string>? metadata, string? paymentIntent)
    {
        if (StripeNotices.KeyOf(metadata) is { } named)
            return named;
        if (paymentIntent is null)
            return null;
        if (_byIntent.TryGetValue(paymentIntent, out var known))
            return known;
        try
        {
            return _byIntent[paymentIntent] = StripeNotices.KeyOf((await account.Client.V1.PaymentIntents.GetAsync(paymentIntent)).Metadata);
        }
        catch (StripeException unknown) when (unknown.HttpStatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return _byIntent[paymentIntent] = null;
        }
    }
}
