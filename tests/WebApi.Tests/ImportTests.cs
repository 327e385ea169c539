using System.Net;
using System.Text;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Files as town halls have them, taken over through the API (SPEC, Staff).</summary>
public sealed class ImportTests(SharedPostgreSql postgreSql)
{
    private const int Families = 5_000;
    private const int MostTries = 5;

    /// <summary>More than SQLite keeps in memory: its log grows long before the end.</summary>
    private const int KilledFamilies = 20_000;
    private const string OwnPassword = "quatre mots sans rapport";

    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_town_of_five_thousand_families_is_taken_over_once_and_a_family_comes_in_with_its_code_and_books(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, families: 0, (TestTown.Morning, 10));
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var town = new GeneratedTown(Families);
        foreach (var (what, file, lines) in (IEnumerable<(string, string, int)>)
            [("families", town.FamiliesFile, Families), ("children", town.ChildrenFile, 2 * Families), ("quotients", town.QuotientsFile, Families), ("balances", town.BalancesFile, Families)])
        {
            CountsOf(await Import(staff, what, file)).ShouldBe((lines, 0, 0, 0), what);
            CountsOf(await Import(staff, what, file)).ShouldBe((0, 0, lines, 0), what);
        }

        var letters = (await staff.PostRaw("/staff/imports/accounts?codes=true", Encoding.UTF8.GetBytes(town.AccountsFile), "text/csv")).Body.TrimStart('\ufeff').Trim().Split('\n');
        (letters.Length, letters[0].Trim()).ShouldBe((1 + Families, "identifiant;nom;code"));
        CountsOf(await Import(staff, "accounts", town.AccountsFile)).ShouldBe((0, 0, Families, 0));
        foreach (var (table, rows) in ((string, int)[])[("families", Families), ("children", 2 * Families), ("quotients", Families), ("ledger_entries", Families), ("accounts", Families + 1)])
            await store.ShouldCount(table, rows);

        // Family 1 has 1.01 in its wallet: 1 mod 100, and a cent. Its letter is the second.
        var letter = letters[2].Trim().Split(';');
        (letter[0], letter[1]).ShouldBe((GeneratedTown.FamilyOf(1), "D'ALMEIDA Zoé"));
        using var family = await ComeIn(server, letter[0], letter[2]);
        (await family.Get("/family/wallets")).Json["wallets"]![0]!["balance"]!.GetValue<decimal>().ShouldBe(1.01m);
        var booked = await family.Book((GeneratedTown.ChildOf(3), TestTown.Morning.Value, Town.Day));
        booked.Items.Single()["outcome"]!.ToString().ShouldBe("accepted", booked.Body);
        (await staff.Get("/staff/consistency")).Json["violations"]!.AsArray().ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_file_with_one_wrong_line_writes_nothing_and_says_the_same_dry_or_not(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, families: 2);
        await Towns.Found(store, new TestTown("ailleurs"), families: 9);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        // Line 4 is of another town's family, line 5 is blank, line 7 has an open quote; the file has six lines that say something.
        const string File = "famille,nom,résident,courriel\r\n"
            + "famille-0,\"FAMILLE \"\"0\"\", née ÉTÉ\",oui,\r\n"
            + "nouvelle,=cmd|' /C calc'!A0,non,nouvelle@example.org\r\n"
            + "famille-8,X,oui,pas-une-adresse\r\n"
            + ",,,\r\n"
            + "a,b\r\n"
            + "x,\"ouvert,oui,\r\n"
            + "Majuscule,X,oui,\r\n";
        var dry = await Import(staff, "families", File, "?dryRun=true");
        var real = await Import(staff, "families", File);

        dry.Status.ShouldBe(HttpStatusCode.OK, dry.Body);
        CountsOf(dry).ShouldBe((1, 1, 0, 4));
        dry.Json["problems"]!.AsArray().Select(problem => ((int)problem!["line"]!, (string)problem["column"]!)).ShouldBe([(4, "courriel"), (6, ""), (7, ""), (8, "famille")]);
        (real.Status, real.Code).ShouldBe((HttpStatusCode.BadRequest, "invalid-import"));
        real.Json["report"]!.ToJsonString().ShouldBe(dry.Json.ToJsonString());
        await store.ShouldCount("families WHERE structure_id = 'ville'", 2);
        await store.ShouldCount("families WHERE name LIKE '%née%' OR family_id = 'nouvelle'", 0);
        await store.ShouldCount("audit_entries WHERE act = 'file-imported'", 0);

