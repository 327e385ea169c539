using System.Text.Json;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>The catalogue: kept as it was given, and in force everywhere as soon as its change is answered.</summary>
public sealed class CatalogueTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_kind_of_deadline_survives_the_store(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        Deadline[] deadlines =
        [
            new HoursBefore(48),
            new DaysBefore(7, new TimeOnly(23, 59)),
            new WorkingDaysBefore(2, new TimeOnly(10, 0)),
            new WeekdayOfWeekBefore(DayOfWeek.Tuesday, new TimeOnly(23, 59)),
            new FixedInstant(new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(1))),
        ];
        DebitRule?[] debits = [null, new DebitOnAcceptance(), new DebitOnTheDay(), new DebitOnDate(new DateOnly(2027, 7, 1)), null];
        Tariff[] tariffs = [new FlatTariff(3.50m), new RateTariff(0.8m, 3.20m, 12.40m), new BracketTariff([new Bracket(0m, 360m, 10m), new Bracket(360m, Below: null, 11m)])];
        var catalogue = Town.Catalogue with
        {
            Periods = [.. deadlines.Zip(debits).Select((rule, index) => Town.Catalogue.Periods[0] with
            {
                Id = $"p{index}", ToBook = rule.First, ToCancel = rule.First, ToPromote = rule.First, Debit = rule.Second,
            })],
            Grids = [.. tariffs.Select((tariff, index) => Town.Catalogue.Grids[0] with
            {
                Id = $"g{index}", Care = tariff, Meal = tariff, Quantity = 2, NonResidentSurcharge = 2m, Siblings = new SiblingReduction(Percent: 10m, Amount: 0.50m),
            })],
        };
        await using (var silo = await SiloHost.Start(store))
            (await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(catalogue)).ShouldBeTrue();

        await using var again = await SiloHost.Start(store);
        var read = await again.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Read();

        read!.Periods.Select(period => period.ToBook).ShouldBe(deadlines);
        read.Periods.Select(period => period.ToPromote).ShouldBe(deadlines);
        read.Periods.Select(period => period.Debit).ShouldBe(debits);
        read.Grids.Select(grid => grid.Care).ShouldBe(tariffs);
        read.Grids.Select(grid => grid.Meal).ShouldBe(tariffs);
        JsonSerializer.Serialize(read).ShouldBe(JsonSerializer.Serialize(catalogue));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_change_decided_on_an_old_catalogue_is_refused(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var grain = silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value);
        await grain.Save(Town.Catalogue);

        (await grain.Save(Town.Catalogue)).ShouldBeFalse();
        (await grain.Save(Town.Catalogue with { Version = 3 })).ShouldBeFalse();
        (await grain.Save(Town.Catalogue with { Version = 2 })).ShouldBeTrue();
    }

    [Fact]
    public async Task A_changed_catalogue_is_in_force_on_every_silo_as_soon_as_the_change_is_answered()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);
        var silos = await Task.WhenAll(SiloHost.Start(store), SiloHost.Start(store));
        await using var one = silos[0];
        await using var other = silos[1];
        await Town.Found(one.Grains, families: 20);
        foreach (var silo in silos)
        {
            foreach (var family in Enumerable.Range(0, 20))
                (await Recap(silo, family)).Items[0].Answer.Code.ShouldBe(RejectionCode.Full);
        }

        // No date is open any more: whichever silo hosts a family, its next request is told so.
        var closed = Town.Catalogue with { Version = 2, Periods = [] };
        await one.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(closed);

        foreach (var family in Enumerable.Range(0, 20))
            (await Recap(other, family)).Items[0].Answer.Code.ShouldBe(RejectionCode.Closed);
    }

    private static Task<ReservationAnswer> Recap(SiloHost silo, int family) => Town.FamilyGrain(silo.Grains, family)
        .Recap(new ReservationDraft([new ReservationRequest(TestTown.ChildOf(family), TestTown.WholeDay, Town.Day)], []));
}
