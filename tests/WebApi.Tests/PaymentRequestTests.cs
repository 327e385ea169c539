using System.Net;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>How a payment is asked for: named by the family, asked again when Stripe was away, seen by nobody else.</summary>
public sealed class PaymentRequestTests(SharedPostgreSql postgreSql)
{
    public static TheoryData<StripeMood> Outages => [StripeMood.Down, StripeMood.LosesAnswers];

    [Theory, MemberData(nameof(Outages))]
    public async Task A_payment_that_Stripe_did_not_answer_is_asked_again_and_is_the_same(StripeMood mood)
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        town.Stripe.Mood = mood;

        var unanswered = await town.Family.Post("/family/payments", PaymentTown.Body(30m), ("Idempotency-Key", "panier-1"));
        unanswered.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        unanswered.Code.ShouldBe("provider-unavailable");
        unanswered.Headers.RetryAfter.ShouldNotBeNull();
        var intended = (await town.Family.Get("/family/payments")).Items.Single();
        ((string)intended["status"]!).ShouldBe("intended");
        town.Stripe.Mood = StripeMood.Up;
        var first = await town.Family.Post("/family/payments", PaymentTown.Body(30m), ("Idempotency-Key", "panier-1"));
        var second = await town.Family.Post("/family/payments", PaymentTown.Body(30m), ("Idempotency-Key", "panier-1"));

        first.Status.ShouldBe(HttpStatusCode.Created, first.Body);
        second.Body.ShouldBe(first.Body);
        ((string)first.Json["id"]!).ShouldBe((string)intended["id"]!);
        var session = town.Stripe.SessionOf((string)first.Json["id"]!);
        ((string)first.Json["redirectUrl"]!).ShouldEndWith(session);
    }

    [Fact]
    public async Task A_key_names_one_payment_of_one_family()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        using var neighbour = await Client.SignedIn(town.Server.Address, "famille-1");
        (string, string) key = ("Idempotency-Key", "1");

        var mine = (string)(await town.Family.Post("/family/payments", PaymentTown.Body(30m), key)).Json["id"]!;
        var theirs = (string)(await neighbour.Post("/family/payments", PaymentTown.Body(30m), key)).Json["id"]!;
        (theirs == mine).ShouldBeFalse();
        (await neighbour.Get($"/family/payments/{mine}")).Code.ShouldBe("unknown-payment");
        (await neighbour.Get("/family/payments")).Items.Select(item => (string)item["id"]!).ShouldBe([theirs]);
        (await town.Family.Post("/family/payments", PaymentTown.Body(31m), key)).Code.ShouldBe("payment-differs");
        await town.Mail.Deliver(town.Stripe.Pay(town.Stripe.SessionOf(mine)));
        var ended = await town.Family.Post("/family/payments", PaymentTown.Body(30m), key);

        (ended.Code, (string)ended.Json["paymentId"]!).ShouldBe(("payment-ended", mine));
        ((await town.Start(30m)).Id == (await town.Start(30m)).Id).ShouldBeFalse("without a key, each is another");
        foreach (var bad in (string[])[new('k', 201), "a b", "a\tb"])
            (await town.Family.Post("/family/payments", PaymentTown.Body(30m), ("Idempotency-Key", bad))).Code.ShouldBe("invalid-request", bad);
    }

    [Fact]
    public async Task Lists_go_page_by_page_the_latest_first()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);
        await using var town = await PaymentTown.Open(store);
        var ids = new List<string>();
        for (var euros = 1; euros <= 5; euros++)
            ids.Insert(0, (await town.Start(euros)).Id);

        foreach (var (client, path) in ((Client, string)[])[(town.Family, "/family/payments"), (town.Staff, "/staff/card-payments")])
        {
            var seen = new List<string>();
            for (string? cursor = null; ;)
            {
                var page = await client.Get($"{path}?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
                seen.AddRange(page.Items.Select(item => (string)item["id"]!));
                cursor = (string?)page.Json["nextCursor"];
                if (cursor is null)
                    break;
            }

            seen.ShouldBe(ids);
        }

        (await town.Staff.Get("/staff/card-payments?status=Open")).Code.ShouldBe("invalid-request");
        (await town.Staff.Get("/staff/card-payments?cursor=bWF0aW4")).Code.ShouldBe("invalid-cursor");
    }

    [Fact]
    public async Task What_is_logged_of_payments_names_nobody_and_no_key()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store, ("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft", "Information"));
        await town.Pay(30m);
        town.Stripe.Mood = StripeMood.Down;
        await town.Family.Post("/family/payments", PaymentTown.Body(10m));
        town.Stripe.Mood = StripeMood.Up;

        // Stripe's own refusal quotes the address: it takes none without an at sign, we none without a host.
        using var wrong = await town.Mail.Send("payeur@example.org", "t=1,v1=payeur@example.org");
        await NightTests.RunNight(town.Staff);
        await town.Server.Stop();

        town.Server.Output.ShouldContain("Stripe opened no page for payment");
        foreach (var marker in (string[])["payeur@example.org", "payeur", LoopbackStripe.Key, LoopbackStripe.Secret, "FAMILLE 0"])
            town.Server.Output.ShouldNotContain(marker);
    }
}
