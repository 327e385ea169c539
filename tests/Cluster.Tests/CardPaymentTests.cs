using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Core.Internal;
using Periscolaire.Payments;
using Periscolaire.Silo.Payments;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>A card payment between its own stream and the family's ledger, when writes fail in between (RELIABILITY: PAY, LEDGER).</summary>
public sealed class CardPaymentTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Writes_that_fail_or_whose_answer_is_lost_leave_everything_entered_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await Founded(store, faults);
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        for (var round = 1; round <= 20; round++)
        {
            // Amounts that cannot be shared without a remainder: the cents of one share depend on which came before.
            var payment = await Open(silo, $"p{round}", 30.01m, 10m);
            var another = Notice(round, NoticeKind.Refunded, 7.77m);
            PaymentNotice[] told =
            [
                Notice(round, NoticeKind.Succeeded, 40.01m), Notice(round, NoticeKind.Refunded, 8.33m), Notice(round, NoticeKind.Disputed, 4.01m),
                Notice(round, NoticeKind.DisputeWon, 4.01m), another with { Event = $"{another.Event}-2", Subject = $"{another.Subject}-2" },
            ];
            told = [.. told, .. told];
            chance.Shuffle(told);
            faults.Next = () => chance.Next(3) switch { 0 => Fault.BeforeTheWrite, 1 => Fault.AfterTheWrite, _ => Fault.None };

            // Once each, whoever answers; then each until it is taken.
            foreach (var notice in told)
                await IsTaken(payment, notice);
            foreach (var notice in told)
                await UntilTaken(payment, notice);

            faults.Next = () => Fault.None;

            // 40.01 − 8.33 − 7.77 = 23.91; the dispute that was won changes nothing.
            var wallets = (await Town.FamilyGrain(silo.Grains, 0).Wallets(new EstimateFilter(Until: null))).Wallets;
            wallets.Sum(wallet => wallet.Balance).ShouldBe(23.91m * round, $"seed {seed}, round {round}");
            var standing = (await payment.Read())!;
            (standing.Status, standing.Refunded, standing.Disputed, standing.Remark).ShouldBe((PaymentStatus.Paid, 16.10m, 0m, null), $"seed {seed}, round {round}");
        }

        faults.Injected.ShouldBeGreaterThan(20, "hardly any write failed");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_payment_of_a_wallet_that_is_gone_is_left_to_staff(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new Faults());
        var payment = await Open(silo, "p1", 30m, 10m);
        var catalogue = silo.Grains.GetGrain<Catalogue.ICatalogueGrain>(Town.Structure.Value);
        await catalogue.Save(Town.Catalogue with { Version = 2, Wallets = [Town.Catalogue.Wallets[0]] });

        (await payment.Notify(Notice(1, NoticeKind.Succeeded, 40m))).ShouldBeTrue();

        var standing = (await payment.Read())!;
        standing.Status.ShouldBe(PaymentStatus.PutAside);
        standing.Remark.ShouldNotBeNull();
        standing.Remark.ShouldContain("card/p1");
        (await Town.FamilyGrain(silo.Grains, 0).Wallets(new EstimateFilter(Until: null))).Wallets.Single().Balance.ShouldBe(0m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_wallet_that_is_no_longer_offered_is_paid_back_from_and_its_debt_is_paid(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new Faults());
        var first = await Open(silo, "p1", 30m, 10m);
        await first.Notify(Notice(1, NoticeKind.Succeeded, 40m));
        await silo.Grains.GetGrain<Catalogue.ICatalogueGrain>(Town.Structure.Value).Save(Town.Catalogue with { Version = 2, Wallets = [Town.Catalogue.Wallets[0]] });

        // All 40 go back after 2 of the 10 were spent: 10 − 2 − 10 = −2.
        var family = Town.FamilyGrain(silo.Grains, 0);
        (await family.Post(new LedgerOrder(
            [new Posting(TestTown.MealWallet, EntryKind.Correction, "repas", -2m, Town.Today)], Author.Staff("essai")))).Outcome.ShouldBe(LedgerOutcome.Entered);
        await first.Notify(Notice(1, NoticeKind.Refunded, 40m));
        (await Meals(family)).ShouldBe(-2m);
        (await first.Read())!.Remark.ShouldBeNull();
        await (await Open(silo, "p2", 1m, 2m)).Notify(Notice(2, NoticeKind.Succeeded, 3m));

        (await Meals(family)).ShouldBe(0m);
        (await family.Ledger(TestTown.MealWallet, before: null, 10))!.Value.Select(entry => entry.Posting.Amount).ShouldBe([2m, -10m, -2m, 10m]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task After_weeks_without_a_night_the_provider_is_asked_for_all_that_it_told_since_the_last_one(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var tenthOfMay = new DateTimeOffset(2027, 5, 10, 10, 0, 0, TimeSpan.Zero);
        var (clock, gateway) = (new FakeTimeProvider(tenthOfMay), new WillingGateway());
        await using var silo = await SiloHost.Start(store, services => services
            .Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero)))
            .Replace(ServiceDescriptor.Singleton<IPaymentGateway>(gateway)));
        await Town.Found(silo.Grains, families: 1);

        await Town.Transmit(silo.Grains);
        clock.SetUtcNow(tenthOfMay.AddDays(20));
        await Town.Transmit(silo.Grains);
        await Town.Transmit(silo.Grains);

        // Always a week further back than the last run, or than now before the first one.
        gateway.AskedSince.ShouldBe([tenthOfMay.AddDays(-7), tenthOfMay.AddDays(-7), tenthOfMay.AddDays(13)]);
    }

    private static async Task<decimal> Meals(Families.IFamilyGrain family) =>
        (await family.Wallets(new EstimateFilter(Until: null))).Wallets.Single(wallet => wallet.Id == TestTown.MealWallet).Balance;

    private static PaymentNotice Notice(int round, NoticeKind kind, decimal amount) => new(
        $"evt-{round}-{kind}",
        kind,
        kind switch
        {
            NoticeKind.Succeeded => $"exercice-p{round}",
            NoticeKind.Refunded => $"re-{round}",
            _ => $"du-{round}",
        },
        amount,
        "eur",
        $"pi-{round}");

    private static async Task<SiloHost> Founded(TestStore store, Faults faults)
    {
        var silo = await SiloHost.Start(store, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IPaymentGateway, PracticeGateway>());
            faults.LayOver(services);
        });
        await Town.Found(silo.Grains, families: 1);
        return silo;
    }

    private static async Task<IPaymentGrain> Open(SiloHost silo, string id, decimal periscolaire, decimal restauration)
    {
        var payment = silo.Grains.GetGrain<IPaymentGrain>(new PaymentKey(Town.Structure, id).ToString());
        var answer = await payment.Start(new PaymentIntention(
            TestTown.FamilyOf(0), [new WalletAmount(TestTown.Wallet, periscolaire), new WalletAmount(TestTown.MealWallet, restauration)], "payeur@example.org"));
        answer.RedirectUrl.ShouldNotBeNull();
        return payment;
    }

    /// <summary>Tells again until it is taken, as the provider does.</summary>
    private static async Task UntilTaken(IPaymentGrain payment, PaymentNotice notice)
    {
        for (var tries = 0; !await IsTaken(payment, notice); tries++)
            tries.ShouldBeLessThan(200, "told in vain");
    }

    /// <summary>Tells once; whoever was told and did not confirm is gone.</summary>
    private static async Task<bool> IsTaken(IPaymentGrain payment, PaymentNotice notice)
    {
        try
        {
            (await payment.Notify(notice)).ShouldBeTrue();
            return true;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StaleStreamException)
        {
            await payment.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            return false;
        }
    }
}
