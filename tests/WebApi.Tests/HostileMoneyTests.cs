using System.Globalization;
using System.Net;
using System.Text;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Whatever is sent where staff move money, the answer is a 4xx problem with a code, and no wallet, quotient or grid changes (RELIABILITY, hostile input).</summary>
public sealed class HostileMoneyTests(SharedPostgreSql postgreSql) : IAsyncLifetime
{
    private const string Family = "/staff/families/famille-0";
    private const string Line = """{"walletId":"PERISCOLAIRE","amount":10}""";

    private static readonly TestTown Town = new();
    private static readonly TestTown There = new("autre-ville");
    private static readonly string Today = Day(Town.Today);

    /// <summary>What changes how the rest of a line reads, becomes a header, or cannot be kept.</summary>
    private static readonly string[] Texts =
        ["a\\u0000b", "\\r\\nBcc: tous@example.org", "a\\tb", "a\\u0085b", "\\u202e00,05 €", "\\u2066a", "a\\u2028b", "\\ud800", new('é', 501)];

    private static readonly string[] Ids =
        ["", " ", "-1", "MAJUSCULE", "a/b", "a.b", "é", "e\\u0301", "\\u202ea", "a\\u0000", "'; DROP TABLE receipts; --", "=cmd", new('a', 61), new('a', 10_000)];

    private static readonly string[] Dates =
    [
        "\"2027-02-29\"", "\"31/12/2026\"", "\"2026-13-01\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"1999-12-31\"", "\"2026-12-02T10:00:00Z\"", "\"10000-01-01\"", "\"\"", "null", "20261202",
        $"\"{Day(Town.Today.AddDays(2))}\"",
    ];

    private TestStore _store = null!;
    private WebServer _server = null!;
    private Client _family = null!;
    private Client _staff = null!;

    /// <summary>The ways to move money by hand: where, and a body that would be taken.</summary>
    private static (string Path, string Body)[] Ways =>
    [
        ($"{Family}/payments", $$"""{"id":"a","mode":"CH","amounts":[{{Line}}],"date":"{{Today}}","payer":"P","document":"D","bank":"B","reason":"R"}"""),
        ($"{Family}/refunds", $$"""{"id":"a","mode":"VIR","amounts":[{{Line}}],"date":"{{Today}}","payer":"P","document":"D","reason":"R"}"""),
        ($"{Family}/corrections", $$"""{"id":"a","amounts":[{{Line}}],"reason":"R"}"""),
        ($"{Family}/penalties", $$"""{"id":"a","walletId":"PERISCOLAIRE","amount":10,"childId":"enfant-0","date":"{{Today}}","reason":"R"}"""),
    ];

    public async ValueTask InitializeAsync()
    {
        _store = await postgreSql.Store(StoreKind.PostgreSql);
        await Towns.Found(_store, Town, families: 2, (TestTown.Morning, 5));
        await Towns.Found(_store, There, families: 3, (TestTown.Morning, 5));
        _server = await WebServer.Start(_store);
        _family = await Client.SignedIn(_server.Address, "famille-0");
        _staff = await Client.SignedIn(_server.Address, "accueil");
    }

