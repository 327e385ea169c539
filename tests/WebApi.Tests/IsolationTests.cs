using System.Net;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Nothing of one family or structure appears in an answer for another (RELIABILITY: TENANT), and each role reaches only its own.</summary>
public sealed class IsolationTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Here = new("ville");
    private static readonly TestTown There = new("autre-ville");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Nobody_sees_or_touches_what_belongs_to_another_family_or_town(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Here, families: 2, (TestTown.Morning, 5));
        await Towns.Found(store, There, families: 2, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store);
        using var mine = await Client.SignedIn(server.Address, "famille-0");
        using var neighbour = await Client.SignedIn(server.Address, "famille-1");
        using var namesake = await Client.SignedIn(server.Address, "famille-0", structure: "autre-ville");
        using var staffThere = await Client.SignedIn(server.Address, "accueil", structure: "autre-ville");
        var booking = (string)(await mine.Book(("enfant-0", "matin", Here.Day))).Items.Single()["bookingId"]!;

        // Neighbours and namesakes in the next town share activity, date and number, so that a missing check would show.
        (await neighbour.Cancel(booking)).Items.Single()["code"]!.ToString().ShouldBe("unknown-booking");
        (await namesake.Cancel(booking)).Items.Single()["code"]!.ToString().ShouldBe("unknown-booking");
        (await neighbour.Book(("enfant-0", "apres-midi", Here.Day))).Items.Single()["code"]!.ToString().ShouldBe("unknown-child");
        (await neighbour.Get("/family/children/enfant-0/calendar?month=" + $"{Here.Day:yyyy-MM}")).Code.ShouldBe("unknown-child");
        (await neighbour.Get("/family/reservations?childId=enfant-0")).Items.ShouldBeEmpty();
        (await namesake.Get("/family/reservations")).Items.ShouldBeEmpty();
        (await staffThere.Post($"/staff/reservations/{booking}/decision", new { decision = "refuse", reason = "essai" })).Code.ShouldBe("unknown-booking");
        ((int)(await staffThere.Get($"/staff/activity-days/matin/{Here.Day:yyyy-MM-dd}")).Json["placesTaken"]!).ShouldBe(0);
        ((int)(await staffThere.Get("/staff/consistency")).Json["bookings"]!).ShouldBe(0);
        (await mine.Get("/family/reservations")).Items.Single()["outcome"]!.ToString().ShouldBe("accepted");
        foreach (var stranger in (Client[])[neighbour, namesake])
        {
            foreach (var path in (string[])["/home", "/family/children", "/family/reservations", "/family/reservations.csv", "/family/reservations.ics"])
                (await stranger.Get(path)).Body.ShouldNotContain(stranger == neighbour ? "Numéro 0" : booking);
        }
    }

    [Fact]
    public async Task Roles_keep_to_their_side_and_tokens_end_with_their_session()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Here, families: 1, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        using var nobody = new Client(server.Address);

        (await family.Get("/staff/consistency")).Code.ShouldBe("forbidden");
        (await staff.Get("/family/children")).Code.ShouldBe("forbidden");
        (await nobody.Get("/family/children")).Code.ShouldBe("not-signed-in");
        nobody.Token = family.Token![..^2] + (family.Token[^1] == 'A' ? "BB" : "AA");
        (await nobody.Get("/family/children")).Code.ShouldBe("session-ended");
        nobody.Token = Unsigned(family.Token!);
        (await nobody.Get("/family/children")).Code.ShouldBe("session-ended");

        nobody.Token = family.Token;
        (await nobody.Get("/family/children")).Status.ShouldBe(HttpStatusCode.OK);
        (await family.Delete("/sessions/current")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await nobody.Get("/family/children")).Code.ShouldBe("session-ended");
    }

    [Fact]
    public async Task A_refresh_token_gives_the_next_access_token_and_the_next_refresh_token()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Here, families: 1);
        using var server = await WebServer.Start(store);
        using var client = new Client(server.Address);
        var opened = (await client.SignIn("famille-0", TestTown.Password)).Json;

        var refreshed = await client.Post("/sessions/refresh", new { refreshToken = (string)opened["refreshToken"]! });

        refreshed.Status.ShouldBe(HttpStatusCode.Created);
        client.Token = (string)refreshed.Json["accessToken"]!;
        (await client.Get("/home")).Json["displayName"]!.ToString().ShouldBe("FAMILLE 0");
    }

    [Fact]
    public async Task A_restart_ends_nobodys_session()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Here, families: 1);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");

        await server.Stop();
        await server.StartAgain();

        (await family.Get("/home")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_the_server_logs_names_nobody()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Here, families: 1, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store, ("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft", "Information"));
        using var family = await Client.SignedIn(server.Address, "famille-0");
        await family.SignIn("famille-0", "un mot de passe mauvais");
        await family.Book(("enfant-0", "matin", Here.Day));
        await family.Get("/family/reservations.csv");
        await server.Stop();

        server.Output.ShouldContain("info:");
        foreach (var marker in (string[])["FAMILLE 0", "Numéro 0", TestTown.Password, "un mot de passe mauvais", family.Token!])
            server.Output.ShouldNotContain(marker);
    }

    /// <summary>The same token under the algorithm "none".</summary>
    private static string Unsigned(string token) =>
        Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=') + "." + token.Split('.')[1] + ".";
}
