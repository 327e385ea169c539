using System.Net;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>What a structure tells its families (SPEC, Accounts 1).</summary>
public sealed class AnnouncementTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    [Fact]
    public async Task Families_read_todays_announcements_as_safe_HTML_and_staff_cannot_overwrite_each_other()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        object[] announcements =
        [
            new { title = "Ouverture", text = "Les réservations ouvrent **lundi**. <script>alert(1)</script> [ici](javascript:alert(1)) [site](https://deols.example)", from = today.AddDays(-1), to = today.AddDays(1) },
            new { title = "Passé", text = "x", from = today.AddDays(-9), to = today.AddDays(-8) },
            new { title = "À venir", text = "x", from = today.AddDays(8), to = today.AddDays(9) },
        ];

        (await staff.Put("/staff/announcements", new { announcements }, ifMatch: 1)).Status.ShouldBe(HttpStatusCode.OK);
        (await staff.Put("/staff/announcements", new { announcements }, ifMatch: 1)).Code.ShouldBe("changed-meanwhile");
        (await staff.Put("/staff/announcements", new { announcements = new[] { new { title = "", text = "x", from = today, to = today } } }, ifMatch: 2)).Code.ShouldBe("invalid-request");
        (await staff.Put("/staff/announcements", new { announcements = new[] { new { title = "x", text = "x", from = today, to = today.AddDays(-1) } } }, ifMatch: 2)).Code.ShouldBe("invalid-request");

        var shown = (await family.Get("/home")).Json["announcements"]!.AsArray().Single()!;
        shown["title"]!.ToString().ShouldBe("Ouverture");
        var html = shown["html"]!.ToString();
        html.ShouldContain("<strong>lundi</strong>");
        html.ShouldContain("<a href=\"https://deols.example\">site</a>");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("javascript:");
        (await staff.Get("/staff/announcements")).Json["announcements"]!.AsArray().Count.ShouldBe(3);
    }
}