        var good = string.Join("\r\n", File.Split("\r\n").Take(3));
        CountsOf(await Import(staff, "families", good)).ShouldBe((1, 1, 0, 0));
        (await staff.Get("/staff/families/nouvelle")).Json["name"]!.ToString().ShouldBe("=cmd|' /C calc'!A0", "kept as text");
        var letters = (await staff.PostRaw("/staff/imports/accounts?codes=true", "identifiant;famille\nnouvelle;nouvelle\n"u8.ToArray(), "text/csv")).Body;
        letters.ShouldNotContain(";=cmd", Case.Sensitive, "defused where a spreadsheet opens it");

        var other = await Import(staff, "children", "enfant;famille;nom;prénom;date de naissance\ne;famille-8;X;X;01/01/2020\n", "?dryRun=true");
        other.Json["problems"]![0]!["problem"]!.ToString().ShouldBe("famille inconnue", "another town's family does not exist here");
    }

    [Fact]
    public async Task The_same_rows_come_of_UTF_8_with_or_without_mark_and_of_Windows_1252_and_hostile_files_are_refused_quickly()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        const string File = "famille;nom;résident;adresse\nnoel;L’HÉRITIER-BŒUF Ÿann;oui;5 € rue d'Orléans\n";

        (await Post(staff, "families", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(File))).Json["created"]!.GetValue<int>().ShouldBe(1);
        foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes(File), [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(File)], Encoding.UTF8.GetBytes(File.Normalize(NormalizationForm.FormD)), Encoding.UTF8.GetBytes(File.Replace(';', '\t'))])
            (await Post(staff, "families", bytes)).Json["unchanged"]!.GetValue<int>().ShouldBe(1);
        (await Post(staff, "families", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(File)).ToArray())).Code.ShouldBe("unreadable-file");

        var watch = System.Diagnostics.Stopwatch.StartNew();
        (await Post(staff, "families", Encoding.UTF8.GetBytes(new string(';', 100_000)))).Code.ShouldBe("unreadable-file", "100,000 columns");
        (await Post(staff, "families", Encoding.UTF8.GetBytes("famille;nom;résident\n" + new string('x', 20_000_000)))).Code.ShouldBe("unreadable-file", "a line of 20 MB");
        (await Post(staff, "families", [])).Code.ShouldBe("unreadable-file");
        (await Post(staff, "families", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a\n", 300_000))))).Code.ShouldBe("unreadable-file", "too many lines");
        (await Post(staff, "families", new byte[1_000])).Code.ShouldBe("invalid-import", "NUL bytes are no header");
        (await Post(staff, "families", Encoding.UTF8.GetBytes("famille;nom;résident\nx\0;y;oui\n"))).Json["report"]!["problems"]!.AsArray().Count.ShouldBe(1);
        var open = (await Post(staff, "families", Encoding.UTF8.GetBytes("famille;nom;résident\nx;\"y;oui\nbonne;Z;oui\n"))).Json["report"]!;
        (open["problemCount"]!.GetValue<int>(), open["problems"]![0]!["line"]!.GetValue<int>(), open["created"]!.GetValue<int>()).ShouldBe((1, 2, 1), "an open quote spoils its own line only");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), "eight files, one of them of 20 MB: seconds, on a machine that does nothing else");

        (await Post(staff, "families", new byte[21 * 1024 * 1024])).Code.ShouldBe("too-large");
        (await staff.PostRaw("/staff/imports/families", "{}"u8.ToArray())).Code.ShouldBe("unsupported-media-type");
        (await staff.PostRaw("/staff/price-grids", new byte[600_000], "text/csv")).Status.ShouldNotBe(HttpStatusCode.OK, "other calls take no such bodies");
        (await Post(staff, "mots-de-passe", Encoding.UTF8.GetBytes(File))).Code.ShouldBe("not-found");
        await store.ShouldCount("families", 2);
        var template = await staff.Download("/staff/imports/children/template.csv");
        template.Text.TrimStart('\ufeff').Split('\n')[0].Trim().ShouldBe("enfant;famille;nom;prénom;date de naissance;groupe");
        (await staff.PostRaw("/staff/imports/families?dryRun=true", (await staff.Download("/staff/imports/families/template.csv")).Bytes, "text/csv")).Json["created"]!.GetValue<int>().ShouldBe(1, "the template is a good file");
    }

    [Fact]
    public async Task Whoever_sends_a_file_as_something_else_is_told_how_files_are_sent()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        ((string?)(await staff.PostRaw("/staff/imports/families", "famille;nom"u8.ToArray())).Json["title"]).ShouldNotBeNull().ShouldContain("text/csv");
    }

    [Fact]
    public async Task The_model_of_balances_can_be_read_again_although_its_amount_is_below_zero()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        var balances = await staff.Download("/staff/imports/balances/template.csv");
        balances.Text.ShouldContain("le-goff;PERISCOLAIRE;-12,40");
        (await staff.PostRaw("/staff/imports/balances?dryRun=true", balances.Bytes, "text/csv")).Json["problems"]!.AsArray()
            .ShouldNotContain(problem => (string)problem!["column"]! == "solde");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_program_killed_during_an_import_leaves_nothing_of_it_or_all(StoreKind kind)
    {
        for (var tries = 0; !await WasKilledInTime(kind); tries++)
            tries.ShouldBeLessThan(MostTries, "the kill always came after the answer: this shows nothing");
    }

    private async Task<bool> WasKilledInTime(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, families: 0);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var file = new GeneratedTown(KilledFamilies).FamiliesFile;

        var before = LogLength(store);
        var request = Import(staff, "families", file);
        while (!request.IsCompleted && !await IsWriting(store, before))
            await Task.Delay(1);
        await server.Kill();
        if (await Task.WhenAny(request, Task.Delay(TimeSpan.FromSeconds(20))) == request && request.IsCompletedSuccessfully)
            return false;
        await Should.ThrowAsync<HttpRequestException>(request);
        await server.StartAgain();

        (await store.Count("families")).ShouldBeOneOf(0, KilledFamilies);
        (await store.Count("audit_entries WHERE act = 'family-created'")).ShouldBe(await store.Count("families"));
        using var again = await Client.SignedIn(server.Address, "accueil");
        var (created, _, unchanged, problems) = CountsOf(await Import(again, "families", file));
        (created + unchanged, problems).ShouldBe((KilledFamilies, 0));
        await store.ShouldCount("families", KilledFamilies);
        return true;
    }

    /// <summary>Whether the import's transaction is under way: PostgreSQL tells; SQLite's log grows by what does not fit in memory.</summary>
    private static async Task<bool> IsWriting(TestStore store, long before) => store.Kind is StoreKind.PostgreSql
        ? await store.Count("pg_stat_activity WHERE state <> 'idle' AND query LIKE 'WITH offered%' AND xact_start < query_start") > 0
        : LogLength(store) > before + 500_000;

    private static long LogLength(TestStore store) =>
        store.Kind is StoreKind.Sqlite ? new FileInfo(Path.Combine(store.Folder, "periscolaire.db-wal")).Length : 0;

    private static async Task<Client> ComeIn(WebServer server, string identifier, string code)
    {
        using var nobody = new Client(server.Address);
        var ticket = await nobody.Post("/structures/ville/password-recovery/opening", new { identifier, code });
        ticket.Status.ShouldBe(HttpStatusCode.OK, ticket.Body);
        var reset = new { resetToken = (string)ticket.Json["resetToken"]!, newPassword = OwnPassword, newPasswordConfirmation = OwnPassword };
        (await nobody.Post("/structures/ville/password-recovery/reset", reset)).Status.ShouldBe(HttpStatusCode.NoContent);
        return await Client.SignedIn(server.Address, identifier, OwnPassword);
    }

    private static Task<Answer> Import(Client staff, string kind, string file, string query = "") =>
        staff.PostRaw($"/staff/imports/{kind}{query}", Encoding.UTF8.GetBytes(file), "text/csv");

    private static Task<Answer> Post(Client staff, string kind, byte[] file) => staff.PostRaw($"/staff/imports/{kind}", file, "text/csv; charset=windows-1252");

    private static (int Created, int Changed, int Unchanged, int Problems) CountsOf(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return ((int)answer.Json["created"]!, (int)answer.Json["changed"]!, (int)answer.Json["unchanged"]!, (int)answer.Json["problemCount"]!);
    }
}
