using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Periscolaire.Booking;
using Periscolaire.Silo.Storage;
using Periscolaire.Staff;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Two months told as a story and counted by hand.</summary>
public sealed class StatisticsTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new(new StructureId("ville"), new DateOnly(2027, 5, 10));
    private static readonly Author Director = Author.Staff("directrice");
    private static readonly DateOnly May = new(2027, 5, 1);
    private static readonly DateOnly June = new(2027, 6, 1);

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Each_activity_and_month_has_the_figures_that_its_story_adds_up_to(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 5, 10, 10, 0, 0, TimeSpan.Zero));
        await using var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero))));
        await Town.Found(silo.Grains, families: 4);
        await Tell(silo, clock);
        var grain = silo.Grains.GetGrain<IStatisticsGrain>(Town.Structure.Value);

        var months = await grain.Months(May.AddDays(17), June);

        months.ShouldBe(
        [
            // 12 May: 2 places, 4 ask, 2 of them wait; one is refused and one cancels, so both who wait are promoted: 2 held. 19 May: 1 of 4. 3 of 6 is 50 %.
            new ActivityMonth(TestTown.Morning, "Matin", May, DaysOpen: 2, Places: 6, Held: 3, 50.0m, Requests: 5, RefusedByStaff: 1, Expired: 0, Cancelled: 1, Waiting: 0, Promoted: 2),

            // 3 June: no place at all, one asks and waits in vain.
            new ActivityMonth(TestTown.Afternoon, "Après Midi", June, DaysOpen: 0, Places: 0, Held: 0, Occupancy: null, Requests: 1, RefusedByStaff: 0, Expired: 1, Cancelled: 0, Waiting: 0, Promoted: 0),

            // 9 June: 1 place, 3 ask; the last is given one more place: 2 of 2 held, 1 waits.
            new ActivityMonth(TestTown.Morning, "Matin", June, DaysOpen: 1, Places: 2, Held: 2, 100.0m, Requests: 3, RefusedByStaff: 0, Expired: 0, Cancelled: 0, Waiting: 1, Promoted: 1),

            // 9 June: 1 of 3 is 33.33… %.
            new ActivityMonth(TestTown.Reviewed, "Sur dossier", June, DaysOpen: 1, Places: 3, Held: 1, 33.3m, Requests: 1, RefusedByStaff: 0, Expired: 0, Cancelled: 0, Waiting: 0, Promoted: 0),
        ]);
        (await grain.Months(May, May)).ShouldBe(months.Take(1));
        (await grain.Months(June.AddMonths(1), June.AddMonths(1))).ShouldBeEmpty();
    }

    private static async Task Tell(SiloHost silo, FakeTimeProvider clock)
    {
        var twelfth = Town.DayGrain(silo.Grains, TestTown.Morning, new DateOnly(2027, 5, 12));
        await twelfth.Decide([new SetCapacity(2)], Director);
        var booked = await Ask(twelfth, 4);
        await twelfth.Decide([new Refuse(booked[0], "Dossier incomplet")], Director);
        await twelfth.Decide([new Cancel(booked[1], TestTown.FamilyOf(1))], Author.Family(TestTown.FamilyOf(1)));

        var nineteenth = Town.DayGrain(silo.Grains, TestTown.Morning, new DateOnly(2027, 5, 19));
        await nineteenth.Decide([new SetCapacity(4)], Director);
        await Ask(nineteenth, 1);

        var ninth = Town.DayGrain(silo.Grains, TestTown.Morning, new DateOnly(2027, 6, 9));
        await ninth.Decide([new SetCapacity(1)], Director);
        var waiting = await Ask(ninth, 3);
        await ninth.Decide([new Promote(waiting[2], "Fratrie", AddPlace: true)], Director);

        var reviewed = Town.DayGrain(silo.Grains, TestTown.Reviewed, new DateOnly(2027, 6, 9));
        await reviewed.Decide([new SetCapacity(3)], Director);
        await Ask(reviewed, 1);

        var third = Town.DayGrain(silo.Grains, TestTown.Afternoon, new DateOnly(2027, 6, 3));
        await Ask(third, 1);
        clock.Advance(TimeSpan.FromDays(25));
        await third.Decide([new Expire()], Author.System);
    }

    private static async Task<long[]> Ask(IActivityDayGrain day, int children) =>
        [.. (await day.Decide([.. Enumerable.Range(0, children).Select(TestTown.AskOf)], Author.System)).Select(answer => answer.Booking!.Value.Number)];
}
