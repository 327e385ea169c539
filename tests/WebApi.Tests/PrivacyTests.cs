using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>The right of access, the right to be forgotten and retention, over HTTP.</summary>
public sealed class PrivacyTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task A_family_reads_all_that_is_known_of_it_and_is_forgotten_when_it_asks(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Found(store);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var booking = (string)(await family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["bookingId"]!;

        var own = await Entries(family, "/family/data.zip");
        (await Entries(staff, "/staff/families/famille-0/data.zip")).Keys.ShouldBe(own.Keys);
        var data = JsonNode.Parse(own["donnees.json"])!;
        ((string)data["famille"]![0]!["name"]!).ShouldBe("=1+1 FAMILLE");
        ((string)data["reservations"]![0]!["status"]!).ShouldBe("accepted");
        own["famille.csv"].ShouldContain("'=1+1 FAMILLE", customMessage: "a name that is a formula is written as a text");
        own["reservations.csv"].ShouldContain($"{Town.Day:dd/MM/yyyy}");
        own.ContainsKey("notes-de-sante.csv").ShouldBeTrue();

        await ShouldNotBeErasedWith(staff, booking);
        (await family.Cancel(booking)).Status.ShouldBe(HttpStatusCode.OK);
        var manifest = await Transmitted(staff);
        var trial = await staff.Post("/staff/families/famille-0/erasure?dryRun=true", Wanted);
        ((await staff.Get("/staff/families/famille-0/wallets")).Status, trial.Json["erasedAt"]).ShouldBe((HttpStatusCode.OK, null));
        var done = await staff.Post("/staff/families/famille-0/erasure", Wanted);

        (trial.Status, done.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        done.Json["erasedAt"].ShouldNotBeNull();
        done.Json["tables"]!.ToJsonString().ShouldBe(trial.Json["tables"]!.ToJsonString());
        (await family.SignIn("famille-0", TestTown.Password)).Code.ShouldBe("invalid-credentials");
        (await staff.Get("/staff/transmissions/1/manifest.csv")).Body.ShouldBe(manifest);
        manifest.ShouldContain(booking);
        (await Entries(staff, "/staff/families/famille-0/data.zip"))["famille.csv"].ShouldContain("Famille effacée");
        (await staff.Get("/staff/audit-trail?familyId=famille-0&act=family-data-exported")).Items.Select(line => (string)line["by"]!)
            .ShouldBe(["staff:accueil", "staff:accueil", "family:famille-0"]);
    }

    [Fact]
    public async Task Only_an_administrator_reads_erases_and_says_how_long_is_kept()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Found(store);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var counter = await Client.SignedIn(server.Address, "guichet");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var rules = new { mails = 6, healthNotes = 3, auditLines = 36, families = 36 };

        foreach (var (caller, code) in ((Client, string)[])[(family, "forbidden"), (counter, "right-missing")])
        {
            (await caller.Get("/staff/families/famille-0/data.zip")).Code.ShouldBe(code);
            (await caller.Post("/staff/families/famille-0/erasure", Wanted)).Code.ShouldBe(code);
            (await caller.Get("/staff/retention-rules")).Code.ShouldBe(code);
            (await caller.Put("/staff/retention-rules", rules, ifMatch: 1)).Code.ShouldBe(code);
        }

        foreach (var unknown in (string[])["inconnue", "..%2fautre", "FAMILLE-0"])
        {
            (await staff.Get($"/staff/families/{unknown}/data.zip")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await staff.Post($"/staff/families/{unknown}/erasure", new { reason = "Demande", confirm = unknown })).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        (await staff.Get("/staff/retention-rules")).Json.ToJsonString().ShouldBe("""{"mails":12,"healthNotes":12}""");
        (await staff.Put("/staff/retention-rules", rules)).Code.ShouldBe("if-match-required");
        (await staff.Put("/staff/retention-rules", rules, ifMatch: 9)).Code.ShouldBe("changed-meanwhile");
        foreach (var wrong in (object[])
            [
                rules with { mails = 0 }, rules with { healthNotes = 241 }, rules with { auditLines = 11 }, rules with { families = 23 }, rules with { auditLines = 24, families = 25 },
            ])
            (await staff.Put("/staff/retention-rules", wrong, ifMatch: 1)).Code.ShouldBe("invalid-request", wrong.ToString());
        var changed = await staff.Put("/staff/retention-rules", rules, ifMatch: 1);
        (changed.Status, changed.Headers.ETag?.Tag).ShouldBe((HttpStatusCode.OK, "\"2\""));
        (await staff.Put("/staff/retention-rules", rules, ifMatch: 2)).Headers.ETag?.Tag.ShouldBe("\"2\"", "what changes nothing is no new version");
        var line = (await staff.Get("/staff/audit-trail?act=retention-rules-changed")).Items.Single();
        ((int)line["before"]!["mails"]!, (int)line["after"]!["mails"]!).ShouldBe((12, 6));
    }

    private static object Wanted => new { reason = "Demande écrite", confirm = "famille-0" };

    private static async Task ShouldNotBeErasedWith(Client staff, string booking)
    {
        booking.ShouldNotBeEmpty();
        (await staff.Post("/staff/families/famille-0/erasure", new { reason = "Demande", confirm = "famille-1" })).Code.ShouldBe("confirmation-mismatch");
        (await staff.Post("/staff/families/famille-0/erasure", new { reason = " ", confirm = "famille-0" })).Code.ShouldBe("invalid-request");
        foreach (var query in (string[])["", "?dryRun=true"])
        {
            var refused = await staff.Post($"/staff/families/famille-0/erasure{query}", Wanted);
            (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "erasure-refused"));
            refused.Json["obstacles"]!.AsArray().Select(obstacle => (string)obstacle!["kind"]!).ShouldBe(["live-bookings", "not-settled"]);
        }
    }

    private static async Task<string> Transmitted(Client staff)
    {
        await staff.Post("/staff/transmissions", new { });
        await Insisting.Until(async () => (string?)(await staff.Get("/staff/transmissions/1")).Json["phase"] == "completed", TimeSpan.FromSeconds(30));
        return (await staff.Get("/staff/transmissions/1/manifest.csv")).Body;
    }

    private static async Task<SortedDictionary<string, string>> Entries(Client caller, string path)
    {
        var file = await caller.Download(path);
        (file.Status, file.MediaType, file.FileName).ShouldBe((HttpStatusCode.OK, "application/zip", "donnees-famille-0.zip"));
        await using var zip = new ZipArchive(new MemoryStream(file.Bytes));
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(await entry.OpenAsync(), Encoding.UTF8);
            entries.Add(entry.FullName, await text.ReadToEndAsync());
        }

        return entries;
    }

    private static async Task Found(TestStore store)
    {
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        await Town.OpenAccounts(silo.Grains, families: 1);
        await Town.Open(silo.Grains, "guichet", new NewAccount(
            Role.Staff, Family: null, "Guichet", TestTown.Password, MustChangePassword: false, Rights: [StaffRight.Counter, StaffRight.Director, StaffRight.Accountant]));
        await Town.FamilyGrain(silo.Grains, 0).Register(Town.Family(0) with { Name = "=1+1 FAMILLE" });
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 5);
    }
}
