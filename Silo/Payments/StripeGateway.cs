using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Periscolaire.Payments;
using Stripe;
using Stripe.Checkout;

namespace Periscolaire.Silo.Payments;

/// <summary>Card payments by Stripe Checkout. Every call that does something bears a key that follows from our own ids: done again, it is the same.</summary>
internal sealed class StripeGateway(StripeAccounts accounts, IOptions<StripeOptions> options, TimeProvider machine, TownClock town, ILogger<StripeGateway> log)
    : IPaymentGateway
{
    private const string Euro = "eur";
    private const int RowsAtOnce = 100;

    public bool IsOffered(StructureId structure) => accounts.Of(structure) is not null;

    public async Task<PaymentPage?> Open(PaymentOrder order)
    {
        if (accounts.Of(order.Payment.Structure) is not { } account)
            return null;
        try
        {
            var session = await account.Client.V1.Checkout.Sessions.CreateAsync(PageOf(order), Once($"payment/{order.Payment}"));
            return new PaymentPage(session.Id, session.Url);
        }
        catch (Exception failure) when (StripeFailure.IsForeign(failure))
        {
            log.LogError("Stripe opened no page for payment {Payment}: {Failure}", order.Payment, StripeFailure.Of(failure));
            return null;
        }
    }

    public async Task<ImmutableArray<PaymentNotice>?> Ask(PaymentKey payment, string session)
    {
        if (accounts.Of(payment.Structure) is not { } account)
            return [];
        try
        {
            var page = await account.Client.V1.Checkout.Sessions.GetAsync(session);
            if (StripeNotices.KeyOf(page.Metadata) == payment)
                return [.. await NoticesOf(page, account)];
            log.LogError("Stripe knows the page of payment {Payment} under another name", payment);
            return [];
        }
        catch (Exception failure) when (StripeFailure.IsForeign(failure))
        {
            log.LogError("Stripe did not say what became of payment {Payment}: {Failure}", payment, StripeFailure.Of(failure));
            return StripeFailure.IsRefusal(failure) ? [] : null;
        }
    }

    public async Task<ImmutableArray<(PaymentKey Payment, PaymentNotice Notice)>?> Told(StructureId structure, DateTimeOffset since)
    {
        if (accounts.Of(structure) is not { } account)
            return [];
        try
        {
            var told = new List<Event>();
            await foreach (var one in account.Client.V1.Events.ListAutoPagingAsync(EventsSince(since)))
                told.Add(one);
            told.Reverse();
            return await Read(account, told, structure);
        }
        catch (Exception failure) when (StripeFailure.IsForeign(failure))
        {
            log.LogError("Stripe did not say what it told of {Structure}: {Failure}", structure, StripeFailure.Of(failure));
            return null;
        }
    }

    public async Task<RefundReply> Refund(PaymentKey payment, string paymentIntent, RefundOrder refund)
    {
        if (accounts.Of(payment.Structure) is not { } account)
            return new RefundReply(Notice: null);
        try
        {
            // Stripe forgets keys after a day; what it did under this name it still shows.
            await foreach (var known in account.Client.V1.Refunds.ListAutoPagingAsync(new RefundListOptions { PaymentIntent = paymentIntent, Limit = RowsAtOnce }))
            {
                if (known.Metadata?.GetValueOrDefault(StripeNotices.RefundKey) == refund.Id)
                    return new RefundReply(StripeNotices.Of(known, $"asked/{known.Id}/{known.Status}"));
            }

            var made = await account.Client.V1.Refunds.CreateAsync(
                new RefundCreateOptions
                {
                    PaymentIntent = paymentIntent,
                    Amount = Cents(refund.Amount),
                    Metadata = new Dictionary<string, string>(Names(payment), StringComparer.Ordinal) { [StripeNotices.RefundKey] = refund.Id },
                },
                Once($"refund/{payment}/{refund.Id}"));
            return new RefundReply(StripeNotices.Of(made, $"asked/{made.Id}/{made.Status}"));
        }
        catch (Exception failure) when (StripeFailure.IsForeign(failure))
        {
            log.LogError("Stripe made no refund of payment {Payment}: {Failure}", payment, StripeFailure.Of(failure));
            return new RefundReply(Notice: null, StripeFailure.IsRefusal(failure));
        }
    }

    private static async Task<IEnumerable<PaymentNotice>> NoticesOf(Session page, StripeAccount account)
    {
        var notices = new List<PaymentNotice?> { StripeNotices.Of(page, $"asked/{page.Id}/{page.PaymentStatus}") };
        if (page.PaymentIntentId is not { } intent)
            return notices.OfType<PaymentNotice>();
        if (page is { Status: "complete", PaymentStatus: "unpaid" }
            && (await account.Client.V1.PaymentIntents.GetAsync(intent)).Status is "requires_payment_method" or "canceled")
            notices.Add(StripeNotices.Failed(page, $"asked/{page.Id}/failed"));
        await foreach (var refund in account.Client.V1.Refunds.ListAutoPagingAsync(new RefundListOptions { PaymentIntent = intent, Limit = RowsAtOnce }))
            notices.Add(StripeNotices.Of(refund, $"asked/{refund.Id}/{refund.Status}"));
        await foreach (var dispute in account.Client.V1.Disputes.ListAutoPagingAsync(new DisputeListOptions { PaymentIntent = intent, Limit = RowsAtOnce }))
            notices.Add(StripeNotices.Of(dispute, $"asked/{dispute.Id}/{dispute.Status}"));
        return notices.OfType<PaymentNotice>();
    }

    /// <summary>Reads events one by one: one that Stripe cannot explain costs the others nothing; once Stripe is gone, the rest is for another night.</summary>
    private async Task<ImmutableArray<(PaymentKey, PaymentNotice)>> Read(StripeAccount account, List<Event> told, StructureId structure)
    {
        var messages = new StripeMessages(account);
        var notices = ImmutableArray.CreateBuilder<(PaymentKey, PaymentNotice)>();
        foreach (var one in told)
        {
            try
            {
                notices.AddRange((await messages.Read(one)).Where(notice => notice.Payment.Structure == structure));
            }
            catch (Exception failure) when (StripeFailure.IsForeign(failure))
            {
                log.LogError("Stripe did not explain event {Event}: {Failure}", one.Id, StripeFailure.Of(failure));
                if (!StripeFailure.IsRefusal(failure))
                    break;
            }
        }

        return notices.ToImmutable();
    }

    /// <summary>Stripe goes by the machine's time, also when a demonstration does not.</summary>
    private EventListOptions EventsSince(DateTimeOffset since) => new()
    {
        Created = new DateRangeOptions { GreaterThanOrEqual = (since - (town.GetUtcNow() - machine.GetUtcNow())).UtcDateTime },
        Types = [.. StripeMessages.Types],
        Limit = RowsAtOnce,
    };

    private SessionCreateOptions PageOf(PaymentOrder order) => new()
    {
        Mode = "payment",
        Locale = "fr",
        ClientReferenceId = order.Payment.Payment,
        CustomerEmail = order.Email,
        LineItems = [.. order.Lines.Select(line => new SessionLineItemOptions
        {
            Quantity = 1,
            PriceData = new SessionLineItemPriceDataOptions
            {
                Currency = Euro,
                UnitAmount = Cents(line.Amount),
                ProductData = new SessionLineItemPriceDataProductDataOptions { Name = line.Label },
            },
        })],
        Metadata = Names(order.Payment),
        PaymentIntentData = new SessionPaymentIntentDataOptions { Metadata = Names(order.Payment) },

        // A wallet is in euros, wherever the card comes from.
        AdaptivePricing = new SessionAdaptivePricingOptions { Enabled = false },
        SuccessUrl = ReturnTo(options.Value.SuccessUrl, "paiement/termine", order.Payment),
        CancelUrl = ReturnTo(options.Value.CancelUrl, "paiement/abandonne", order.Payment),
    };

    private string ReturnTo(string? url, string page, PaymentKey payment) =>
        url?.Replace("{payment}", payment.Payment, StringComparison.Ordinal) ?? $"{options.Value.PublicUrl!.TrimEnd('/')}/{page}";

    private static Dictionary<string, string> Names(PaymentKey payment) => new(StringComparer.Ordinal)
    {
        [StripeNotices.StructureKey] = payment.Structure.Value,
        [StripeNotices.PaymentKey] = payment.Payment,
    };

    private static RequestOptions Once(string name) => new() { IdempotencyKey = name };

    private static long Cents(decimal euros) => decimal.ToInt64(euros * 100m);
}
