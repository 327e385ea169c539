using System.Globalization;
using System.Net;
using System.Text;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Whatever is sent where money is, the answer is a 4xx problem with a code, and no page is opened, nothing paid back (RELIABILITY, hostile input).</summary>
public sealed class HostilePaymentTests(SharedPostgreSql postgreSql)
{
    private const string Payments = "/family/payments";

    private static readonly string[] Ids =
        ["-1", "9223372036854775808", "..%2f..%2f", "%00", "a%2fb", "'; DROP TABLE payments; --", "<script>", "=cmd", "MAJUSCULE", "é", new('a', 61), new('a', 5_000)];

    [Fact]
    public async Task Amounts_wallets_and_addresses_that_cannot_be_are_refused()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);
        await using var town = await PaymentTown.Open(store);
        foreach (var (amount, code) in ((string, string)[])
            [("0", "invalid-amount"), ("-1", "invalid-amount"), ("0.001", "invalid-amount"), ("10.005", "invalid-amount"), ("0.49", "invalid-amount"),
             ("5000.01", "invalid-amount"), ("79228162514264337593543950335", "invalid-amount"), ("1e30", "invalid-request"), ("1e400", "invalid-request"),
             ("\"79,00\"", "invalid-request"), ("\"79.00\"", "invalid-request"), ("NaN", "invalid-request"), ("null", "invalid-request"), ("[1]", "invalid-request")])
            (await ShouldBeRefused(() => town.Family.PostText(Payments, Body($$"""{"walletId":"PERISCOLAIRE","amount":{{amount}}}""")), amount)).Code.ShouldBe(code, amount);

        // Sums that go beyond what a number can be, and lists that go beyond what there is.
        const string Most = """{"walletId":"PERISCOLAIRE","amount":79228162514264337593543950335},{"walletId":"RESTAURATION","amount":79228162514264337593543950335}""";
        (await ShouldBeRefused(() => town.Family.PostText(Payments, Body(Most)), "overflow")).Code.ShouldBe("invalid-amount");
        (await ShouldBeRefused(() => town.Family.PostText(Payments, Body(Line("PERISCOLAIRE"), Line("PERISCOLAIRE"))), "twice")).Code.ShouldBe("wallet-twice");
        (await ShouldBeRefused(() => town.Family.PostText(Payments, Body([.. Enumerable.Repeat(Line("PERISCOLAIRE"), 5_000)])), "5,000")).Code.ShouldBe("unknown-wallet");
        foreach (var wallet in (string[])["", "CANTINE", "periscolaire", "PERISCOLAIRE ", "../x", new('W', 10_000)])
            (await ShouldBeRefused(() => town.Family.PostText(Payments, Body(Line(wallet))), wallet)).Code.ShouldBe("unknown-wallet");
        foreach (var email in (string[])
            ["", "payeur", "payeur@", "payeur@localhost", "a@b.fr,c@d.fr", "Payeur <payeur@example.org>", "a@b.fr\\r\\nBcc: tous@example.org", $"{new string('a', 250)}@b.fr", "\\ud800@b.fr"])
        {
            (await ShouldBeRefused(() => town.Family.PostText(Payments, $$"""{"amounts":[{{Line("PERISCOLAIRE")}}],"email":"{{email}}"}"""), email)).Code
                .ShouldBeOneOf(email.Contains("ud800", StringComparison.Ordinal) ? ["invalid-email", "invalid-request"] : ["invalid-email"]);
        }

        foreach (var body in (string[])
            ["", "null", "[]", "{}", """{"amounts":[],"email":"a@b.fr"}""", """{"amounts":[null],"email":"a@b.fr"}""", """{"amounts":null,"email":"a@b.fr"}""",
             """{"amounts":{},"email":"a@b.fr"}""", Body(Line("PERISCOLAIRE")).Replace("\"email\"", "\"price\":1,\"email\"", StringComparison.Ordinal),
             Body(Line("PERISCOLAIRE")).Replace("\"email\"", "\"familyId\":\"famille-1\",\"email\"", StringComparison.Ordinal), $$"""{"amounts":[{{Line("PERISCOLAIRE")}}]}"""])
            await ShouldBeRefused(() => town.Family.PostText(Payments, body), body);
        foreach (var id in Ids.Select(Uri.EscapeDataString))
            await ShouldBeRefused(() => town.Family.Get($"{Payments}/{id}"), id);
        foreach (var query in (string[])["limit=0", "limit=-1", "limit=1000000000", "cursor=%3D", "cursor=AAAA", "cursor=OTk5OTk5OTk5OTk5OTk5OTk5OSBh"])
            await ShouldBeRefused(() => town.Family.Get($"{Payments}?{query}"), query);

        town.Stripe.Requests.ShouldBeEmpty();
        (await Patiently(() => town.Family.Get(Payments))).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refunds_that_cannot_be_are_refused()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);
        await using var town = await PaymentTown.Open(store);
        var (payment, _) = await town.Pay(30m);
        var path = $"/staff/card-payments/{payment}/refunds";
        foreach (var amount in (string[])["0", "-1", "0.001", "30.01", "5000.01", "79228162514264337593543950335", "1e400", "\"10,00\"", "null"])
            await ShouldBeRefused(() => town.Staff.PostText(path, $$"""{"id":"r1","amount":{{amount}},"reason":"essai"}"""), amount);
        foreach (var id in Ids.Append("").Where(id => !id.All(char.IsAsciiDigit) || id.Length == 0))
            await ShouldBeRefused(() => town.Staff.Post(path, new { id, amount = 1m, reason = "essai" }), id);
        foreach (var reason in (string[])["", " ", "a\0b", "\r\nBcc: tous", new('é', 501)])
            await ShouldBeRefused(() => town.Staff.Post(path, new { id = "r1", amount = 1m, reason }), reason);
        foreach (var id in Ids.Select(Uri.EscapeDataString))
        {
            await ShouldBeRefused(() => town.Staff.Get($"/staff/card-payments/{id}"), id);
            await ShouldBeRefused(() => town.Staff.Post($"/staff/card-payments/{id}/refunds", new { id = "r1", amount = 1m, reason = "essai" }), id);
        }

        foreach (var query in (string[])["status=", "status=Paid", "status=paid,open", "status=0", "limit=0", "cursor=x"])
            await ShouldBeRefused(() => town.Staff.Get($"/staff/card-payments?{query}"), query);

        town.Stripe.Told().Count.ShouldBe(1);
        (await town.Entries()).ShouldBe([30m]);
    }

    [Fact]
    public async Task A_message_of_ten_megabytes_and_a_deep_one_are_refused()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        using var nobody = new Client(town.Server.Address);

        (await ShouldBeRefused(() => nobody.PostRaw("/webhooks/stripe", new byte[10_000_000]), "10 MB")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ShouldBeRefused(() => nobody.PostRaw("/webhooks/stripe", [0xff, 0xfe, 0x00]), "invalid UTF-8")).Code.ShouldBe("webhook-not-signed");
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000));
        using var refused = await town.Mail.Send(deep, Stripe.EventUtility.GenerateSignatureHeader(deep, LoopbackStripe.Secret, DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("webhook-not-an-event");
        await ShouldBeRefused(() => nobody.Get("/webhooks/stripe"), "GET");
        await ShouldBeRefused(() => nobody.PostText(Payments, Body(Line("PERISCOLAIRE"))), "nobody");
    }

    private static async Task<Answer> ShouldBeRefused(Func<Task<Answer>> send, string what) =>
        await HostileInputTests.ShouldBeRefused(() => Patiently(send), what);

    /// <summary>A family that asks too often is refused for that alone, which would prove nothing here.</summary>
    private static async Task<Answer> Patiently(Func<Task<Answer>> send)
    {
        while (true)
        {
            var answer = await send();
            if (answer.Status is not HttpStatusCode.TooManyRequests)
                return answer;
            await Task.Delay(200);
        }
    }

    private static string Line(string wallet) => $$"""{"walletId":"{{wallet}}","amount":10}""";

    private static string Body(params string[] lines) => string.Create(CultureInfo.InvariantCulture, $$"""{"amounts":[{{string.Join(',', lines)}}],"email":"payeur@example.org"}""");
}
