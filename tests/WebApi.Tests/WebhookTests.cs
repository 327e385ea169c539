using System.Net;
using System.Text.Json.Nodes;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>The door that only Stripe's signature opens: who is let in, what is answered, and what is done again (RELIABILITY, Webhook).</summary>
public sealed class WebhookTests(SharedPostgreSql postgreSql)
{
    private const string OtherKey = "sk_test_autre";
    private const string OtherSecret = "whsec_autre";

    [Fact]
    public async Task What_is_not_signed_now_by_Stripe_or_is_no_event_is_refused_and_credits_nothing()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        var (id, session) = await town.Start(30m);
        var paid = town.Stripe.Pay(session).Single();
        var body = paid.ToJsonString();
        var now = DateTimeOffset.UtcNow;

        await ShouldAnswer(town.Mail.Send(body, signature: null), "webhook-not-signed");
        await ShouldAnswer(town.Mail.Send(body, ""), "webhook-not-signed");
        foreach (var nonsense in (string[])["t", "t=,v1=", "v1=00", "t=1", ",,,=", "t=abc,v1=abc", $"t={now.ToUnixTimeSeconds()},v1={new string('0', 64)}", new('=', 5_000)])
            await ShouldAnswer(town.Mail.Send(body, nonsense), "webhook-wrong-signature");
        await ShouldAnswer(town.Mail.Deliver(paid, "whsec_inconnu"), "webhook-wrong-signature");
        await ShouldAnswer(town.Mail.Send(body.Replace("3000", "9000", StringComparison.Ordinal), Signed(body)), "webhook-wrong-signature");
        foreach (var minutes in (int[])[-6, 6])
            await ShouldAnswer(town.Mail.Deliver(paid, LoopbackStripe.Secret, now.AddMinutes(minutes)), "webhook-wrong-time");
        await ShouldAnswer(town.Mail.Send(body, Stripe.EventUtility.GenerateSignatureHeader(body, LoopbackStripe.Secret, 99_999_999_999)), "webhook-wrong-signature");
        foreach (var other in (string[])
            ["", "ok", "null", "[]", "42", "{}", "{", """{"object":"v2.core.event"}""", """{"object":["event"]}""", """{"object":"event","id":"evt_1","type":"x"}""",
             """{"object":"event","id":"evt_1","type":"refund.created","data":{"object":[]}}""", """{"object":"event","id":7,"type":"x","data":{"object":{}}}""",
             """{"object":"event","id":"evt_1","type":"refund.created","created":"hier","data":{"object":{"object":"refund","amount":"douze"}}}"""])
            await ShouldAnswer(town.Mail.Send(other, Signed(other)), "webhook-not-an-event");
        foreach (var version in (string?[])["2020-08-27", "2099-01-01.futur", "", null])
        {
            var foreign = paid.DeepClone().AsObject();
            foreign["api_version"] = version;
            await ShouldAnswer(town.Mail.Deliver(foreign), "webhook-other-version");
        }

