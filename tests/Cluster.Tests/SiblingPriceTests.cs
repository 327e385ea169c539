using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.Transmission;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>The price shown is the price debited, through the grains and both stores (SPEC, Money 2 and 3).</summary>
public sealed class SiblingPriceTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();
    private static readonly ChildId Elder = new("aine");
    private static readonly ChildId Younger = new("cadet");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_recap_prices_what_is_booked_as_though_what_it_cancels_were_gone(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new DebitOnAcceptance());
        var elder = (await Family(silo).Validate(Request(Elder))).Items.Single();
        elder.Price!.Total.ShouldBe(10m);
        var draft = Request(Younger) with { Cancellations = [elder.Answer.Booking!.Value] };
        (await Family(silo).Recap(Request(Younger))).Items.Single().Price!.Total.ShouldBe(6m);

        var recap = await Family(silo).Recap(draft);
        var recorded = await Family(silo).Validate(draft);
        await Run(silo);

        recap.Items[^1].Price!.Total.ShouldBe(10m);
        recorded.Items[^1].Price!.Total.ShouldBe(10m);
        (await Balance(silo)).ShouldBe(-10m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Who_was_debited_and_cancelled_reduces_nobodys_price_in_the_night_that_credits_it(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new DebitOnAcceptance());
        var elder = (await Family(silo).Validate(Request(Elder))).Items.Single().Answer.Booking!.Value;
        await Run(silo);
        (await Balance(silo)).ShouldBe(-10m);
        await Town.Correct(silo.Grains, 0, 10m);
        await Family(silo).Validate(new ReservationDraft([], [elder]));

        (await Family(silo).Validate(Request(Younger))).Items.Single().Price!.Total.ShouldBe(10m);
        await Run(silo);

        // 10 paid, 10 debited and credited back for the elder, 10 debited for the younger.
        (await Balance(silo)).ShouldBe(0m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Who_is_excused_beforehand_reduces_nobodys_price(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new DebitOnAcceptance());
        var elder = (await Family(silo).Validate(Request(Elder))).Items.Single().Answer.Booking!.Value;
        (await Family(silo).RecordAbsence(elder, isJustified: true, "malade", Author.Staff("essai"))).ShouldBe(AbsenceOutcome.Recorded);

        (await Family(silo).Validate(Request(Younger))).Items.Single().Price!.Total.ShouldBe(10m);
        await Run(silo);

        (await Balance(silo)).ShouldBe(-10m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_debited_on_a_date_is_debited_by_its_night_or_by_the_next_when_that_was_missed(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var silo = await Founded(store, new DebitOnDate(Town.Today.AddDays(4)), clock);
        await Family(silo).Validate(Request(Elder));

        clock.Advance(TimeSpan.FromDays(3));
        await Run(silo);
        (await Balance(silo)).ShouldBe(0m);
        clock.Advance(TimeSpan.FromDays(2));
        await Run(silo);
        (await Balance(silo)).ShouldBe(-10m);
        await Run(silo);

        (await Balance(silo)).ShouldBe(-10m);
    }

    /// <summary>The town with a family of two, and days of 10 euros; 6 for a brother or sister.</summary>
    private static async Task<SiloHost> Founded(TestStore store, DebitRule debit, TimeProvider? clock = null)
    {
        var silo = await SiloHost.Start(store, services =>
        {
            if (clock is not null)
                services.Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero)));
        });
        var catalogue = Town.Catalogue;
        await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(catalogue with
        {
            Periods = [catalogue.Periods[0] with { Debit = debit }],
            Grids = [catalogue.Grids[0] with { Care = new FlatTariff(10m), Siblings = new SiblingReduction(Amount: 4m) }],
        });
        await Family(silo).Register(Town.Family(0) with { Children = [Child(Elder, 7), Child(Younger, 6)] });
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 10);
        return silo;
    }

    private static Child Child(ChildId id, int age) => new(id, id.Value, "FAMILLE", Town.Today.AddYears(-age).AddMonths(-6), Group: null);

    private static ReservationDraft Request(ChildId child) => new([new ReservationRequest(child, TestTown.Morning, Town.Day)], []);

    private static IFamilyGrain Family(SiloHost silo) => Town.FamilyGrain(silo.Grains, 0);

    private static async Task<decimal> Balance(SiloHost silo) =>
        (await Family(silo).Wallets(new EstimateFilter(Until: null))).Wallets.Single(wallet => wallet.Id == TestTown.Wallet).Balance;

    private static async Task Run(SiloHost silo)
    {
        var grain = silo.Grains.GetGrain<ITransmissionGrain>(Town.Structure.Value);
        var run = await grain.Start(Author.Staff("essai"));
        for (var tries = 0; (await grain.Read(run.Number))!.Phase is not RunPhase.Completed; tries++)
        {
            tries.ShouldBeLessThan(1_500, "waited in vain");
            await Task.Delay(20);
        }
    }
}
