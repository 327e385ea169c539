using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Periscolaire.Booking;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Writes that fail: those who waited on them are told so, nothing is half-kept, and service resumes by itself (RELIABILITY: ACK, ONCE, CONS).</summary>
public sealed class JournalFailureTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_booking_that_was_not_kept_is_not_acknowledged_and_the_next_try_succeeds(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await Founded(store, faults, capacity: 5);

        faults.Next = () => Fault.BeforeTheWrite;
        await Should.ThrowAsync<StoreUnavailableException>(Book(silo, family: 0));
        faults.Next = () => Fault.None;
        var answer = await Book(silo, family: 0);

        answer.Outcome.ShouldBe(Outcome.Accepted);
        (await Sheet(silo)).Bookings.Length.ShouldBe(1);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_booking_whose_confirmation_was_lost_is_found_again_by_the_next_try_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await Founded(store, faults, capacity: 5);

        faults.Next = () => Fault.AfterTheWrite;
        await Should.ThrowAsync<StoreUnavailableException>(Book(silo, family: 0));
        faults.Next = () => Fault.None;
        var answer = await Book(silo, family: 0);

        // Number 1 set the capacity, number 2 is the booking of the first try.
        answer.Booking.ShouldBe(new BookingId(TestTown.Morning, Town.Day, 2));
        (await Sheet(silo)).Bookings.Length.ShouldBe(1);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Answers_that_write_nothing_fail_with_the_write_they_rest_on(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await Founded(store, faults, capacity: 1);
        var storeIsSlow = new TaskCompletionSource();
        faults.Gate = storeIsSlow.Task;
        faults.Next = () => Fault.BeforeTheWrite;
        var day = Town.DayGrain(silo.Grains, TestTown.WholeDay);

        var takesTheLastPlace = day.Decide([TestTown.AskOf(0)], Author.System);
        var repeatsIt = day.Decide([TestTown.AskOf(0)], Author.System);
        var findsItFull = day.Decide([TestTown.AskOf(1)], Author.System);
        var looks = day.Read();
        storeIsSlow.SetResult();

        await Should.ThrowAsync<StoreUnavailableException>(takesTheLastPlace);
        await Should.ThrowAsync<StoreUnavailableException>(repeatsIt);
        await Should.ThrowAsync<StoreUnavailableException>(findsItFull);
        await Should.ThrowAsync<StoreUnavailableException>(looks);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Under_random_faults_and_deactivations_what_was_acknowledged_is_kept_once_in_order_within_capacity(StoreKind kind)
    {
        const int Families = 60;
        const int Places = 20;
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var chance = new Random(seed);
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await Founded(store, faults, Places, Families);
        faults.Next = () =>
        {
            lock (chance)
                return chance.Next(4) switch { 0 => Fault.BeforeTheWrite, 1 => Fault.AfterTheWrite, _ => Fault.None };
        };
        var ended = new TaskCompletionSource();
        var restless = Deactivate(silo, ended.Task);

        // They come over some hundred milliseconds, so that many writes are at stake; each goes on until it has its answer, as people do.
        var answers = await Task.WhenAll(Enumerable.Range(0, Families).Select(async family =>
        {
            await Task.Delay(family * 5);
            return await Insisting.Until(() => Book(silo, family));
        }));
        ended.SetResult();
        await restless;
        faults.Next = () => Fault.None;

        faults.Injected.ShouldBeGreaterThan(0, $"seed {seed}");
        var sheet = await Sheet(silo);
        sheet.Bookings.Length.ShouldBe(Families, $"seed {seed}");
        sheet.Bookings.Take(Places).ShouldAllBe(line => line.Status == BookingStatus.Accepted, $"seed {seed}");
        sheet.Bookings.Skip(Places).Select(line => line.Rank).ShouldBe(Enumerable.Range(1, Families - Places).Select(rank => (int?)rank), $"seed {seed}");
        answers.Select(answer => answer.Booking!.Value.Number).Order().ShouldBe(sheet.Bookings.Select(line => line.Number), $"seed {seed}");
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_activation_that_another_has_overtaken_writes_nothing_and_the_family_still_gets_its_answer(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new Faults(), capacity: 1);
        (await Sheet(silo)).Capacity.ShouldBe(1);

        // Another process takes the last place behind the activation's back, as after a split of the cluster.
        await TakeBehindItsBack(silo, family: 1);
        var answer = await Book(silo, family: 0);

        answer.Outcome.ShouldBe(Outcome.Waitlisted);
        answer.Rank.ShouldBe(1);
        (await Sheet(silo)).PlacesTaken.ShouldBe(1);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_validation_that_was_never_answered_still_keeps_the_child_from_being_in_two_places(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, services =>
        {
            faults.LayOver(services);
            services.Configure<Orleans.Configuration.SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(1));
        });
        await Town.Found(silo.Grains, families: 1);
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 5);
        await Town.SetCapacity(silo.Grains, TestTown.WholeDay, 5);
        var storeIsSlow = new TaskCompletionSource();
        faults.Gate = storeIsSlow.Task;

        await Should.ThrowAsync<TimeoutException>(Book(silo, family: 0));
        var wholeDay = new ReservationDraft([new ReservationRequest(TestTown.ChildOf(0), TestTown.WholeDay, Town.Day)], []);
        var tooEarly = Town.FamilyGrain(silo.Grains, 0).Validate(wholeDay);
        await Should.ThrowAsync<TimeoutException>(tooEarly);
        storeIsSlow.SetResult();
        var answer = await Insisting.Until(async () => (await Town.FamilyGrain(silo.Grains, 0).Validate(wholeDay)).Items.Single().Answer);

        answer.Code.ShouldBe(RejectionCode.Overlaps);
        (await Sheet(silo)).PlacesTaken.ShouldBe(1);
    }

    [Fact]
    public async Task A_check_of_every_day_keeps_nobody_from_booking_meanwhile()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var silo = await Founded(store, new Faults(), capacity: 5);
        var reader = (IConsistencyReader)silo.Services.GetService(typeof(IConsistencyReader))!;
        await using var days = reader.Days(Town.Structure).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await days.MoveNextAsync()).ShouldBeTrue();

        (await Book(silo, family: 0)).Outcome.ShouldBe(Outcome.Accepted);

        // What the check reads on is still the moment at which it began.
        while (await days.MoveNextAsync())
            days.Current.Bookings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_PostgreSQL_server_that_stops_hard_mid_race_costs_tries_but_no_booking_and_service_resumes_by_itself()
    {
        const int Families = 40;
        await using var server = await PrivatePostgreSql.Start();
        using var store = await TestStore.New(StoreKind.PostgreSql, server);
        await using var silo = await Founded(store, new Faults(), capacity: 10, Families);

        var first = Enumerable.Range(0, Families / 2).Select(family => Insisting.Until(() => Book(silo, family))).ToList();
        await first[0];
        await server.StopHard();
        await Should.ThrowAsync<StoreUnavailableException>(Book(silo, Families - 1));
        await Should.ThrowAsync<StoreUnavailableException>(silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check());
        var second = Enumerable.Range(Families / 2, Families / 2).Select(family => Insisting.Until(() => Book(silo, family))).ToList();
        await server.StartAgain();
        var answers = await Task.WhenAll(first.Concat(second));

        answers.Count(answer => answer.Outcome is Outcome.Accepted).ShouldBe(10);
        var sheet = await Sheet(silo);
        sheet.Bookings.Select(line => line.Number).ShouldBe(answers.Select(answer => answer.Booking!.Value.Number).Order());
        await ShouldBeConsistent(silo);
    }

    [Fact]
    public async Task A_full_disk_keeps_nothing_by_halves_and_service_resumes_when_there_is_room()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using (await Founded(store, new Faults(), capacity: 500, families: 200))
        {
        }

        // A quota: the file may not grow past what some ballast and the next few bookings need.
        Execute(store, "CREATE TABLE ballast (filling BLOB); INSERT INTO ballast SELECT zeroblob(400000);");
        store.Settings["Store:SqlitePragmas"] = $"max_page_count={Scalar(store, "PRAGMA page_count") + 4}";
        await using var silo = await SiloHost.Start(store);

        var kept = new List<BookingId>();
        var refused = 0;
        for (var family = 0; family < 200 && refused == 0; family++)
        {
            try
            {
                kept.Add((await Book(silo, family)).Booking!.Value);
            }
            catch (StoreUnavailableException)
            {
                refused++;
            }
        }

        refused.ShouldBe(1, "the quota was never reached");
        (await Sheet(silo)).Bookings.Length.ShouldBe(kept.Count);
        Execute(store, "DROP TABLE ballast;");
        for (var family = kept.Count; family < 200; family++)
            (await Book(silo, family)).Outcome.ShouldBe(Outcome.Accepted);
        await ShouldBeConsistent(silo);
    }

    private static async Task<SiloHost> Founded(TestStore store, Faults faults, int capacity, int families = 3)
    {
        var silo = await SiloHost.Start(store, faults.LayOver);
        await Town.Found(silo.Grains, families);
        await Town.SetCapacity(silo.Grains, TestTown.Morning, capacity);
        await Town.SetCapacity(silo.Grains, TestTown.WholeDay, capacity);
        return silo;
    }

    private static async Task<DayAnswer> Book(SiloHost silo, int family)
    {
        var draft = new ReservationDraft([new ReservationRequest(TestTown.ChildOf(family), TestTown.Morning, Town.Day)], []);
        return (await Town.FamilyGrain(silo.Grains, family).Validate(draft)).Items.Single().Answer;
    }

    private static async Task Deactivate(SiloHost silo, Task ended)
    {
        var day = Town.DayGrain(silo.Grains, TestTown.Morning).AsReference<Orleans.Core.Internal.IGrainManagementExtension>();
        while (!ended.IsCompleted)
        {
            await day.DeactivateOnIdle();
            await Task.WhenAny(ended, Task.Delay(10));
        }
    }

    private static async Task TakeBehindItsBack(SiloHost silo, int family)
    {
        var reader = (IBookingReader)silo.Services.GetService(typeof(IBookingReader))!;
        var journal = (Journal.IJournal)silo.Services.GetService(typeof(Journal.IJournal))!;
        var before = await reader.Day(Town.Key(TestTown.Morning));
        var decision = Booking.Rules.DayDecisions.Decide(
            before,
            [TestTown.AskOf(family)],
            new Booking.Rules.DayTerms(ReviewedByStaff: false, WaitingListLimit: null, DateTimeOffset.MaxValue),
            new Booking.Rules.Authorship(Author.System, DateTimeOffset.UtcNow));
        await journal.Append(decision.ToChange(Town.Key(TestTown.Morning), before));
    }

    private static Task<DaySheet> Sheet(SiloHost silo) => Town.DayGrain(silo.Grains, TestTown.Morning).Read();

    private static async Task ShouldBeConsistent(SiloHost silo)
    {
        var report = await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check();
        report.Violations.ShouldBe(ImmutableArray<Violation>.Empty);
        report.Movements.ShouldBeGreaterThan(0);
    }

    private static void Execute(TestStore store, string sql)
    {
        using var connection = Open(store);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(TestStore store, string sql)
    {
        using var connection = Open(store);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static SqliteConnection Open(TestStore store)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(store.Folder, "periscolaire.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
