using System.Net;
using Periscolaire.Testing;
using Shouldly;
using Stripe;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>That the tests' own Stripe is as strict as Stripe: otherwise the tests that use it would prove little.</summary>
public sealed class LoopbackStripeTests
{
    [Fact]
    public async Task It_takes_a_key_once_with_the_same_parameters_only()
    {
        await using var stripe = new LoopbackStripe();
        var client = ClientOf(stripe, LoopbackStripe.Key);

        var first = await Open(client, 10_00, once: "a");
        var again = await Open(client, 10_00, once: "a");
        var refusal = await Should.ThrowAsync<StripeException>(Open(client, 11_00, once: "a"));
        var another = await Open(client, 10_00, once: "b");

        again.Id.ShouldBe(first.Id);
        (another.Id == first.Id).ShouldBeFalse();
        (refusal.HttpStatusCode, refusal.StripeError.Type).ShouldBe((HttpStatusCode.BadRequest, "idempotency_error"));
        (await Should.ThrowAsync<StripeException>(Open(client, 49, once: "c"))).StripeError.Code.ShouldBe("amount_too_small");
    }

    [Fact]
    public async Task It_refuses_who_bears_no_key_and_what_it_does_not_know()
    {
        await using var stripe = new LoopbackStripe();
        var client = ClientOf(stripe, LoopbackStripe.Key);
        var session = await Open(client, 10_00, once: "a");

        (await Should.ThrowAsync<StripeException>(Open(ClientOf(stripe, "pk_1"), 10_00, once: "a"))).HttpStatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Should.ThrowAsync<StripeException>(client.V1.Refunds.CreateAsync(new RefundCreateOptions { PaymentIntent = "pi_1", InstructionsEmail = "a@b.fr" })))
            .StripeError.Code.ShouldBe("parameter_unknown");
        (await Should.ThrowAsync<StripeException>(client.V1.Refunds.CreateAsync(new RefundCreateOptions { PaymentIntent = "pi_1" })))
            .StripeError.Code.ShouldBe("resource_missing");
        var elsewhere = ClientOf(stripe, "sk_test_autre");
        (await Should.ThrowAsync<StripeException>(elsewhere.V1.Checkout.Sessions.GetAsync(session.Id))).StripeError.Code.ShouldBe("resource_missing");
    }

    [Fact]
    public async Task It_lists_page_by_page_the_latest_first_and_pays_back_no_more_than_was_paid()
    {
        await using var stripe = new LoopbackStripe();
        var client = ClientOf(stripe, LoopbackStripe.Key);
        var session = await Open(client, 10_00, once: "a");
        stripe.Pay(session.Id);
        var intent = (string)stripe[session.Id]["payment_intent"]!;
        foreach (var cents in (long[])[1_00, 2_00, 3_00])
            await client.V1.Refunds.CreateAsync(new RefundCreateOptions { PaymentIntent = intent, Amount = cents });

        (await Should.ThrowAsync<StripeException>(client.V1.Refunds.CreateAsync(new RefundCreateOptions { PaymentIntent = intent, Amount = 4_01 })))
            .HttpStatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var seen = new List<long>();
        await foreach (var refund in client.V1.Refunds.ListAutoPagingAsync(new RefundListOptions { PaymentIntent = intent, Limit = 1 }))
            seen.Add(refund.Amount);
        seen.ShouldBe([3_00, 2_00, 1_00]);
        stripe.Requests.Count(request => request == "GET /v1/refunds").ShouldBe(3);
        stripe.Bugs.ShouldBeEmpty();
    }

    private static StripeClient ClientOf(LoopbackStripe stripe, string key) => new(new StripeClientOptions { ApiKey = key, ApiBase = stripe.Address });

    private static Task<Stripe.Checkout.Session> Open(StripeClient client, long cents, string once) => client.V1.Checkout.Sessions.CreateAsync(
        new Stripe.Checkout.SessionCreateOptions
        {
            Mode = "payment",
            SuccessUrl = "https://famille.example/merci",
            CustomerEmail = "payeur@example.org",
            LineItems =
            [
                new Stripe.Checkout.SessionLineItemOptions
                {
                    Quantity = 1,
                    PriceData = new Stripe.Checkout.SessionLineItemPriceDataOptions
                    {
                        Currency = "eur",
                        UnitAmount = cents,
                        ProductData = new Stripe.Checkout.SessionLineItemPriceDataProductDataOptions { Name = "Périscolaire" },
                    },
                },
            ],
        },
        new RequestOptions { IdempotencyKey = once });
}