    public ValueTask DisposeAsync()
    {
        _family.Dispose();
        _staff.Dispose();
        _server.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Amounts_that_cannot_be_are_refused()
    {
        foreach (var (path, body) in Ways)
        {
            foreach (var amount in (string[])
                ["0", "-0", "-0.00", "0.001", "10.005", "1e-30", "10000.01", "-10000.01", "79228162514264337593543950335", "-79228162514264337593543950335", "1e30", "1e400", "-1e400",
                 "\"79,00\"", "\"79.00\"", "NaN", "Infinity", "null", "true", "[1]", "{}", "0x10", "1_0", "01"])
            {
                (await ShouldBeRefused(path, body.Replace("\"amount\":10", $"\"amount\":{amount}", StringComparison.Ordinal))).Code.ShouldBe("invalid-request", $"{path} {amount}");
            }

            if (!path.EndsWith("corrections", StringComparison.Ordinal))
                await ShouldBeRefused(path, body.Replace("\"amount\":10", "\"amount\":-1", StringComparison.Ordinal));
        }

        await NothingShouldHaveChanged();

        // Zeros at the end are no fraction of a cent.
        var paid = await _staff.PostText(Ways[0].Path, Ways[0].Body.Replace("\"amount\":10", "\"amount\":10.0000000000000000000000000", StringComparison.Ordinal));
        (paid.Status, (decimal)paid.Json["amount"]!).ShouldBe((HttpStatusCode.Created, 10m));
    }

    [Fact]
    public async Task Lists_that_cannot_be_are_refused_and_one_bad_line_enters_none()
    {
        const string Most = """{"walletId":"PERISCOLAIRE","amount":79228162514264337593543950335},{"walletId":"RESTAURATION","amount":79228162514264337593543950335}""";
        foreach (var (path, body) in Ways.Where(way => way.Body.Contains(Line, StringComparison.Ordinal)))
        {
            foreach (var lines in (string[])
                ["", "null", "42", "[]", "{}", $"{Line},null", $"{Line},{Line}", Most, """{"walletId":"PERISCOLAIRE"}""", """{"amount":10}""", """{"walletId":null,"amount":10}""",
                 """{"walletId":7,"amount":10}""", """{"walletId":"\ud800","amount":10}""", """{"walletId":"PERISCOLAIRE","amount":10,"balance":0}""",
                 """{"walletId":"PERISCOLAIRE","amount":10,"amount":1}""", string.Join(',', Enumerable.Repeat(Line, 10_000)),
                 string.Join(',', Enumerable.Range(0, 21).Select(number => $$"""{"walletId":"W{{number}}","amount":1}"""))])
            {
                (await ShouldBeRefused(path, body.Replace($"[{Line}]", $"[{lines}]", StringComparison.Ordinal))).Code.ShouldBe("invalid-request", lines);
            }

            foreach (var wallet in (string[])["", "CANTINE", "periscolaire", "PERISCOLAIRE ", "../x", "\\u0000", new('W', 10_000)])
            {
                var lines = $$"""{{Line}},{"walletId":"{{wallet}}","amount":1}""";
                (await ShouldBeRefused(path, body.Replace(Line, lines, StringComparison.Ordinal))).Code.ShouldBe("unknown-wallet", wallet);
            }
        }

        await NothingShouldHaveChanged();
    }

    [Fact]
    public async Task Bodies_that_are_none_are_refused_everywhere()
    {
        (HttpMethod Method, string Path)[] routes =
        [
            .. Ways.Select(way => (HttpMethod.Post, way.Path)), (HttpMethod.Post, $"/staff/receipts/{Town.Today.Year}/1/cancellation"),
            (HttpMethod.Put, $"/staff/reservations/matin.{Town.Day:yyyyMMdd}.1/absence"), (HttpMethod.Put, "/staff/price-grids"),
        ];
        foreach (var (method, path) in routes)
        {
            foreach (var body in (string[])["", "null", "[]", "42", "\"texte\"", "{", "{]", "{}", "NaN", string.Concat(Enumerable.Repeat("[", 10_000)), string.Concat(Enumerable.Repeat("{\"amounts\":[", 5_000))])
                await ShouldBeRefused(method, path, Encoding.UTF8.GetBytes(body));
            await ShouldBeRefused(method, path, [0xff, 0xfe, 0x00, 0xc3, 0x28]);
            (await ShouldBeRefused(method, path, new byte[10_000_000])).Code.ShouldBe("too-large");
        }

        foreach (var (path, body) in Ways)
        {
            foreach (var more in (string[])["\"id\":\"b\"", "\"familyId\":\"famille-1\"", "\"number\":1", "\"author\":\"system\"", "\"state\":\"paid\"", "\"Reason\":\"R\""])
                (await ShouldBeRefused(path, body.Replace("{\"id\"", $"{{{more},\"id\"", StringComparison.Ordinal))).Code.ShouldBe("invalid-request", more);
            foreach (var required in (string[])["\"id\":\"a\",", "\"mode\":\"CH\",", "\"mode\":\"VIR\",", $"\"amounts\":[{Line}],", "\"walletId\":\"PERISCOLAIRE\",", "\"childId\":\"enfant-0\","])
            {
                if (body.Contains(required, StringComparison.Ordinal))
                    (await ShouldBeRefused(path, body.Replace(required, "", StringComparison.Ordinal))).Code.ShouldBe("invalid-request", required);
            }
        }

        await NothingShouldHaveChanged();
    }

    [Fact]
    public async Task Texts_ids_modes_and_dates_that_cannot_be_are_refused()
    {
        foreach (var (path, body) in Ways)
        {
            foreach (var (field, text) in ((string, string)[])[("payer", "P"), ("document", "D"), ("bank", "B"), ("reason", "R")])
            {
                var given = $"\"{field}\":\"{text}\"";
                foreach (var bad in body.Contains(given, StringComparison.Ordinal) ? Texts : [])
                    (await ShouldBeRefused(path, body.Replace(given, $"\"{field}\":\"{bad}\"", StringComparison.Ordinal))).Code.ShouldBe("invalid-request", $"{path} {field} {bad}");
            }

            foreach (var id in Ids)
                (await ShouldBeRefused(path, body.Replace("\"id\":\"a\"", $"\"id\":\"{id}\"", StringComparison.Ordinal))).Code.ShouldBe("invalid-request", id);
            foreach (var mode in body.Contains("mode", StringComparison.Ordinal) ? (string[])["\"\"", "\"CB\"", "\"ch\"", "\"CH \"", "\"CH,ES\"", "\"0\"", "0", "null", "[\"CH\"]"] : [])
                await ShouldBeRefused(path, body.Replace("\"CH\"", mode, StringComparison.Ordinal).Replace("\"VIR\"", mode, StringComparison.Ordinal));
            foreach (var date in body.Contains("date", StringComparison.Ordinal) ? Dates : [])
                await ShouldBeRefused(path, body.Replace($"\"{Today}\"", date, StringComparison.Ordinal));
            if (!path.EndsWith("payments", StringComparison.Ordinal))
                await ShouldBeRefused(path, body.Replace("\"R\"", "\" \"", StringComparison.Ordinal));
        }

        // A refund is never made in vouchers.
        await ShouldBeRefused(Ways[1].Path, Ways[1].Body.Replace("VIR", "CESU", StringComparison.Ordinal));
        foreach (var child in (string[])["", "enfant-1", "enfant-2", "\\u0000", new('a', 10_000)])
            (await ShouldBeRefused(Ways[3].Path, Ways[3].Body.Replace("enfant-0", child, StringComparison.Ordinal))).Code.ShouldBe("unknown-child", child);
        await NothingShouldHaveChanged();
    }

    [Fact]
    public async Task A_formula_that_staff_enter_is_text_in_the_spreadsheets()
    {
        await _staff.PostText(Ways[0].Path, Ways[0].Body.Replace("\"P\"", "\"=cmd|' /C calc'!A0\"", StringComparison.Ordinal)
            .Replace("\"D\"", "\"@SUM(1;2)\"", StringComparison.Ordinal).Replace("\"B\"", "\"-2+3\"", StringComparison.Ordinal));
        await _staff.PostText(Ways[3].Path, Ways[3].Body.Replace("\"R\"", "\"\\u0022;=1+1\"", StringComparison.Ordinal));

        foreach (var (client, path) in ((Client, string)[])[(_family, "/family/history"), (_staff, $"{Family}/history")])
        {
            var payments = (await client.Download($"{path}/payments.csv")).Text;
            payments.ShouldContain(";\"'@SUM(1;2)\";\"'=cmd|' /C calc'!A0\";\"'-2+3\";10,00;");
            (await client.Download($"{path}/consumptions.csv")).Text.ShouldContain(";\"Pénalité : \"\";=1+1\";10,00;1;10,00;");
        }
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<Answer> ShouldBeRefused(string path, string body) => ShouldBeRefused(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body));

    private Task<Answer> ShouldBeRefused(HttpMethod method, string path, byte[] body) => HostileInputTests.ShouldBeRefused(
        () => _staff.SendRaw(method, path, body), $"{path[^12..]} {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200)))}");

    private async Task NothingShouldHaveChanged()
    {
        foreach (var family in (string[])["famille-0", "famille-1"])
        {
            (await LedgerTable.Entries(_store, family, TestTown.Wallet)).ShouldBeEmpty();
            (await LedgerTable.Entries(_store, family, TestTown.MealWallet)).ShouldBeEmpty();
        }

        (await _staff.Get("/staff/consistency")).Json["violations"]!.AsArray().ShouldBeEmpty();

        // No number was spent on what was refused: the first receipt is the first.
        var first = await _staff.PostText(Ways[0].Path, Ways[0].Body.Replace("\"id\":\"a\"", "\"id\":\"premier\"", StringComparison.Ordinal));
        ((long)first.Json["number"]!).ShouldBe(1);
        (await _staff.Post($"/staff/receipts/{Town.Today.Year}/1/cancellation", new { reason = "essai" })).Status.ShouldBe(HttpStatusCode.Created);
    }
}
