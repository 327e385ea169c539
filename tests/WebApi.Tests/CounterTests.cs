using System.Globalization;
using System.Net;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Money at the counter, as staff and families see it over HTTP (SPEC, Money 4 and 6; Booking 4).</summary>
public sealed class CounterTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();
    private static readonly string Today = Day(Town.Today);

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_in_debt_is_refused_with_the_amount_and_books_once_it_has_paid_at_the_counter(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        (await Correct(staff, "dette", -46.05m)).Status.ShouldBe(HttpStatusCode.Created);

        var refused = await family.Book(("enfant-0", "matin", Town.Day));
        refused.Code.ShouldBe("family-in-debt");
        ((decimal)refused.Json["amountDue"]!).ShouldBe(46.05m);
        (await Pay(staff, "cheque-1", 46.04m)).Status.ShouldBe(HttpStatusCode.Created);
        ((decimal)(await family.Book(("enfant-0", "matin", Town.Day))).Json["amountDue"]!).ShouldBe(0.01m);
        (await Pay(staff, "cheque-2", 0.01m)).Status.ShouldBe(HttpStatusCode.Created);

        (await family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["outcome"]!.ToString().ShouldBe("accepted");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_recap_shows_the_price_that_the_estimate_counts_and_the_night_debits(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        await Correct(staff, "avance", 10m);

        var calendar = await family.Get($"/family/children/enfant-0/calendar?month={Town.Day:yyyy-MM}&activity=matin");
        var recap = await family.Post("/family/reservations/recap", new { requests = new[] { new { childId = "enfant-0", activityId = "matin", date = Day(Town.Day) } } });
        await family.Book(("enfant-0", "matin", Town.Day));
        var wallets = await family.Get("/family/wallets");

        ((decimal)calendar.Json["activities"]![0]!["unitPrice"]!).ShouldBe(TestTown.Price);
        ((decimal)recap.Items.Single()["price"]!["total"]!).ShouldBe(TestTown.Price);
        var wallet = wallets.Json["wallets"]!.AsArray().Single(found => (string)found!["id"]! == "PERISCOLAIRE")!;
        ((decimal)wallet["balance"]!, (decimal)wallet["estimatedCost"]!, (decimal)wallet["newBalance"]!, (decimal)wallet["suggestedPayment"]!)
            .ShouldBe((10m, 5m, 5m, 0m));
        ((decimal)(await family.Get($"/family/wallets?until={Day(Town.Day.AddDays(-1))}")).Json["total"]!["estimatedCost"]!).ShouldBe(0m);
        ((decimal)(await family.Get("/family/wallets?include=pending")).Json["total"]!["estimatedCost"]!).ShouldBe(0m);
        ((decimal)(await staff.Get("/staff/families/famille-0/wallets")).Json["total"]!["estimatedCost"]!).ShouldBe(5m);
        (await family.Download("/family/wallets.csv")).Text.ShouldContain("\r\nPériscolaire;10,00;5,00;5,00;0,00");
        var paper = await staff.Download("/staff/families/famille-0/wallets.pdf");
        paper.MediaType.ShouldBe("application/pdf");
        HistoryTown.Printed(paper).ShouldContain("FAMILLE0");
        HistoryTown.Printed(paper).ShouldContain("COÛTESTIMÉ5,00€");
        (await staff.Get("/staff/families/personne/wallets.pdf")).Code.ShouldBe("unknown-family");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_sent_twice_is_entered_once_and_the_same_id_for_something_else_is_refused(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Pay(staff, "cheque-1", 50m)));

        answers.Count(answer => answer.Status is HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(answer => (long)answer.Json["number"]! == 1);
        (await Pay(staff, "cheque-1", 51m)).Code.ShouldBe("id-taken");
        (await Pay(staff, "cheque-1", 50m, family: "famille-1")).Code.ShouldBe("id-taken");
        (await Balance(staff)).ShouldBe(50m);
        (await Balance(staff, "famille-1")).ShouldBe(0m);
        ((long)(await Pay(staff, "cheque-2", 1m, family: "famille-1")).Json["number"]!).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_receipt_entered_by_mistake_is_cancelled_once_by_one_that_shows_in_the_history(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var paid = (await Pay(staff, "cheque-1", 50m)).Json;
        var path = string.Create(CultureInfo.InvariantCulture, $"/staff/receipts/{(int)paid["year"]!}/{(long)paid["number"]!}/cancellation");

        var cancelled = await staff.Post(path, new { reason = "mauvaise famille" });
        var again = await staff.Post(path, new { reason = "encore" });

        cancelled.Status.ShouldBe(HttpStatusCode.Created);
        ((long)cancelled.Json["number"]!, (decimal)cancelled.Json["amount"]!, (string)cancelled.Json["kind"]!).ShouldBe((2L, -50m, "payment"));
        again.Status.ShouldBe(HttpStatusCode.OK);
        ((long)again.Json["number"]!).ShouldBe(2);
        (await Balance(staff)).ShouldBe(0m);
        (await staff.Post(path.Replace("/1/", "/2/", StringComparison.Ordinal), new { reason = "annuler l'annulation" })).Code.ShouldBe("receipt-final");
        (await staff.Post(path.Replace("/1/", "/9/", StringComparison.Ordinal), new { reason = "inconnue" })).Code.ShouldBe("unknown-receipt");
        var entries = (await family.Get("/family/wallets/PERISCOLAIRE/entries")).Items;
        entries.Select(entry => (decimal)entry["amount"]!).ShouldBe([-50m, 50m]);
        entries.ShouldAllBe(entry => entry["author"] == null && entry["cause"] == null);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_refund_gives_back_no_more_than_the_wallet_holds_and_a_penalty_is_told(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        await Pay(staff, "especes-1", 20m);

        (await Refund(staff, "r1", 20.01m)).Code.ShouldBe("refund-above-balance");
        var refunded = await Refund(staff, "r2", 15m);
        ((decimal)refunded.Json["amount"]!).ShouldBe(-15m);
        (await staff.Post("/staff/families/famille-0/penalties", new
        {
            id = "retard-1",
            walletId = "PERISCOLAIRE",
            childId = "enfant-0",
            date = Today,
            amount = 5m,
            reason = "Repris à 18 h 10",
        })).Status.ShouldBe(HttpStatusCode.NoContent);

        (await Balance(staff)).ShouldBe(0m);
        var entries = (await staff.Get("/staff/families/famille-0/wallets/PERISCOLAIRE/entries?limit=2")).Json;
        ((string)entries["items"]![0]!["activity"]!).ShouldBe("Pénalité : Repris à 18 h 10");
        var line = (await family.Get("/family/history/consumptions")).Json["lines"]!.AsArray().Single()!;
        ((string)line["activity"]!, (decimal)line["total"]!).ShouldBe(("Pénalité : Repris à 18 h 10", 5m));
        var next = await staff.Get($"/staff/families/famille-0/wallets/PERISCOLAIRE/entries?limit=2&cursor={(string)entries["nextCursor"]!}");
        ((decimal)next.Items.Single()["balance"]!).ShouldBe(20m);
        (await staff.Get("/staff/consistency")).Json["violations"]!.AsArray().ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_absence_is_recorded_for_an_accepted_booking_only_and_says_why_when_it_is_justified(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var booking = (string)(await family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["bookingId"]!;

        (await staff.Put($"/staff/reservations/{booking}/absence", new { justified = true })).Code.ShouldBe("invalid-request");
        (await staff.Put($"/staff/reservations/{booking}/absence", new { justified = true, reason = "Certificat" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await staff.Put($"/staff/reservations/matin.{Town.Day:yyyyMMdd}.99/absence", new { justified = false })).Code.ShouldBe("unknown-booking");
        ((decimal)(await family.Get("/family/wallets")).Json["total"]!["estimatedCost"]!).ShouldBe(0m, "what will be credited back is not to be paid");
    }

    private static async Task<WebServer> Started(TestStore store)
    {
        await Towns.Found(store, Town, families: 2, (TestTown.Morning, 5));
        return await WebServer.Start(store);
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<Answer> Correct(Client staff, string id, decimal amount) =>
        staff.Post("/staff/families/famille-0/corrections", new { id, amounts = Amounts(amount), reason = "essai" });

    private static Task<Answer> Pay(Client staff, string id, decimal amount, string family = "famille-0") =>
        staff.Post($"/staff/families/{family}/payments", new { id, mode = "CH", amounts = Amounts(amount), date = Today, document = "789456", bank = "LBP" });

    [Theory, MemberData(nameof(Stores))]
    public async Task A_penalty_sent_twice_is_entered_once_and_its_id_for_another_is_refused(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        (await Penalise(staff, 5m, Today)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Penalise(staff, 5m, Today)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Penalise(staff, 6m, Today)).Code.ShouldBe("id-taken");
        (await Penalise(staff, 5m, Day(Town.Today.AddDays(-1)))).Code.ShouldBe("id-taken", "another lateness of the same price");
        (await Penalise(staff, 5m, Today, "MENAGE")).Code.ShouldBe("unknown-wallet");

        (await Balance(staff)).ShouldBe(-5m);
    }

    private static Task<Answer> Penalise(Client staff, decimal amount, string date, string walletId = "PERISCOLAIRE") => staff.Post(
        "/staff/families/famille-0/penalties", new { id = "retard-1", walletId, childId = "enfant-0", date, amount, reason = "Repris à 18 h 10" });

    private static Task<Answer> Refund(Client staff, string id, decimal amount) =>
        staff.Post("/staff/families/famille-0/refunds", new { id, mode = "VIR", amounts = Amounts(amount), date = Today, reason = "départ" });

    private static object[] Amounts(decimal amount) => [new { walletId = "PERISCOLAIRE", amount }];

    private static async Task<decimal> Balance(Client staff, string family = "famille-0") =>
        (decimal)(await staff.Get($"/staff/families/{family}/wallets")).Json["total"]!["balance"]!;
}
