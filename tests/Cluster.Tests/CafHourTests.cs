using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Hours realised for the CAF, counted by hand.</summary>
public sealed class CafHourTests(SharedPostgreSql postgreSql)
{
    private static readonly DateTimeOffset Summer = new(2027, 7, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly FirstOfJune = new(2027, 6, 1);
    private static readonly DateOnly FirstOfJuly = new(2027, 7, 1);
    private static readonly Author Staff = Author.Staff("directrice");
    private static readonly AttendanceRecord Present = new(AttendanceState.Present);
    private static readonly AttendanceRecord Late = new(AttendanceState.Late, MinutesLate: 30);
    private static readonly AttendanceRecord Absent = new(AttendanceState.AbsentUnjustified);

    /// <summary>Mornings of 4 hours, afternoons of 5, from 11 May to 9 July 2027.</summary>
    private static readonly TestTown Town = new(new StructureId("ville"), new DateOnly(2027, 5, 10));

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Hours_are_whole_slots_of_who_was_there_by_activity_month_and_age_on_the_day(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Attended(store);

        // June: child 0 turns six on the 16th: on the 2nd it is five (a morning), on the 16th six (a morning and an afternoon). Child 1 is eight: a late
        // morning on the 2nd, and an afternoon on the 2nd. Child 2 is twelve and was absent. July: child 2 a morning.
        (await Lines(silo, rules: null)).ShouldBe(
        [
            ("apres-midi", "2027-06", 1, 2, 2, 2 * 300),
            ("matin", "2027-06", 0, 1, 1, 240),
            ("matin", "2027-06", 1, 2, 2, 2 * 240),
            ("matin", "2027-07", 2, 1, 1, 240),
        ]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_limit_a_day_is_taken_off_the_later_slot_and_configured_slots_and_bands_count(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Attended(store);

        // 6 hours a day: 4 of the morning and 2 of the afternoon, for both who came to both. One band from eight on.
        (await Lines(silo, new CafRules([8], MostMinutesADay: 360, []))).ShouldBe(
        [
            ("apres-midi", "2027-06", 0, 1, 1, 120),
            ("apres-midi", "2027-06", 1, 1, 1, 120),
            ("matin", "2027-06", 0, 1, 2, 2 * 240),
            ("matin", "2027-06", 1, 1, 1, 240),
            ("matin", "2027-07", 1, 1, 1, 240),
        ]);

        // A morning counts 4.5 hours, whatever it lasts; 3 hours a day leave nothing for the afternoon.
        (await Lines(silo, new CafRules([], MostMinutesADay: 180, [new CafSlot(TestTown.Morning, 270)]), version: 3)).ShouldBe(
        [
            ("apres-midi", "2027-06", 0, 2, 2, 0),
            ("matin", "2027-06", 0, 2, 3, 3 * 180),
            ("matin", "2027-07", 0, 1, 1, 180),
        ]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_presence_whose_booking_was_cancelled_since_does_not_count(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Attended(store);
        var day = Town.DayGrain(silo.Grains, TestTown.Morning, FirstOfJuly);
        await day.Decide([new Refuse((await day.Read()).Bookings.Single().Number, "Erreur")], Staff);

        (await Lines(silo, rules: null)).ShouldNotContain(line => line.Month == "2027-07");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_child_born_on_29_February_is_a_year_older_on_1_March_of_common_years(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Started(store);
        await Register(silo, 0, new DateOnly(2020, 2, 29));
        var town = Town with { Today = new DateOnly(2027, 2, 20) };
        await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(town.Catalogue with { Version = 2 });
        foreach (var date in (DateOnly[])[new(2027, 2, 28), new(2027, 3, 1)])
            await Attend(silo, 0, TestTown.Morning, date, Present);

        var report = await silo.Grains.GetGrain<IAttendanceGrain>(Town.Structure.Value).CafHours(new DateOnly(2027, 2, 1), new DateOnly(2027, 3, 31));

        // Seven only on 1 March: bands of the default are the same for six and seven, so the bound is put at seven.
        report.Lines.Length.ShouldBe(2);
        await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(
            town.Catalogue with { Version = 3, Settings = town.Catalogue.Settings with { Caf = new CafRules([7], MostMinutesADay: null, []) } });
        report = await silo.Grains.GetGrain<IAttendanceGrain>(Town.Structure.Value).CafHours(new DateOnly(2027, 2, 1), new DateOnly(2027, 3, 31));
        report.Lines.Select(line => (line.Month.Month, line.Band)).ShouldBe([(2, 0), (3, 1)]);
    }

    private static async Task<SiloHost> Attended(TestStore store)
    {
        var silo = await Started(store);
        await Register(silo, 0, new DateOnly(2021, 6, 16));
        await Register(silo, 1, new DateOnly(2019, 1, 1));
        await Register(silo, 2, new DateOnly(2015, 6, 2));
        DateOnly second = new(2027, 6, 2), sixteenth = new(2027, 6, 16);
        await Attend(silo, 0, TestTown.Morning, second, Present);
        await Attend(silo, 0, TestTown.Morning, sixteenth, Present);
        await Attend(silo, 0, TestTown.Afternoon, sixteenth, Present);
        await Attend(silo, 1, TestTown.Morning, second, Late);
        await Attend(silo, 1, TestTown.Afternoon, second, Present);
        await Attend(silo, 2, TestTown.Morning, second, Absent);
        await Attend(silo, 2, TestTown.Afternoon, second, record: null);
        await Attend(silo, 2, TestTown.Morning, FirstOfJuly, Present);

        // Out of the months asked for.
        await Attend(silo, 1, TestTown.Morning, FirstOfJune.AddDays(-1), Present);
        return silo;
    }

    private static async Task<SiloHost> Started(TestStore store)
    {
        var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton(new TownClock(new FakeTimeProvider(Summer), TimeSpan.Zero))));
        await Town.Found(silo.Grains, families: 3);
        return silo;
    }

    private static async Task Register(SiloHost silo, int family, DateOnly birthDate) =>
        await Town.FamilyGrain(silo.Grains, family).Register(Town.Family(family) with { Children = [Town.Family(family).Children[0] with { BirthDate = birthDate }] });

    private static async Task Attend(SiloHost silo, int family, ActivityId activity, DateOnly date, AttendanceRecord? record)
    {
        var day = Town.DayGrain(silo.Grains, activity, date);
        await day.Decide([new SetCapacity(10)], Staff);
        var booking = (await day.Decide([TestTown.AskOf(family)], Staff))[0].Booking!.Value;
        if (record is not null)
            (await Town.FamilyGrain(silo.Grains, family).RecordAttendance(booking, record, Staff)).Outcome.ShouldBe(AttendanceOutcome.Recorded);
    }

    private static async Task<List<(string Activity, string Month, int Band, int Children, long Presences, long Minutes)>> Lines(
        SiloHost silo, CafRules? rules, long version = 2)
    {
        if (rules is not null)
        {
            var catalogue = Town.Catalogue with { Version = version, Settings = Town.Catalogue.Settings with { Caf = rules } };
            (await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(catalogue)).ShouldBeTrue();
        }

        var report = await silo.Grains.GetGrain<IAttendanceGrain>(Town.Structure.Value).CafHours(FirstOfJune, FirstOfJuly.AddDays(30));
        return [.. report.Lines.Select(line => (line.Activity.Value, FormattableString.Invariant($"{line.Month:yyyy-MM}"), line.Band, line.Children, line.Presences, line.Minutes))];
    }
}
