using System.Collections.Immutable;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Mail;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Staff close days: nobody stays booked, what was debited comes back, each family is told once.</summary>
public sealed class ClosureTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();
    private static readonly Author Director = Author.Staff("directrice");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_closed_day_is_cancelled_credited_and_told_once_however_often_it_is_closed(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, families: 3, new Faults());
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 2);
        await Town.SetCapacity(silo.Grains, TestTown.Afternoon, 2);
        await Book(silo, 0, TestTown.Morning, Town.Day);
        await Book(silo, 0, TestTown.Afternoon, Town.Day);
        await Book(silo, 1, TestTown.Morning, Town.Day);
        await Book(silo, 2, TestTown.Morning, Town.Day);
        await Town.Transmit(silo.Grains);
        (await Town.Balance(silo.Grains, 0), await Town.Balance(silo.Grains, 1)).ShouldBe((-10m, -5m));

        var shown = await Close(silo, [TestTown.Morning, TestTown.Afternoon], [Town.Day], isDryRun: true);
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-10m, "shown, not done");
        var closed = await Close(silo, [TestTown.Morning, TestTown.Afternoon], [Town.Day]);
        var again = await Close(silo, [TestTown.Morning], [Town.Day]);

        // 4 bookings of 3 families, of which 3 were debited at 5.00; the third morning waits.
        shown.Consequences.ShouldBeEquivalentTo(closed.Consequences);
        (closed.Consequences.Cancellations, closed.Consequences.FamiliesTold, closed.Consequences.Credits, closed.Consequences.Credited).ShouldBe((4, 3, 3, 15m));
        closed.Days.Select(day => (day.Activity, day.Cancelled)).ShouldBe([(TestTown.Afternoon, 1), (TestTown.Morning, 3)]);
        (again.Consequences.Cancellations, again.Days.Single().Cancelled).ShouldBe((0, 3));
        (await Town.Balance(silo.Grains, 0), await Town.Balance(silo.Grains, 1), await Town.Balance(silo.Grains, 2)).ShouldBe((0m, 0m, 0m));
        (await Mails(silo)).Select(mail => mail.Family).Order(StringComparer.Ordinal).ShouldBe(["famille-0", "famille-1", "famille-2"]);
        (await Town.Transmit(silo.Grains)).Credits.ShouldBe(0);
        await ShouldBeConsistent(silo);

        var entry = (await Town.FamilyGrain(silo.Grains, 0).Calendar(TestTown.ChildOf(0), Town.Day, [TestTown.Morning]))!.Days
            .Single(day => day.Date == Town.Day).Activities.Single();
        (entry.State, entry.ClosureReason).ShouldBe((DayState.Closed, "Grève"));
        (await Ask(silo, 1, TestTown.Morning, Town.Day)).Code.ShouldBe(RejectionCode.Closed);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_reopened_day_is_booked_again_once_it_has_places_and_nobody_was_brought_back(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, families: 1, new Faults());
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 2);
        await Book(silo, 0, TestTown.Morning, Town.Day);
        await Close(silo, [TestTown.Morning], [Town.Day]);

        (await Desk(silo).Reopen(TestTown.Morning, Town.Day, Director, isDryRun: false)).ShouldBeTrue();
        (await Desk(silo).Reopen(TestTown.Morning, Town.Day, Director, isDryRun: false)).ShouldBeFalse();

        (await Ask(silo, 0, TestTown.Morning, Town.Day)).Code.ShouldBe(RejectionCode.Closed, "it has no places yet");
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 1);
        (await Ask(silo, 0, TestTown.Morning, Town.Day)).Outcome.ShouldBe(Outcome.Accepted);
        await Close(silo, [TestTown.Morning], [Town.Day]);
        (await Mails(silo)).Length.ShouldBe(2, "closed twice, told twice");
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Who_was_told_of_a_closure_is_not_told_again_of_the_next_which_cancelled_nothing_of_theirs(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, families: 2, new Faults());
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 2);
        await Town.SetCapacity(silo.Grains, TestTown.Afternoon, 2);
        await Book(silo, 0, TestTown.Morning, Town.Day);
        await Book(silo, 1, TestTown.Afternoon, Town.Day);
        await Close(silo, [TestTown.Morning], [Town.Day]);
        (await Desk(silo).Reopen(TestTown.Morning, Town.Day, Director, isDryRun: false)).ShouldBeTrue();

        // Reopened by mistake: the morning was given no places, so that nobody was booked.
        var closed = await Close(silo, [TestTown.Morning, TestTown.Afternoon], [Town.Day]);
        await Close(silo, [TestTown.Morning, TestTown.Afternoon], [Town.Day]);

        closed.Days.Select(day => (day.Activity, day.Cancelled)).ShouldBe([(TestTown.Afternoon, 1), (TestTown.Morning, 0)]);
        (await Mails(silo)).Select(mail => mail.Family).Order(StringComparer.Ordinal).ShouldBe(["famille-0", "famille-1"]);
        await ShouldBeConsistent(silo);
    }

    /// <summary>Whichever write of a closing fails, and on whichever side of the store, a repeat leads to the same end.</summary>
    [Theory, MemberData(nameof(Stores))]
    public async Task A_closing_that_was_interrupted_is_finished_by_a_repeat(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await Founded(store, families: 2, faults);
        (Fault Fault, int Write)[] cases = [.. from fault in (Fault[])[Fault.BeforeTheWrite, Fault.AfterTheWrite] from write in Enumerable.Range(0, 3) select (fault, write)];
        foreach (var (index, _) in cases.Index())
        {
            var date = Town.Day.AddDays(index);
            await Town.SetCapacity(silo.Grains, TestTown.Morning, 1, date);
            await Book(silo, 0, TestTown.Morning, date);
            await Book(silo, 1, TestTown.Morning, date);
        }

        await Town.Transmit(silo.Grains);
        foreach (var (index, (fault, write)) in cases.Index())
        {
            var (date, begun) = (Town.Day.AddDays(index), 0);
            faults.Next = () => begun++ == write ? fault : Fault.None;
            await Should.ThrowAsync<StoreUnavailableException>(Close(silo, [TestTown.Morning], [date]));
            faults.Next = () => Fault.None;

            var finished = await Insisting(() => Close(silo, [TestTown.Morning], [date]));

            finished.Days.Single().Cancelled.ShouldBe(2, $"{fault} at write {write}");
            (await Town.DayGrain(silo.Grains, TestTown.Morning, date).Read()).Bookings.ShouldAllBe(booking => booking.Status == BookingStatus.Cancelled);
            (await Mails(silo)).Length.ShouldBe(2 * (index + 1), $"{fault} at write {write}");
        }

        faults.Injected.ShouldBe(cases.Length);
        (await Town.Balance(silo.Grains, 0)).ShouldBe(0m);
        (await Town.FamilyGrain(silo.Grains, 0).Ledger(TestTown.Wallet, before: null, 100))!.Value.Length.ShouldBe(2 * cases.Length);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Whoever_asks_while_a_day_is_being_closed_is_not_booked_afterwards(StoreKind kind)
    {
        const int families = 12;
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, families, new Faults());
        var (cancelled, refused) = (0, 0);
        for (var round = 0; round < 6; round++)
        {
            var date = Town.Day.AddDays(round);
            await Town.SetCapacity(silo.Grains, TestTown.Morning, families / 2, date);
            var closed = new TaskCompletionSource();
            var asked = Enumerable.Range(0, families).Select(family => AskUntil(silo, family, date, closed.Task)).ToList();
            await Task.Delay(5 * round);
            await Close(silo, [TestTown.Morning], [date]);
            closed.SetResult();

            var answers = (await Task.WhenAll(asked)).SelectMany(answer => answer).ToList();
            (await Town.DayGrain(silo.Grains, TestTown.Morning, date).Read()).Bookings.ShouldAllBe(booking => booking.Status == BookingStatus.Cancelled);
            cancelled += answers.Count(answer => answer.Outcome is not Outcome.Rejected);
            refused += answers.Count(answer => answer.Code is RejectionCode.Closed);
        }

        // Else nothing raced.
        cancelled.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_change_touches_is_counted_in_the_tables_and_booked_days_stay_in_the_catalogue(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, families: 2, new Faults());
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 1);
        await Book(silo, 0, TestTown.Morning, Town.Day);
        await Book(silo, 1, TestTown.Morning, Town.Day);
        var before = (await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Read())!;
        var period = before.Periods[0];

        var without = await Change(silo, new EditPeriod(period with { Dates = period.Dates.Remove(Town.Day) }), before.Version);
        var dearer = await Change(silo, new EditGrids([before.Grids[0] with { Care = new FlatTariff(7.50m) }]), before.Version, isDryRun: true);
        var stale = await Change(silo, new RemovePeriod(period.Id), before.Version - 1);
        var places = await Desk(silo).PreviewCapacity([Town.Key(TestTown.Morning)], 2);
        var fewer = await Desk(silo).PreviewCapacity([Town.Key(TestTown.Morning)], 0);

        (without.Outcome, without.Consequences!.LeavingBookings).ShouldBe((EditOutcome.DaysBooked, 2));
        without.Consequences.LeavingDays.ShouldBe([new TouchedDay(TestTown.Morning, Town.Day, 2)]);

        // Two bookings, also the one that waits: 2 × 5.00 becomes 2 × 7.50.
        dearer.Consequences!.Prices.ShouldBe(new PriceShift(2, 10m, 15m, 0));
        stale.Outcome.ShouldBe(EditOutcome.ChangedMeanwhile);
        (places.Promotions, fewer.OverfullDays.Single()).ShouldBe((1, new TouchedDay(TestTown.Morning, Town.Day, 1, 0)));
        (await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Read())!.Version.ShouldBe(before.Version, "nothing was kept");

        // Once the day is closed and its bookings have ended, it may leave; staff still reach it.
        await Close(silo, [TestTown.Morning], [Town.Day]);
        var read = (await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Read())!;
        (await Change(silo, new EditPeriod(read.Periods[0] with { Dates = period.Dates.Remove(Town.Day) }), read.Version)).Outcome.ShouldBe(EditOutcome.Kept);
        (await Desk(silo).HasRows(TestTown.Morning, Town.Day), await Desk(silo).HasRows(TestTown.Morning, Town.Today)).ShouldBe((true, false));
        var trail = await silo.Grains.GetGrain<IAuditTrailGrain>(Town.Structure.Value).Read(new AuditFilter(By: Director));
        trail.Select(line => line.Entry.Act).ShouldBe(["period-changed", "booking-cancelled", "booking-cancelled", "day-closed", "days-closed"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Those_whom_an_edit_says_that_it_promotes_are_promoted_by_it(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, families: 3, new Faults());
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 1);
        await Book(silo, 0, TestTown.Morning, Town.Day);
        await Book(silo, 1, TestTown.Morning, Town.Day);
        await Book(silo, 2, TestTown.Morning, Town.Day);
        await PromoteUntil(silo, new DaysBefore(20, new TimeOnly(10, 0)));
        var booked = (await Town.DayGrain(silo.Grains, TestTown.Morning).Read()).Bookings[0];
        await Town.FamilyGrain(silo.Grains, 0).Validate(new ReservationDraft([], [new BookingId(TestTown.Morning, Town.Day, booked.Number)]));
        (await Statuses(silo)).ShouldBe([BookingStatus.Cancelled, BookingStatus.Waitlisted, BookingStatus.Waitlisted]);

        var shown = await PromoteUntil(silo, new HoursBefore(0), isDryRun: true);
        (await Statuses(silo))[1].ShouldBe(BookingStatus.Waitlisted, "shown, not done");
        var done = await PromoteUntil(silo, new HoursBefore(0));

        (shown.Consequences!.Promotions, done.Consequences!.Promotions).ShouldBe((1, 1));
        (await Statuses(silo)).ShouldBe([BookingStatus.Cancelled, BookingStatus.Accepted, BookingStatus.Waitlisted]);
        await ShouldBeConsistent(silo);
    }

    private static async Task<BookingStatus[]> Statuses(SiloHost silo) =>
        [.. (await Town.DayGrain(silo.Grains, TestTown.Morning).Read()).Bookings.Select(booking => booking.Status)];

    private static async Task<EditAnswer> PromoteUntil(SiloHost silo, Deadline deadline, bool isDryRun = false)
    {
        var read = (await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Read())!;
        var answer = await Change(silo, new EditPeriod(read.Periods[0] with { ToPromote = deadline }), read.Version, isDryRun);
        answer.Outcome.ShouldBe(EditOutcome.Kept);
        return answer;
    }

    private static ICatalogueDeskGrain Desk(SiloHost silo) => silo.Grains.GetGrain<ICatalogueDeskGrain>(Town.Structure.Value);

    private static Task<EditAnswer> Change(SiloHost silo, CatalogueEdit edit, long version, bool isDryRun = false) =>
        Desk(silo).Change(new EditOrder(edit, Director, version, IsDryRun: isDryRun));

    private static Task<ClosingAnswer> Close(SiloHost silo, ImmutableArray<ActivityId> activities, ImmutableArray<DateOnly> dates, bool isDryRun = false) =>
        Desk(silo).Close(new ClosingOrder(activities, dates, "Grève", Director, isDryRun));

    private static async Task<SiloHost> Founded(TestStore store, int families, Faults faults)
    {
        var silo = await SiloHost.Start(store, faults.LayOver);
        await Town.Found(silo.Grains, families);
        await Town.DebitBy(silo.Grains, new DebitOnAcceptance());
        return silo;
    }

    private static async Task<DayAnswer> Ask(SiloHost silo, int family, ActivityId activity, DateOnly date)
    {
        var draft = new ReservationDraft([new ReservationRequest(TestTown.ChildOf(family), activity, date)], []);
        return (await Town.FamilyGrain(silo.Grains, family).Validate(draft)).Items.Single().Answer;
    }

    /// <summary>Asks again and again, as a family whose page is open does; once more when the day is closed.</summary>
    private static async Task<List<DayAnswer>> AskUntil(SiloHost silo, int family, DateOnly date, Task end)
    {
        var answers = new List<DayAnswer>();
        for (var goesOn = true; goesOn;)
        {
            goesOn = !end.IsCompleted && answers.Count < 40;
            answers.Add(await Ask(silo, family, TestTown.Morning, date));
            await Task.Delay(family + 1);
        }

        return answers;
    }

    private static async Task Book(SiloHost silo, int family, ActivityId activity, DateOnly date) =>
        (await Ask(silo, family, activity, date)).Outcome.ShouldBeOneOf(Outcome.Accepted, Outcome.Waitlisted);

    /// <summary>A grain that ends after a failed write may still be on its way out.</summary>
    private static async Task<T> Insisting<T>(Func<Task<T>> ask)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (tries < 20 && failure is StoreUnavailableException or StaleStreamException)
            {
                await Task.Delay(50);
            }
        }
    }

    private static async Task<(string Id, string? Family)[]> Mails(SiloHost silo) =>
        [.. (await silo.Grains.GetGrain<IMailSenderGrain>(Town.Structure.Value).List(status: null, before: null, 500))
            .Where(mail => mail.Id.StartsWith("closure.", StringComparison.Ordinal)).Select(mail => (mail.Id, (string?)mail.Id.Split('.')[^1]))];

    private static async Task ShouldBeConsistent(SiloHost silo) =>
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBe(ImmutableArray<Violation>.Empty);
}
