using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Silo.Storage;
using Periscolaire.Staff;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>What waits for staff or for a place, and a place given out of turn.</summary>
public sealed class QueueTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new(new StructureId("ville"), new DateOnly(2027, 5, 10));
    private static readonly DateOnly Day = Town.Day;
    private static readonly Author Director = Author.Staff("directrice");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task The_review_queue_is_in_order_of_arrival_across_days_with_what_a_decision_rests_on(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(Paris(5, 10, 12));
        await using var silo = await Founded(store, clock);
        foreach (var (family, date) in new[] { (2, Day.AddDays(1)), (0, Day), (1, Day), (3, Day.AddDays(1)) })
        {
            await Ask(silo, TestTown.Reviewed, date, family);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        await Ask(silo, TestTown.Morning, Day, 1);
        await Town.Correct(silo.Grains, 1, -46.05m);
        var first = await Queues(silo).Reviews(new ReviewFilter(new DayFilter()), after: null, 2);
        var second = await Queues(silo).Reviews(new ReviewFilter(new DayFilter()), new QueuePosition(first[1].AskedAt, first[1].Id), 2);

        first.Concat(second).Select(booking => booking.Family.Value).ShouldBe(["famille-2", "famille-0", "famille-1", "famille-3"]);
        var told = second[0];
        (told.ChildName, told.FamilyName, told.Label, told.AmountDue, told.Rank).ShouldBe(("Numéro 1 Enfant", "FAMILLE 1", "Sur dossier", 46.05m, null));

        // Born on 10 November 2020, six years before and six months: six on 20 May 2027.
        told.Age.ShouldBe(6);
        told.AskedAt.ShouldBe(Paris(5, 10, 12).AddMinutes(2));
        told.Overlaps.ShouldBeEmpty("the morning is over when this one starts");
        (await Families(silo, new ReviewFilter(new DayFilter(From: Day.AddDays(1))))).ShouldBe(["famille-2", "famille-3"]);
        (await Families(silo, new ReviewFilter(new DayFilter(To: Day)))).ShouldBe(["famille-0", "famille-1"]);
        (await Families(silo, new ReviewFilter(new DayFilter(TestTown.Morning)))).ShouldBeEmpty();
        (await Families(silo, new ReviewFilter(new DayFilter(TestTown.Reviewed), TestTown.FamilyOf(3)))).ShouldBe(["famille-3"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_waiting_list_tells_rank_why_and_what_would_have_to_be_settled(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(Paris(5, 10, 12));
        await using var silo = await Founded(store, clock);
        await Ask(silo, TestTown.Morning, Day, 0, 1, 2, 3);
        await Ask(silo, TestTown.WholeDay, Day, 2);
        await Town.Correct(silo.Grains, 3, -12.5m);

        var page = await Queues(silo).WaitingList(TestTown.Morning, Day, after: 0, 2);
        var rest = await Queues(silo).WaitingList(TestTown.Morning, Day, page.Bookings[1].Id.Number, 2);
        page.Bookings.Concat(rest.Bookings).Select(booking => (booking.Rank, booking.Family.Value, booking.AmountDue, string.Join(' ', booking.Overlaps.Select(other => other.Label)))).ShouldBe(
            [(1, "famille-1", 0m, ""), (2, "famille-2", 0m, "Journée"), (3, "famille-3", 12.5m, "")]);
        (page.Day.Capacity, page.Day.PlacesTaken, page.Day.Waiting, page.Day.Cause).ShouldBe((1, 1, 3, WaitingCause.Full));
        page.Day.PromotionEnds.ShouldBe(Paris(5, 20, 8), "the town promotes until the morning starts");

        await Town.SetCapacity(silo.Grains, TestTown.Morning, 0, Day);
        (await Queues(silo).WaitingList(TestTown.Morning, Day, after: 0, 1)).Day.Cause.ShouldBe(WaitingCause.AboveCapacity);
        clock.Advance(TimeSpan.FromDays(10));
        (await Queues(silo).WaitingList(TestTown.Morning, Day, after: 0, 1)).Day.Cause.ShouldBe(WaitingCause.PromotionsEnded);
        (await Queues(silo).WaitingList(TestTown.Afternoon, Day, after: 0, 1)).Bookings.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_days_on_which_somebody_waits_are_listed_by_date_and_no_others(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new FakeTimeProvider(Paris(5, 10, 12)));
        foreach (var date in (DateOnly[])[Day.AddDays(1), Day])
        {
            await Ask(silo, TestTown.Morning, date, 0, 1, 2);
            await Ask(silo, TestTown.Afternoon, date, 0, 1);
        }

        await Ask(silo, TestTown.Reviewed, Day, 0);
        var first = await Queues(silo).WaitingDays(new DayFilter(), after: null, 3);
        var second = await Queues(silo).WaitingDays(new DayFilter(), first[2], 3);

        first.Concat(second).Select(day => (day.Date, day.Activity, day.Waiting)).ShouldBe(
            [(Day, TestTown.Afternoon, 1), (Day, TestTown.Morning, 2), (Day.AddDays(1), TestTown.Afternoon, 1), (Day.AddDays(1), TestTown.Morning, 2)]);
        (await Queues(silo).WaitingDays(new DayFilter(TestTown.Morning, To: Day), after: null, 9)).Single().Label.ShouldBe("Matin");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_place_given_out_of_turn_is_kept_with_its_rank_and_is_no_violation(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(Paris(5, 10, 12));
        await using var silo = await Founded(store, clock);
        var day = Town.DayGrain(silo.Grains, TestTown.Morning, Day);
        var numbers = (await day.Decide([.. Enumerable.Range(0, 4).Select(TestTown.AskOf)], Author.System)).Select(answer => answer.Booking!.Value.Number).ToList();

        (await day.Decide([new Promote(numbers[3], "Fratrie")], Director))[0].Code.ShouldBe(RejectionCode.Full);
        var promoted = (await day.Decide([new Promote(numbers[3], "Fratrie", AddPlace: true)], Director))[0];
        (await day.Decide([new Promote(numbers[3], "Fratrie", AddPlace: true)], Director))[0].ShouldBe(promoted);
        await Should.ThrowAsync<ArgumentException>(() => day.Decide([TestTown.AskOf(4), new Promote(numbers[2], "Fratrie", AddPlace: true)], Director));

        // Past the promotion deadline a place comes free and nobody gets it, until staff say who.
        clock.Advance(TimeSpan.FromDays(10));
        await day.Decide([new Cancel(numbers[0], TestTown.FamilyOf(0))], Director);
        (await day.Read()).Bookings.Count(booking => booking.Status is BookingStatus.Waitlisted).ShouldBe(2);
        (await day.Decide([new Promote(numbers[2], "Seule à venir")], Director))[0].Outcome.ShouldBe(Outcome.Accepted);

        var sheet = await day.Read();
        (sheet.Capacity, sheet.PlacesTaken).ShouldBe((2, 2));
        var trail = await silo.Grains.GetGrain<IAuditTrailGrain>(Town.Structure.Value).Read(new AuditFilter(By: Director));
        trail.Select(line => (line.Entry.Act, line.Entry.Before, line.Entry.After, line.Entry.Reason)).ShouldBe(
        [
            ("booking-promoted-out-of-order", """{"status":"waitlisted","rank":2}""", """{"status":"accepted"}""", "Seule à venir"),
            ("booking-cancelled", """{"status":"accepted"}""", """{"status":"cancelled"}""", null),
            ("booking-promoted-out-of-order", """{"status":"waitlisted","rank":3}""", """{"status":"accepted"}""", "Fratrie"),
            ("capacity-changed", """{"capacity":1}""", """{"capacity":2}""", "Fratrie"),
        ]);
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();

        // The same day, had the software promoted the last: that is still found.
        await store.Execute(string.Create(
            CultureInfo.InvariantCulture, $"UPDATE movements SET author = 'system' WHERE kind = 'promoted' AND booking_number = {numbers[3]}"));
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.Select(violation => violation.Invariant).ShouldBe(["FIFO"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_of_the_staff_cannot_give_the_last_free_place_twice(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(Paris(5, 10, 12));
        await using var silo = await Founded(store, clock);
        var day = Town.DayGrain(silo.Grains, TestTown.Morning, Day);
        var numbers = (await day.Decide([.. Enumerable.Range(0, 4).Select(TestTown.AskOf)], Author.System)).Select(answer => answer.Booking!.Value.Number).ToList();
        clock.Advance(TimeSpan.FromDays(10));
        await day.Decide([new Cancel(numbers[0], TestTown.FamilyOf(0))], Director);

        var answers = await Task.WhenAll(numbers.Skip(1).Select(number => day.Decide([new Promote(number, "Au téléphone")], Director)));

        answers.Count(answer => answer[0].Outcome is Outcome.Accepted).ShouldBe(1);
        answers.Count(answer => answer[0].Code is RejectionCode.Full).ShouldBe(2);
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();
    }

    private static async Task<SiloHost> Founded(TestStore store, FakeTimeProvider clock)
    {
        var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero))));
        await Town.Found(silo.Grains, families: 5);
        foreach (var date in (DateOnly[])[Day, Day.AddDays(1)])
        {
            foreach (var (activity, places) in new[] { (TestTown.Morning, 1), (TestTown.Afternoon, 1), (TestTown.WholeDay, 5), (TestTown.Reviewed, 5) })
                await Town.SetCapacity(silo.Grains, activity, places, date);
        }

        return silo;
    }

    private static IQueuesGrain Queues(SiloHost silo) => silo.Grains.GetGrain<IQueuesGrain>(Town.Structure.Value);

    private static async Task<IEnumerable<string>> Families(SiloHost silo, ReviewFilter filter) =>
        (await Queues(silo).Reviews(filter, after: null, 10)).Select(booking => booking.Family.Value);

    private static async Task Ask(SiloHost silo, ActivityId activity, DateOnly date, params int[] families) =>
        await Town.DayGrain(silo.Grains, activity, date).Decide([.. families.Select(TestTown.AskOf)], Author.System);

    private static DateTimeOffset Paris(int month, int day, int hour) => new(2027, month, day, hour, 0, 0, TimeSpan.FromHours(2));
}
