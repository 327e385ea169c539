using System.Globalization;
using System.Net;
using Periscolaire.Catalogue;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Several members of staff, or one who clicks twice, on the same money at the same instant (SPEC, Money 1, 3 and 6).</summary>
public sealed class MoneyRaceTests(SharedPostgreSql postgreSql)
{
    private const int Crowd = 20;

    private static readonly TestTown Town = new();
    private static readonly string Today = $"{Town.Today:yyyy-MM-dd}";

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_twenty_refunds_of_the_whole_balance_one_is_paid(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        await Pay(staff, "avance", 50m);

        var answers = await AtOnce(number => staff.Post("/staff/families/famille-0/refunds", new { id = $"r{number}", mode = "ES", amounts = Amounts(50m), date = Today, reason = "Départ" }));

        answers.Count(answer => answer.Status is HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "refund-above-balance").ShouldBe(Crowd - 1);
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBe([50m, -50m]);
        await ShouldAddUp(staff);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_receipt_cancelled_by_twenty_at_once_is_cancelled_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        await Pay(staff, "cheque", 50m);

        var answers = await AtOnce(number => Cancel(staff, 1, $"essai {number}"));

        answers.Count(answer => answer.Status is HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.OK);
        answers.ShouldAllBe(answer => (long)answer.Json["number"]! == 2);
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBe([50m, -50m]);
        await ShouldAddUp(staff);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_id_for_two_families_at_once_is_one_family_s_and_leaves_no_gap(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        for (var round = 0; round < 5; round++)
        {
            var answers = await AtOnce(number => Insistently(() => Pay(staff, $"cheque-{round}", 10m, $"famille-{number % 2}")));

            answers.Count(answer => answer.Status is HttpStatusCode.Created).ShouldBe(1);
            answers.Count(answer => answer.Code == "id-taken").ShouldBe(Crowd / 2, "the other family's half");
            answers.Where(answer => answer.Code is null).ShouldAllBe(answer => (long)answer.Json["number"]! == round + 1);
        }

        var entries = (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).Concat(await LedgerTable.Entries(store, "famille-1", TestTown.Wallet));
        entries.ShouldBe(Enumerable.Repeat(10m, 5));
        await ShouldAddUp(staff);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_penalty_sent_by_twenty_is_debited_once_and_its_id_stands_for_nothing_else(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        (await AtOnce(_ => Penalise(staff, 5m))).ShouldAllBe(answer => answer.Status == HttpStatusCode.NoContent);

        // To be told that it was entered when nothing was would lose the town its money.
        (await Penalise(staff, 6m)).Code.ShouldBe("id-taken");
        (await Penalise(staff, 5m, reason: "Goûter")).Code.ShouldBe("id-taken");
        (await Penalise(staff, 5m, wallet: TestTown.MealWallet)).Code.ShouldBe("id-taken");
        (await Penalise(staff, 5m, date: $"{Town.Today.AddDays(-1):yyyy-MM-dd}")).Code.ShouldBe("id-taken");
        (await Penalise(staff, 5m, wallet: "CANTINE")).Code.ShouldBe("unknown-wallet");
        (await Penalise(staff, 5m)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBe([-5m]);
        (await LedgerTable.Entries(store, "famille-0", TestTown.MealWallet)).ShouldBeEmpty();
        await ShouldAddUp(staff);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_receipt_cancelled_while_the_night_spends_it_leaves_the_debt_and_the_family_is_refused(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        await Pay(staff, "cheque", TestTown.Price);
        (await family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["outcome"]!.ToString().ShouldBe("accepted");

        var night = staff.Post("/staff/transmissions", new { });
        var cancelled = await Cancel(staff, 1, "chèque sans provision");
        await night;

        cancelled.Status.ShouldBe(HttpStatusCode.Created);
        await Until(async () => (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).Count == 3);
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBe([5m, -5m, -5m], ignoreOrder: true);
        var refused = await family.Book(("enfant-0", "apres-midi", Town.Day));
        (refused.Code, (decimal)refused.Json["amountDue"]!).ShouldBe(("family-in-debt", TestTown.Price));
        await ShouldAddUp(staff);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_absence_justified_by_twenty_at_once_is_credited_back_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await Started(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var booking = (string)(await family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["bookingId"]!;
        await staff.Post("/staff/transmissions", new { });
        await Until(async () => (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).Count == 1);

        var answers = await AtOnce(number => staff.Put($"/staff/reservations/{booking}/absence", new { justified = true, reason = $"Certificat {number}" }));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.NoContent);
        (await staff.Put($"/staff/reservations/{booking}/absence", new { justified = false })).Code.ShouldBe("already-credited");
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBe([-5m, 5m]);
        await ShouldAddUp(staff);
    }

    /// <summary>A town that debits at the night after acceptance.</summary>
    private static async Task<WebServer> Started(TestStore store)
    {
        await Towns.Found(store, Town, families: 2, (TestTown.Morning, 5));
        await using (var silo = await SiloHost.Start(store))
        {
            await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(Town.Catalogue with
            {
                Version = 2,
                Periods = [.. Town.Catalogue.Periods.Select(period => period with { Debit = new DebitOnAcceptance() })],
            });
        }

        return await WebServer.Start(store);
    }

    private static Task<Answer[]> AtOnce(Func<int, Task<Answer>> send) => Task.WhenAll(Enumerable.Range(0, Crowd).Select(send));

    /// <summary>What could not be confirmed is sent again, as its answer asks.</summary>
    private static async Task<Answer> Insistently(Func<Task<Answer>> send)
    {
        var answer = await send();
        for (var tries = 0; answer.Status is HttpStatusCode.ServiceUnavailable && tries < 20; tries++)
        {
            await Task.Delay(200);
            answer = await send();
        }

        return answer;
    }

    private static async Task Until(Func<Task<bool>> isDone)
    {
        for (var tries = 0; !await isDone(); tries++)
        {
            tries.ShouldBeLessThan(200, "20 seconds");
            await Task.Delay(100);
        }
    }

    private static Task<Answer> Pay(Client staff, string id, decimal amount, string family = "famille-0") =>
        staff.Post($"/staff/families/{family}/payments", new { id, mode = "CH", amounts = Amounts(amount), date = Today, payer = "Un grand-père" });

    private static Task<Answer> Cancel(Client staff, int number, string reason) =>
        staff.Post(string.Create(CultureInfo.InvariantCulture, $"/staff/receipts/{Town.Today.Year}/{number}/cancellation"), new { reason });

    private static Task<Answer> Penalise(Client staff, decimal amount, string reason = "Retard", string wallet = TestTown.Wallet, string? date = null) =>
        staff.Post("/staff/families/famille-0/penalties", new { id = "retard-1", walletId = wallet, childId = "enfant-0", date = date ?? Today, amount, reason });

    private static object[] Amounts(decimal amount) => [new { walletId = TestTown.Wallet, amount }];

    private static async Task ShouldAddUp(Client staff) => (await staff.Get("/staff/consistency")).Json["violations"]!.AsArray().ShouldBeEmpty();
}
