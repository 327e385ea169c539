using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Nonsense in addresses about money, in quotients, absences and price grids: refused, and what is another structure's is told from nothing that does not exist.</summary>
public sealed class HostileMoneyAddressTests(SharedPostgreSql postgreSql) : IAsyncLifetime
{
    private static readonly TestTown Town = new();
    private static readonly TestTown There = new("autre-ville");
    private static readonly string Today = $"{Town.Today:yyyy-MM-dd}";

    private static readonly string[] Ids =
        ["-1", "9223372036854775808", "..%2f..%2f", "%2500", "a%2fb", "'; DROP TABLE wallets; --", "<script>", "=cmd", "MAJUSCULE", "\u202Egnp", "e\u0301", new('a', 61), new('a', 5_000)];

    private TestStore _store = null!;
    private WebServer _server = null!;
    private Client _family = null!;
    private Client _staff = null!;
    private Client _staffThere = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await postgreSql.Store(StoreKind.PostgreSql);
        await Towns.Found(_store, Town, families: 1, (TestTown.Morning, 5));
        await Towns.Found(_store, There, families: 2, (TestTown.Morning, 5));
        _server = await WebServer.Start(_store);
        _family = await Client.SignedIn(_server.Address, "famille-0");
        _staff = await Client.SignedIn(_server.Address, "accueil");
        _staffThere = await Client.SignedIn(_server.Address, "accueil", structure: "autre-ville");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in (Client[])[_family, _staff, _staffThere])
            client.Dispose();
        _server.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Families_receipts_and_bookings_of_another_structure_are_answered_as_unknown_ones()
    {
        // Only the other town has a family 1, its booking 1 and receipts 1 and 2.
        using var familyThere = await Client.SignedIn(_server.Address, "famille-1", structure: "autre-ville");
        var booking = (string)(await familyThere.Book(("enfant-1", "matin", Town.Day))).Items.Single()["bookingId"]!;
        foreach (var id in (string[])["un", "deux"])
            (await _staffThere.Post("/staff/families/famille-1/payments", Payment(id))).Status.ShouldBe(HttpStatusCode.Created);

        foreach (var (send, path) in Touching())
        {
            var (refused, unknown) = (await Refused(() => send("famille-1"), path), await Refused(() => send("personne"), path));
            (refused.Code, WithoutTrace(refused)).ShouldBe(("unknown-family", WithoutTrace(unknown)), path);
            foreach (var id in Ids)
                (await Refused(() => send(Uri.EscapeDataString(id)), $"{path} {id}")).Code.ShouldBeOneOf("unknown-family", "not-found");
        }

        foreach (var (known, unknown) in ((string, string)[])[($"{Town.Today.Year}/2", $"{Town.Today.Year}/3"), ($"{Town.Today.Year}/1", "2001/1")])
        {
            var cancelled = await Refused(() => Cancel(known), known);
            (cancelled.Code, WithoutTrace(cancelled)).ShouldBe(("unknown-receipt", WithoutTrace(await Refused(() => Cancel(unknown), unknown))));
        }

        var absent = await Refused(() => Absent(booking), booking);
        (absent.Code, WithoutTrace(absent)).ShouldBe(("unknown-booking", WithoutTrace(await Refused(() => Absent($"matin.{Town.Day:yyyyMMdd}.99"), "99"))));

        (await LedgerTable.Entries(_store, "famille-1", TestTown.Wallet, "autre-ville")).ShouldBe([10m, 10m]);
        (await _staffThere.Get("/staff/families/famille-1/quotients")).Json["quotients"]!.AsArray().ShouldBeEmpty();
        await NothingShouldHaveChanged();
    }

    [Fact]
    public async Task Years_numbers_bookings_and_dates_that_cannot_be_are_refused()
    {
        foreach (var year in (string[])["0", "-1", "9999", "2147483647", "2147483648", "9223372036854775808", "an", "2e3", "%2500", new('9', 2_000)])
        {
            await Refused(() => Cancel($"{year}/1"), year);
            await Refused(() => Cancel($"{Town.Today.Year}/{year}"), year);
        }

        foreach (var booking in (string[])
            [.. Ids, "matin.20270229.1", "matin.99991231.1", "matin.00010101.1", "matin.20261202.9223372036854775808", "matin.20261202.-1", "matin.20261202.01", "matin..1", $"inconnu.{Town.Day:yyyyMMdd}.1"])
            (await Refused(() => Absent(Uri.EscapeDataString(booking)), booking)).Code.ShouldBeOneOf("unknown-booking", "not-found");

        foreach (var from in (string[])["2027-02-29", "31-12-2026", "2026-13-01", "1999-12-31", "2100-01-02", "9999-12-31", "0001-01-01", "10000-01-01", "hier", "20261202", "%2500"])
            (await Refused(() => Quotient(from, "500"), from)).Code.ShouldBe("invalid-request");
        foreach (var value in (string[])["-1", "-0.01", "0.001", "500.005", "100000.01", "79228162514264337593543950335", "1e30", "1e400", "\"500\"", "\"500,00\"", "NaN", "[500]", "{}", "500,\"value\":1", "500,\"from\":\"2026-01-01\""])
            (await Refused(() => Quotient(Today, value), value)).Code.ShouldBe("invalid-request");
        foreach (var body in (string[])["", "null", "[]", "500", "{"])
            await Refused(() => Put($"/staff/families/famille-0/quotients/{Today}", body), body);
        (await _staff.Get("/staff/families/famille-0/quotients")).Json["quotients"]!.AsArray().ShouldBeEmpty();
        await NothingShouldHaveChanged();
    }

    [Fact]
    public async Task Absences_that_cannot_be_are_refused_and_change_nothing_that_is_due()
    {
        var booking = (string)(await _family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["bookingId"]!;
        foreach (var body in (string[])
            ["{}", """{"justified":null}""", """{"justified":"true"}""", """{"justified":1}""", """{"justified":true}""", """{"justified":true,"reason":" "}""", """{"justified":true,"reason":"a\u0000b"}""",
             """{"justified":true,"reason":"\r\nBcc: tous"}""", """{"justified":true,"reason":"\u202ea"}""", """{"justified":true,"reason":"\ud800"}""", $$"""{"justified":true,"reason":"{{new string('é', 501)}}"}""",
             """{"justified":true,"justified":false,"reason":"R"}""", """{"justified":true,"reason":"R","amount":1000}""", """{"justified":true,"reason":["R"]}"""])
            (await Refused(() => Put($"/staff/reservations/{booking}/absence", body), body)).Code.ShouldBe("invalid-request", body);

        ((decimal)(await _family.Get("/family/wallets")).Json["total"]!["estimatedCost"]!).ShouldBe(TestTown.Price);
        (await _family.Cancel(booking)).Items.Single()["outcome"]!.ToString().ShouldBe("cancelled");
        (await Refused(() => Absent(booking), "cancelled")).Code.ShouldBe("unknown-booking");
        await NothingShouldHaveChanged();
    }

    [Fact]
    public async Task Wallets_pages_and_estimates_that_cannot_be_are_refused()
    {
        foreach (var (client, path) in ((Client, string)[])[(_family, "/family/wallets"), (_staff, "/staff/families/famille-0/wallets")])
        {
            foreach (var wallet in (string[])[.. Ids, "CANTINE", "periscolaire", "PERISCOLAIRE%20"])
                (await Refused(() => client.Get($"{path}/{Uri.EscapeDataString(wallet)}/entries"), wallet)).Code.ShouldBeOneOf("unknown-wallet", "not-found");
            foreach (var query in (string[])["limit=0", "limit=-1", "limit=201", "limit=1000000000", "limit=", "cursor=", "cursor=x", "cursor=MA", "cursor=LTE", "cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk", $"cursor={new string('A', 500)}"])
                await Refused(() => client.Get($"{path}/PERISCOLAIRE/entries?{query}"), query);
            foreach (var query in (string[])
                ["until=2027-02-29", "until=31/12/2026", "until=", "until=10000-01-01", "until=2026-12-02&until=2026-12-03", "include=", "include=all", "include=confirmed,confirmed", "include=Confirmed", "include=confirmed,", "include=%00"])
                (await Refused(() => client.Get($"{path}?{query}"), query)).Code.ShouldBe("invalid-request", query);
            foreach (var until in (string[])["9999-12-31", "0001-01-01"])
                ((decimal)(await client.Get($"{path}?until={until}")).Json["total"]!["estimatedCost"]!).ShouldBe(0m);
        }
    }

    [Fact]
    public async Task Price_grids_that_cannot_be_are_refused_whole()
    {
        var before = (await _staff.Get("/staff/price-grids")).Body;
        foreach (var (field, bad) in ((string, string)[])
            [("\"id\":\"g\"", "\"id\":\"G\""), ("\"id\":\"g\"", "\"id\":null"), ("\"label\":\"L\"", "\"label\":\"\""), ("\"label\":\"L\"", "\"label\":\"a\\r\\nb\""), ("\"label\":\"L\"", "\"label\":\"\\u202ea\""), ("[\"matin\"]", "[]"),
             ("[\"matin\"]", "[null]"), ("[\"matin\"]", "[\"poterie\"]"), ("[\"matin\"]", "[1]"), ($"\"{Today}\"", "\"2027-02-29\""), ($"\"{Today}\"", "null"), ($"\"{Today}\"", $"\"{Today}\",\"to\":\"2001-01-01\""),
             ("{\"price\":5}", "{}"), ("{\"price\":5}", "null"), ("{\"price\":5}", "{\"price\":-0.01}"), ("{\"price\":5}", "{\"price\":0.001}"), ("{\"price\":5}", "{\"price\":\"5,00\"}"), ("{\"price\":5}", "{\"price\":1e400}"),
             ("{\"price\":5}", "{\"price\":79228162514264337593543950335}"), ("{\"price\":5}", "{\"price\":5,\"brackets\":[]}"), ("{\"price\":5}", "{\"brackets\":[]}"), ("{\"price\":5}", "{\"brackets\":[null]}"),
             ("{\"price\":5}", "{\"brackets\":[{\"from\":-1,\"price\":5}]}"), ("{\"price\":5}", "{\"brackets\":[{\"from\":0,\"price\":5,\"below\":79228162514264337593543950335}]}"),
             ("{\"price\":5}", "{\"publishedBrackets\":[{\"from\":0,\"through\":2147483647,\"price\":5}]}"), ("{\"price\":5}", "{\"rate\":{\"percent\":0,\"floor\":1,\"ceiling\":2}}"),
             ("{\"price\":5}", "{\"rate\":{\"percent\":79228162514264337593543950335,\"floor\":1,\"ceiling\":2}}"), ("{\"price\":5}", "{\"rate\":{\"percent\":1,\"floor\":2,\"ceiling\":1}}"),
             ("{\"price\":5}", "{\"price\":5},\"quantity\":0"), ("{\"price\":5}", "{\"price\":5},\"quantity\":2147483648"), ("{\"price\":5}", "{\"price\":5},\"nonResidentSurcharge\":-1"),
             ("{\"price\":5}", "{\"price\":5},\"siblings\":{\"percent\":100.01}"), ("{\"price\":5}", "{\"price\":5},\"siblings\":{\"amount\":-1}"), ("{\"price\":5}", "{\"price\":5},\"owner\":\"x\"")])
            (await Refused(() => Put("/staff/price-grids", Grids(Grid.Replace(field, bad, StringComparison.Ordinal))), bad)).Code.ShouldBeOneOf("invalid-request", "invalid-price-grid");
        foreach (var tag in (string[])["\"0\"", "\"-1\"", "\"9223372036854775807\"", "\"99999999999999999999\"", "W/\"1\"", "1", "*", "\"1\", \"2\""])
            (await Refused(() => Put("/staff/price-grids", Grids(Grid), tag), tag)).Code.ShouldBe("changed-meanwhile");
        (await Refused(() => _staff.SendRaw(HttpMethod.Put, "/staff/price-grids", Encoding.UTF8.GetBytes(Grids(Grid))), "no version")).Code.ShouldBe("if-match-required");
        (await Refused(() => Put("/staff/price-grids", Grids(Grid, Grid)), "twice")).Code.ShouldBe("invalid-price-grid");
        (await Refused(() => Put("/staff/price-grids", Grids([.. Enumerable.Repeat(Grid, 501)])), "501")).Code.ShouldBe("invalid-request");
        (await _staff.Get("/staff/price-grids")).Body.ShouldBe(before);
    }

    [Fact]
    public async Task As_many_grids_as_are_taken_are_checked_within_a_second_and_not_every_pair_of_them_is_told()
    {
        // 500 grids of 100 activities each, none shared: compared one by one, these would be 500 × 499 / 2 × 100 × 100 = 1.2 thousand million comparisons.
        var apart = Enumerable.Range(0, 500).Select(grid => Grid.Replace("[\"matin\"]", $"[{string.Join(',', Enumerable.Range(0, 100).Select(number => $"\"{(grid * 100) + number:x}\""))}]", StringComparison.Ordinal));
        var same = Enumerable.Range(0, 500).Select(number => Grid.Replace("\"g\"", $"\"g{number}\"", StringComparison.Ordinal));
        await Refused(() => Put("/staff/price-grids", Grids(Grid + ",")), "warm up");
        foreach (var grids in (IEnumerable<string>[])[apart, same])
        {
            var watch = Stopwatch.StartNew();
            var refused = await Refused(() => Put("/staff/price-grids", Grids([.. grids])), "many");
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3), "a second, on a machine that does nothing else");
            (refused.Code, refused.Json["errors"]!.AsArray().Count).ShouldBe(("invalid-price-grid", 100));
        }
    }

    private static string Grid => $$$"""{"id":"g","label":"L","activities":["matin"],"from":"{{{Today}}}","care":{"price":5}}""";

    private static string Grids(params string[] grids) => $$"""{"grids":[{{string.Join(',', grids)}}]}""";

    private static object Payment(string id) => new { id, mode = "ES", amounts = new[] { new { walletId = TestTown.Wallet, amount = 10m } }, date = Today };

    /// <summary>A problem without the number of the request, which always differs.</summary>
    private static string WithoutTrace(Answer problem)
    {
        var json = (JsonObject)problem.Json;
        json.Remove("traceId");
        return json.ToJsonString();
    }

    private static Task<Answer> Refused(Func<Task<Answer>> send, string what) => HostileInputTests.ShouldBeRefused(send, what);

    /// <summary>Every way to reach a family's money as staff.</summary>
    private IEnumerable<(Func<string, Task<Answer>> Send, string Path)> Touching()
    {
        var amounts = new[] { new { walletId = TestTown.Wallet, amount = 1m } };
        foreach (var path in (string[])["wallets", "wallets/PERISCOLAIRE/entries", "quotients", "history/consumptions", "history/payments.csv", "history/payments.pdf", "certificates/2020", "certificates/2020/enfant-1.pdf"])
            yield return (id => _staff.Get($"/staff/families/{id}/{path}"), path);
        yield return (id => _staff.Post($"/staff/families/{id}/payments", Payment("trois")), "payments");
        yield return (id => _staff.Post($"/staff/families/{id}/refunds", new { id = "trois", mode = "ES", amounts, date = Today, reason = "R" }), "refunds");
        yield return (id => _staff.Post($"/staff/families/{id}/corrections", new { id = "trois", amounts, reason = "R" }), "corrections");
        yield return (id => _staff.Post($"/staff/families/{id}/penalties", new { id = "trois", walletId = TestTown.Wallet, childId = "enfant-1", date = Today, amount = 1m, reason = "R" }), "penalties");
        yield return (id => _staff.Put($"/staff/families/{id}/quotients/{Today}", new { value = 1m }), "quotient");
    }

    private Task<Answer> Cancel(string receipt) => _staff.Post($"/staff/receipts/{receipt}/cancellation", new { reason = "essai" });

    private Task<Answer> Absent(string booking) => _staff.Put($"/staff/reservations/{booking}/absence", new { justified = true, reason = "essai" });

    private Task<Answer> Quotient(string from, string value) => Put($"/staff/families/famille-0/quotients/{from}", "{\"value\":" + value + "}");

    private Task<Answer> Put(string path, string body, string ifMatch = "\"1\"") =>
        _staff.SendRaw(HttpMethod.Put, path, Encoding.UTF8.GetBytes(body), header: ("If-Match", ifMatch));

    private async Task NothingShouldHaveChanged()
    {
        (await LedgerTable.Entries(_store, "famille-0", TestTown.Wallet)).ShouldBeEmpty();
        foreach (var staff in (Client[])[_staff, _staffThere])
            (await staff.Get("/staff/consistency")).Json["violations"]!.AsArray().ShouldBeEmpty();
    }
}
