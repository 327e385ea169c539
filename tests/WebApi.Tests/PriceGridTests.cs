using System.Net;
using System.Text.Json.Nodes;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Price grids and quotients as staff set them, and what a family then pays (SPEC, Money 2).</summary>
public sealed class PriceGridTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    /// <summary>Seven brackets of a real town, for a day: whole euros of QF, both ends included.</summary>
    private static readonly (int From, int? Through, decimal Price)[] Published =
        [(0, 359, 10m), (360, 564, 11m), (565, 715, 12m), (716, 815, 13m), (816, 1000, 14m), (1001, 1200, 15m), (1201, null, 16m)];

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_published_grid_is_kept_as_boundaries_and_prices_what_a_family_books(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, families: 1, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        (await PriceOf(family)).ShouldBe(TestTown.Price);

        var saved = await staff.Put("/staff/price-grids", Grids(Published), ifMatch: 1);

        saved.Status.ShouldBe(HttpStatusCode.OK);
        var brackets = (await staff.Get("/staff/price-grids")).Json["grids"]![0]!["care"]!["brackets"]!.AsArray();
        brackets.Select(line => ((decimal)line!["from"]!, (decimal?)line["below"])).ShouldBe(
            [(0m, 360m), (360m, 565m), (565m, 716m), (716m, 816m), (816m, 1001m), (1001m, 1201m), (1201m, null)]);
        (await PriceOf(family)).ShouldBe(16m, "without a known QF: the highest");
        foreach (var (quotient, price) in ((decimal, decimal)[])[(0m, 10m), (359.99m, 10m), (360m, 11m), (1000.99m, 14m), (1001m, 15m), (1200.99m, 15m), (1201m, 16m)])
        {
            (await staff.Put($"/staff/families/famille-0/quotients/{Town.Today:yyyy-MM-dd}", new { value = quotient })).Status.ShouldBe(HttpStatusCode.OK);
            (await PriceOf(family)).ShouldBe(price, $"QF {quotient}");
        }
    }

    [Fact]
    public async Task The_published_form_that_counts_1200_twice_is_refused_with_its_line_and_nothing_changes()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var before = (await staff.Get("/staff/price-grids")).Body;

        var refused = await staff.Put("/staff/price-grids", Grids([.. Published[..6], (1200, null, 16m)]), ifMatch: 1);

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.BadRequest, "invalid-price-grid"));
        var error = refused.Json["errors"]!.AsArray().Single()!;
        ((string)error["grid"]!, (string)error["field"]!, (int)error["line"]!).ShouldBe(("journee", "care", 7));
        ((string)refused.Json["detail"]!).ShouldBe("Grille journee, care, ligne 7 : chevauche la tranche précédente entre 1200 et 1201.");
        (await staff.Get("/staff/price-grids")).Body.ShouldBe(before);
    }

    [Fact]
    public async Task A_grid_changed_meanwhile_is_not_overwritten()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        (await staff.Put("/staff/price-grids", Grids(Published), ifMatch: 1)).Status.ShouldBe(HttpStatusCode.OK);
        (await staff.Put("/staff/price-grids", Grids((0, null, 1m)), ifMatch: 1)).Code.ShouldBe("changed-meanwhile");
    }

    private static JsonObject Grids(params (int From, int? Through, decimal Price)[] lines) => new()
    {
        ["grids"] = new JsonArray(new JsonObject
        {
            ["id"] = "journee",
            ["label"] = "Journée",
            ["activities"] = new JsonArray("matin"),
            ["from"] = $"{Town.Today:yyyy-MM-dd}",
            ["care"] = new JsonObject
            {
                ["publishedBrackets"] = new JsonArray([.. lines.Select(line => new JsonObject { ["from"] = line.From, ["through"] = line.Through, ["price"] = line.Price })]),
            },
            ["nonResidentSurcharge"] = 2m,
        }),
    };

    private static async Task<decimal> PriceOf(Client family)
    {
        var recap = await family.Post("/family/reservations/recap", new
        {
            requests = new[] { new { childId = "enfant-0", activityId = "matin", date = $"{Town.Day:yyyy-MM-dd}" } },
        });
        return (decimal)recap.Items.Single()["price"]!["total"]!;
    }
}
