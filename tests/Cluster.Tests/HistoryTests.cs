using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Histories, receipts and certificates from what the ledger keeps (SPEC, Money 7).</summary>
public sealed class HistoryTests(SharedPostgreSql postgreSql)
{
    private static readonly ChildId Lilou = new("dupont-lilou");
    private static readonly ChildId Antoine = new("dupont-antoine");
    private static readonly Author Staff = Author.Staff("accueil");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task The_guide_s_February_gives_its_lines_its_payments_and_what_is_to_be_paid(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var dupont = await Dupont(silo, new TestTown());

        // Seven mornings to come, booked before there was a debt: 7 × 4.75 = 33.25.
        await Book(silo, dupont, days: 7);
        await Import(dupont);

        var lines = await dupont.Consumptions(GuideFebruary.First, GuideFebruary.Last);
        lines.Select(line => line.Date).ShouldBe(GuideFebruary.Lines.Select(line => line.Date));
        lines.Select(line => (line.Date, line.ChildName, line.Activity, line.UnitPrice, line.Quantity, line.Total)).ShouldBe(
            GuideFebruary.Lines.Select(line => (line.Date, $"DUPONT {line.Child}", line.Activity, line.UnitPrice, line.Quantity, line.Total)), ignoreOrder: true);
        lines.Sum(line => line.Total).ShouldBe(143.05m);

        // The guide shows February and March together.
        var payments = await dupont.Payments(GuideFebruary.First, new DateOnly(2012, 3, 31));
        payments.Select(payment => (payment.Receipt.ValueDate, payment.Receipt.Mode, payment.Receipt.Document, payment.Receipt.Payer, payment.Receipt.Bank, payment.Receipt.Amount)).ShouldBe(
        [
            (new DateOnly(2012, 2, 15), PaymentMode.CH, "789456", "DUPONT Jean-Paul", "LBP", 90m),
            (new DateOnly(2012, 3, 28), PaymentMode.CH, "124456", "DUPONT Jean-Paul", "LBP", 50m),
        ]);
        payments.Sum(payment => payment.Receipt.Amount).ShouldBe(140m);
        (await dupont.Payments(GuideFebruary.First, GuideFebruary.Last)).Single().Receipt.Amount.ShouldBe(90m);

        // 140.00 − (143.05 + 43.00) = 140.00 − 186.05 = −46.05; −46.05 − 33.25 = −79.30.
        var wallet = (await dupont.Wallets(new EstimateFilter(Until: null))).Wallets.Single(wallet => wallet.Id == TestTown.Wallet);
        (wallet.Balance, wallet.EstimatedCost, wallet.NewBalance, wallet.SuggestedPayment).ShouldBe((-46.05m, 33.25m, -79.30m, 79.30m));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Importing_it_again_enters_nothing(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var dupont = await Dupont(silo, new TestTown());

        await Import(dupont);
        await Import(dupont);

        (await dupont.Consumptions(GuideFebruary.First, GuideFebruary.Last)).Length.ShouldBe(13);
        (await dupont.Wallets(new EstimateFilter(Until: null))).Wallets[0].Balance.ShouldBe(-46.05m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_imported_line_that_is_credited_back_shows_with_its_credit(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var dupont = await Dupont(silo, new TestTown());
        await Import(dupont);
        var wrong = GuideFebruary.Orders(TestTown.Wallet, Lilou, Antoine, Staff).SelectMany(order => order.Postings)
            .Last(posting => posting.Kind is EntryKind.Consumption);

        await dupont.Post(new LedgerOrder(
            [wrong with { Kind = EntryKind.Reversal, Cause = "avoir/1", Amount = -wrong.Amount, ValueDate = new DateOnly(2012, 3, 1) }], Staff));

        var day = (await dupont.Consumptions(new DateOnly(2012, 2, 23), new DateOnly(2012, 2, 23))).ToList();
        day.Select(line => line.Total).ShouldBe([13.30m, -13.30m], ignoreOrder: true);

        // 143.05 − 13.30.
        (await dupont.Consumptions(GuideFebruary.First, GuideFebruary.Last)).Sum(line => line.Total).ShouldBe(129.75m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_payment_entered_by_mistake_shows_with_its_correction(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var dupont = await Dupont(silo, new TestTown());
        await Import(dupont);
        var day = new DateOnly(2012, 3, 29);

        await dupont.Post(new LedgerOrder(
            [new Posting(TestTown.Wallet, EntryKind.Correction, "erreur/1", -50m, day)],
            Staff,
            new Receipt("erreur/1", EntryKind.Correction, PaymentMode.CH, "124456", GuideFebruary.Payer, GuideFebruary.Bank, day, -50m, "Chèque d'une autre famille")));
        await dupont.Post(new LedgerOrder(
            [new Posting(TestTown.Wallet, EntryKind.Penalty, "retard/1", -5m, day)],
            Staff,
            new Receipt("retard/1", EntryKind.Penalty, Mode: null, Document: null, Payer: null, Bank: null, day, -5m, "Retard")));

        (await dupont.Payments(GuideFebruary.First, day)).Select(payment => payment.Receipt.Amount).ShouldBe([90m, 50m, -50m]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_receipt_is_found_by_its_number_by_its_own_family_and_by_staff(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var town = new TestTown();
        var dupont = await Dupont(silo, town);
        var neighbour = town.FamilyGrain(silo.Grains, 1);
        await neighbour.Register(town.Family(1));
        await dupont.Post(new LedgerOrder(
            [
                new Posting(TestTown.Wallet, EntryKind.Payment, "carte/1/a", 30m, town.Today),
                new Posting(TestTown.MealWallet, EntryKind.Payment, "carte/1/b", 12.50m, town.Today),
            ],
            Staff,
            new Receipt("carte/1", EntryKind.Payment, PaymentMode.CB, "pi_1", "DUPONT Jean-Paul", Bank: null, town.Today, 42.50m, Reason: null)));
        var year = (await dupont.Payments(town.Today, town.Today)).Single().Year;
        var staff = silo.Grains.GetGrain<IReceiptsGrain>(town.Structure.Value);
        var elsewhere = silo.Grains.GetGrain<IReceiptsGrain>("autre-ville");

        foreach (var sheet in (ReceiptSheet?[])[await dupont.FindReceipt(year, 1), await staff.Find(year, 1)])
        {
            sheet.ShouldNotBeNull();
            (sheet.Family.Value, sheet.Receipt.Number, sheet.Receipt.Receipt.Amount).ShouldBe(("dupont", 1, 42.50m));
            sheet.Entries.Select(entry => (entry.Posting.Wallet, entry.Posting.Amount)).ShouldBe([(TestTown.Wallet, 30m), (TestTown.MealWallet, 12.50m)]);
        }

        (await neighbour.FindReceipt(year, 1)).ShouldBeNull();
        (await elsewhere.Find(year, 1)).ShouldBeNull();
        (await staff.Find(year, 2)).ShouldBeNull();
        (await staff.Find(year - 1, 1)).ShouldBeNull();
        (await staff.Find(0, -1)).ShouldBeNull();
        (await staff.Find(int.MaxValue, long.MaxValue)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_certificate_counts_what_the_ledger_says_was_paid(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var dupont = await Dupont(silo, new TestTown());
        await Import(dupont);

        // Antoine is four on 1 January 2012, Lilou eight. The 90 of 15 February pay the 43 carried over, then 47 of the lines in the guide's order:
        // 10.35 + 4.75 + 4.75 + 10.35 + 4.75 + 10.35 = 45.30, of which Antoine's 14.25; 1.70 of his 13.30. The 50 pay its other 11.60, Lilou's 14.85 and
        // 14.85, which leaves 8.70 for his 13.30 of the 21st. All without meals: 14.25 + 13.30 + 8.70.
        var certificate = await dupont.Certificate(Antoine, 2012);

        certificate.ShouldNotBeNull();
        (certificate.Family, certificate.Child.FirstName, certificate.Paid, certificate.Days).ShouldBe(("DUPONT Jean-Paul", "Antoine", 36.25m, 5));
        (await dupont.Certificate(Antoine, 2013))!.Paid.ShouldBe(0m);
        (await dupont.Certificate(Antoine, 2014)).ShouldBeNull();
        (await dupont.Certificate(Lilou, 2012)).ShouldBeNull();
        (await dupont.Certificate(new("inconnu"), 2012)).ShouldBeNull();
    }

    private static async Task<IFamilyGrain> Dupont(SiloHost silo, TestTown town)
    {
        await town.Found(silo.Grains, families: 0);
        await silo.Grains.GetGrain<ICatalogueGrain>(town.Structure.Value).Save(town.Catalogue with
        {
            Version = 2,
            Activities = [.. town.Catalogue.Activities.Select(activity => activity with { Eligibility = new Eligibility(0, 99, []) })],
            Grids = [town.Catalogue.Grids[0] with { Care = new FlatTariff(4.75m) }],
        });
        var dupont = silo.Grains.GetGrain<IFamilyGrain>(new FamilyKey(town.Structure, new("dupont")).ToString());
        await dupont.Register(new Family(
            new("dupont"),
            "DUPONT Jean-Paul",
            "dupontjp@free.fr",
            IsResident: true,
            [
                new Child(Lilou, "Lilou", "DUPONT", new DateOnly(2003, 5, 6), Group: null),
                new Child(Antoine, "Antoine", "DUPONT", new DateOnly(2007, 9, 8), Group: null),
            ],
            []));
        return dupont;
    }

    private static async Task Import(IFamilyGrain dupont)
    {
        foreach (var order in GuideFebruary.Orders(TestTown.Wallet, Lilou, Antoine, Staff))
            (await dupont.Post(order)).Outcome.ShouldBe(LedgerOutcome.Entered);
    }

    private static async Task Book(SiloHost silo, IFamilyGrain dupont, int days)
    {
        var town = new TestTown();
        for (var day = 0; day < days; day++)
            await town.SetCapacity(silo.Grains, TestTown.Morning, capacity: 5, town.Day.AddDays(day));
        var answer = await dupont.Validate(new ReservationDraft(
            [.. Enumerable.Range(0, days).Select(day => new ReservationRequest(Antoine, TestTown.Morning, town.Day.AddDays(day)))], []));
        answer.Items.Select(item => item.Answer.Outcome).ShouldAllBe(outcome => outcome == Outcome.Accepted);
    }
}