        (await town.StatusOf(id)).ShouldBe("open");
        (await town.Entries()).ShouldBeEmpty();
        town.Server.Output.ShouldContain($"set the webhook's version at Stripe to {Stripe.StripeConfiguration.ApiVersion}");
        (await town.Mail.Deliver(paid)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.Entries()).ShouldBe([30m]);
    }

    [Fact]
    public async Task What_is_not_about_a_payment_of_ours_is_taken_and_credits_nobody()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        var (_, session) = await town.Pay(30m);
        var (_, openSession) = await town.Start(20m);
        var refund = town.Stripe.RefundFromDashboard(session, 1_00).Events[0];
        var paid = town.Stripe.Pay(openSession).Single();

        foreach (var (structure, payment) in ((string, string)[])
            [("", ""), ("ville", "inconnu"), ("nulle-part", "inconnu"), ("../ville", "a/b"), ("ville/x", "y"), ("VILLE", new string('a', 500))])
        {
            var stray = paid.DeepClone().AsObject();
            stray["data"]!["object"]!["metadata"] = new JsonObject { ["structure"] = structure, ["payment"] = payment };
            (await town.Mail.Deliver(stray)).StatusCode.ShouldBe(HttpStatusCode.OK, $"{structure} {payment}");
        }

        // A refund of a payment that another program took on the same account, and one whose payment Stripe does not know.
        var foreign = refund.DeepClone().AsObject();
        foreign["data"]!["object"]!["payment_intent"] = "pi_inconnu";
        (await town.Mail.Deliver(foreign)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreign["data"]!["object"]!["payment_intent"] = null;
        (await town.Mail.Deliver(foreign)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var other = StripeObjectsOf("customer.created");
        (await town.Mail.Deliver(other)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await town.Entries()).ShouldBe([30m]);
        town.Server.Output.ShouldContain("which is not known");
    }

    [Fact]
    public async Task An_account_speaks_only_of_the_town_halls_that_are_paid_into_it()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        var there = new TestTown("autre-ville");
        await Towns.Found(store, PaymentTown.Town, families: 1);
        await Towns.Found(store, there, families: 1);
        await using var town = await PaymentTown.OpenFounded(
            store, ("Stripe:Structures:autre-ville:ApiKey", OtherKey), ("Stripe:Structures:autre-ville:WebhookSecret", OtherSecret));
        using var namesake = await Client.SignedIn(town.Server.Address, "famille-0", structure: "autre-ville");
        using var staffThere = await Client.SignedIn(town.Server.Address, "accueil", structure: "autre-ville");
        var (mine, mySession) = await town.Start(30m);
        var theirs = (string)(await namesake.Post("/family/payments", PaymentTown.Body(40m))).Json["id"]!;
        var theirSession = town.Stripe.SessionOf(theirs);
        var (myPaid, theirPaid) = (town.Stripe.Pay(mySession), town.Stripe.Pay(theirSession));

        // Each signed by the other's account: well signed, and not about a town hall that it serves.
        (await town.Mail.Deliver(myPaid, OtherSecret)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.Mail.Deliver(theirPaid)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.StatusOf(mine)).ShouldBe("open");
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet, "autre-ville")).ShouldBeEmpty();
        town.Server.Output.ShouldContain("which another account serves");

        (await town.Mail.Deliver(myPaid)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.Mail.Deliver(theirPaid, OtherSecret)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.Entries()).ShouldBe([30m]);
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet, "autre-ville")).ShouldBe([40m]);
        town.Stripe.Told(OtherKey).Count.ShouldBe(1, "a town hall's money goes to its own account");

        foreach (var stranger in (Client[])[namesake, staffThere])
        {
            var path = stranger == namesake ? "/family/payments" : "/staff/card-payments";
            (await stranger.Get($"{path}/{mine}")).Code.ShouldBe("unknown-payment");
            (await stranger.Get(path)).Items.Select(item => (string)item["id"]!).ShouldBe([theirs]);
        }

        (await staffThere.Post($"/staff/card-payments/{mine}/refunds", new { id = "r1", amount = 1m, reason = "essai" })).Code.ShouldBe("unknown-payment");
        (await namesake.Get("/staff/card-payments")).Code.ShouldBe("forbidden");
        (await town.Staff.Post("/family/payments", PaymentTown.Body(1m))).Code.ShouldBe("forbidden");
    }

    [Fact]
    public async Task A_message_that_the_store_or_Stripe_did_not_let_through_is_asked_for_again()
    {
        await using var database = await PrivatePostgreSql.Start();
        using var store = await TestStore.New(StoreKind.PostgreSql, database);
        await using var town = await PaymentTown.Open(store);
        var (id, session) = await town.Start(30m);
        var paid = town.Stripe.Pay(session);

        await database.StopHard();
        await ShouldAnswer(town.Mail.Deliver(paid), "store-unavailable", HttpStatusCode.ServiceUnavailable);
        await database.StartAgain();
        await NightTests.Eventually(async () => (await town.Mail.Deliver(paid)).StatusCode is HttpStatusCode.OK);
        (await town.Entries()).ShouldBe([30m]);

        var refund = town.Stripe.RefundFromDashboard(session, 10_00).Events[0];
        town.Stripe.Mood = StripeMood.Down;
        await ShouldAnswer(town.Mail.Deliver(refund), "provider-unavailable", HttpStatusCode.ServiceUnavailable);
        town.Stripe.Mood = StripeMood.Up;
        (await town.Mail.Deliver(refund)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.Entries()).ShouldBe([30m, -10m]);
        (await town.StatusOf(id)).ShouldBe("paid");
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task A_program_killed_between_the_page_and_the_message_credits_once_when_it_is_back(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var town = await PaymentTown.Open(store);
        var (id, session) = await town.Start(30m);
        await town.Server.Kill();
        var paid = town.Stripe.Pay(session);
        await Should.ThrowAsync<HttpRequestException>(town.Mail.Deliver(paid));

        await town.Server.StartAgain();
        (await town.StatusOf(id)).ShouldBe("open");
        (await town.Mail.Deliver(paid)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await town.Server.Kill();
        await town.Server.StartAgain();
        (await town.Mail.Deliver(paid)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await town.StatusOf(id)).ShouldBe("paid");
        (await town.Entries()).ShouldBe([30m]);
    }

    private static string Signed(string body) =>
        Stripe.EventUtility.GenerateSignatureHeader(body, LoopbackStripe.Secret, DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    private static JsonObject StripeObjectsOf(string type) => new()
    {
        ["id"] = "evt_autre",
        ["object"] = "event",
        ["api_version"] = Stripe.StripeConfiguration.ApiVersion,
        ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["type"] = type,
        ["data"] = new JsonObject { ["object"] = new JsonObject { ["id"] = "cus_1", ["object"] = "customer" } },
    };

    private static async Task ShouldAnswer(Task<HttpResponseMessage> sending, string code, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        using var answer = await sending;
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        ((string?)JsonNode.Parse(body)!["code"]).ShouldBe(code);
    }
}
