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

    [Theory, MemberData(nameof(Stores))]
    public async Task Nobody_sees_the_money_of_another_family_or_town(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Here, families: 2, (TestTown.Morning, 5));
        await Towns.Found(store, There, families: 1, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store);
        using var mine = await Client.SignedIn(server.Address, "famille-0");
        using var neighbour = await Client.SignedIn(server.Address, "famille-1");
        using var namesake = await Client.SignedIn(server.Address, "famille-0", structure: "autre-ville");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        using var staffThere = await Client.SignedIn(server.Address, "accueil", structure: "autre-ville");
        var payment = await SpendAndPay(mine, staff);

        // Who may see it does: a marker that nobody could see would prove nothing.
        foreach (var path in MoneyPaths("/family").Where(path => path.Contains("history", StringComparison.Ordinal)))
            (await Read(mine, path)).ShouldContain("MARQUE", Case.Sensitive, path);
        (await staff.Get("/staff/families/famille-0/quotients")).Body.ShouldContain("777.77");
        (await staff.Get("/staff/card-payments")).Body.ShouldContain(payment);

        foreach (var (stranger, paths) in ((Client, string[])[])
        [
            (neighbour, MoneyPaths("/family")), (namesake, MoneyPaths("/family")),
            (staffThere, [.. MoneyPaths("/staff/families/famille-0"), "/staff/families/famille-0/quotients", "/staff/card-payments", "/staff/mails"]),
        ])
        {
            foreach (var path in paths)
            {
                var seen = await Read(stranger, path);
                foreach (var marker in (string[])["MARQUE", "777", "41.41", "41,41", "33.33", payment])
                    seen.ShouldNotContain(marker, Case.Sensitive, path);
            }
        }

        foreach (var stranger in (Client[])[neighbour, namesake])
        {
            (await stranger.Get($"/family/payments/{payment}")).Code.ShouldBe("unknown-payment");
            (await stranger.Get($"/family/receipts/{Here.Today.Year}/1.pdf")).Code.ShouldBe("unknown-receipt");
        }

        (await staffThere.Get($"/staff/card-payments/{payment}")).Code.ShouldBe("unknown-payment");
        (await staffThere.Post($"/staff/card-payments/{payment}/refunds", new { id = "r1", amount = 1m, reason = "essai" })).Code.ShouldBe("unknown-payment");
        (await staffThere.Get($"/staff/receipts/{Here.Today.Year}/1.pdf")).Code.ShouldBe("unknown-receipt");
        (await staffThere.Post($"/staff/receipts/{Here.Today.Year}/1/cancellation", new { reason = "essai" })).Code.ShouldBe("unknown-receipt");
        ((int)(await staffThere.Get("/staff/consistency")).Json["entries"]!).ShouldBe(0);

        // 41.41 paid, 5.55 of penalty, 33.33 by card.
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBe([41.41m, -5.55m, 33.33m]);
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
        using var staff = await Client.SignedIn(server.Address, "accueil");
        await SpendAndPay(family, staff);
        await staff.Post("/staff/families/famille-0/payments", new { id = "refuse", mode = "MARQUE-MODE", amounts = Array.Empty<object>(), date = "MARQUE-DATE" });
        await family.Get("/family/history/payments.pdf");
        await staff.Post("/staff/transmissions", new { });
        (await family.Download("/family/data.zip")).Status.ShouldBe(HttpStatusCode.OK);
        (await staff.Download("/staff/families/famille-0/data.zip")).Status.ShouldBe(HttpStatusCode.OK);
        (await staff.Post("/staff/families/famille-0/erasure", new { reason = "MARQUE-EFFACEMENT", confirm = "famille-0" })).Code.ShouldBe("erasure-refused");
        await server.Stop();

        server.Output.ShouldContain("info:");
        foreach (var marker in (string[])["FAMILLE 0", "Numéro 0", "MARQUE", "marque@example.org", "777.77", TestTown.Password, "un mot de passe mauvais", family.Token!])
            server.Output.ShouldNotContain(marker);
    }

    /// <summary>Where a family's money shows, beneath its own address or the one that staff use.</summary>
    private static string[] MoneyPaths(string family) =>
    [
        $"{family}/wallets", $"{family}/wallets/PERISCOLAIRE/entries", $"{family}/history/consumptions", $"{family}/history/consumptions.csv", $"{family}/history/consumptions.pdf",
        $"{family}/history/payments", $"{family}/history/payments.csv", $"{family}/history/payments.pdf", $"{family}/certificates/{Here.Today.Year - 1}",
        .. family == "/family" ? ["/family/payments"] : (string[])[],
    ];

    private static async Task<string> Read(Client client, string path)
    {
        var read = await client.Download(path);
        read.Status.ShouldBe(HttpStatusCode.OK, path);
        return read.MediaType == "application/pdf" ? HistoryTown.Printed(read) : read.Text;
    }

    /// <summary>Has the family pay at the counter and by card, and fetch a child late; gives the card payment.</summary>
    private static async Task<string> SpendAndPay(Client family, Client staff)
    {
        var date = $"{Here.Today:yyyy-MM-dd}";
        (await staff.Put($"/staff/families/famille-0/quotients/{date}", new { value = 777.77m })).Status.ShouldBe(HttpStatusCode.OK);
        (await staff.Post("/staff/families/famille-0/payments", new
        {
            id = "un",
            mode = "CH",
            amounts = new[] { new { walletId = TestTown.Wallet, amount = 41.41m } },
            date,
            payer = "MARQUE-PAYEUR",
            document = "MARQUE-PIECE",
            bank = "MARQUE-BANQUE",
            reason = "MARQUE-MOTIF",
        })).Status.ShouldBe(HttpStatusCode.Created);
        (await staff.Post("/staff/families/famille-0/penalties", new { id = "un", walletId = TestTown.Wallet, childId = "enfant-0", date, amount = 5.55m, reason = "MARQUE-RETARD" }))
            .Status.ShouldBe(HttpStatusCode.NoContent);
        var started = await family.Post("/family/payments", new { amounts = new[] { new { walletId = TestTown.Wallet, amount = 33.33m } }, email = "marque@example.org" });
        using var browser = new HttpClient();
        using var paid = await browser.PostAsync(new Uri($"{started.Json["redirectUrl"]}/payer"), content: null);
        return (string)started.Json["id"]!;
    }

    /// <summary>The same token under the algorithm "none".</summary>
    private static string Unsigned(string token) =>
        Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=') + "." + token.Split('.')[1] + ".";
}
