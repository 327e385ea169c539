using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>What both stores promise the journal: fences, and a second wall that no writer passes.</summary>
public sealed class JournalStoreTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();
    private static readonly ActivityDayKey Day = Town.Key(TestTown.Morning);
    private static readonly Authorship By = new(new Author("test"), new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_change_on_an_old_version_is_refused_alone(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, faults.LayOver);
        await silo.Services.GetRequiredService<IJournal>().Append(FamilyChange(1, after: 0));

        var writes = await InOneBatch(silo, faults, FamilyChange(1, after: 0), FamilyChange(2, after: 0));

        await Should.ThrowAsync<StaleStreamException>(writes[0]);
        await writes[1];
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_change_that_follows_nothing_known_is_refused(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var journal = silo.Services.GetRequiredService<IJournal>();

        await Should.ThrowAsync<StaleStreamException>(journal.Append(FamilyChange(1, after: 7)));

        (await silo.Services.GetRequiredService<IFamilyReader>().Family(KeyOf(1))).Family.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Changes_of_one_stream_that_share_a_batch_are_all_kept(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, faults.LayOver);

        await Task.WhenAll(await InOneBatch(silo, faults, [.. Enumerable.Range(0, 50).Select(after => FamilyChange(1, after))]));

        (await silo.Services.GetRequiredService<IFamilyReader>().Family(KeyOf(1))).Version.ShouldBe(50);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_store_refuses_a_place_beyond_the_capacity_in_force(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 3);
        var write = Writer(silo);
        await write(Capacity(1, 2));
        await write(Booked(2, child: 0));
        await write(Booked(3, child: 1));

        await Should.ThrowAsync<StoreUnavailableException>(write(Booked(4, child: 2)));

        (await Read(silo)).Version.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_store_lets_staff_lower_the_capacity_below_what_is_taken_and_places_only_become_free(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 3);
        var write = Writer(silo);
        await write(Capacity(1, 2));
        await write(Booked(2, child: 0));
        await write(Booked(3, child: 1));

        await write(Capacity(4, 0));
        await write(Ended(5, booking: 2, child: 0));
        await Should.ThrowAsync<StoreUnavailableException>(write(Booked(6, child: 2)));

        (await Read(silo)).PlacesTaken.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_place_freed_and_taken_again_in_one_batch_is_no_place_too_many(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, faults.LayOver);
        await Town.Found(silo.Grains, families: 4);
        var write = Writer(silo);
        await write(Capacity(1, 1));
        await write(Booked(2, child: 0));
        await write(Booked(3, child: 1, BookingStatus.Waitlisted));

        // Child 2 joins the list; 0 leaves and 1 is promoted, leaves too, and 2 is promoted; 3 waits: at no moment two places.
        await Task.WhenAll(await InOneBatch(
            silo,
            faults,
            Booked(4, child: 2, BookingStatus.Waitlisted),
            Ended(5, booking: 2, child: 0),
            Moved(6, booking: 3, child: 1, BookingStatus.Accepted),
            Ended(7, booking: 3, child: 1),
            Moved(8, booking: 4, child: 2, BookingStatus.Accepted),
            Booked(9, child: 3, BookingStatus.Waitlisted)));

        var day = await Read(silo);
        day.PlacesTaken.ShouldBe(1);
        day.LiveBookingOf(TestTown.ChildOf(2))!.Status.ShouldBe(BookingStatus.Accepted);
        day.LiveBookingOf(TestTown.ChildOf(3))!.Status.ShouldBe(BookingStatus.Waitlisted);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_place_freed_and_given_to_a_newcomer_in_one_batch_is_no_place_too_many(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, faults.LayOver);
        await Town.Found(silo.Grains, families: 2);
        var write = Writer(silo);
        await write(Capacity(1, 1));
        await write(Booked(2, child: 0));

        await Task.WhenAll(await InOneBatch(silo, faults, Ended(3, booking: 2, child: 0), Booked(4, child: 1)));

        (await Read(silo)).PlacesTaken.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_store_refuses_a_second_live_booking_of_a_child(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        var write = Writer(silo);
        await write(Capacity(1, 9));
        await write(Booked(2, child: 0));

        await Should.ThrowAsync<StoreUnavailableException>(write(Booked(3, child: 0)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_store_refuses_a_child_that_it_does_not_know_and_keeps_the_others_of_the_batch(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, faults.LayOver);
        await Town.Found(silo.Grains, families: 1);
        await Writer(silo)(Capacity(1, 9));

        var writes = await InOneBatch(silo, faults, Booked(2, child: 77), FamilyChange(5, after: 0));

        await Should.ThrowAsync<StoreUnavailableException>(writes[0]);
        await writes[1];
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_change_that_rests_on_one_that_failed_is_not_taken_for_the_successor_of_somebody_elses(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, faults.LayOver);
        var journal = silo.Services.GetRequiredService<IJournal>();
        var underWay = new TaskCompletionSource();
        faults.Gate = underWay.Task;

        // The first write fails unkept while the second waits; meanwhile another silo writes version 1 of the same stream.
        var next = new Queue<Fault>([Fault.BeforeTheWrite]);
        faults.Next = () => next.TryDequeue(out var fault) ? fault : Fault.None;
        var fails = journal.Append(FamilyChange(1, after: 0));
        while (faults.Begun == 0)
            await Task.Delay(5);
        var restsOnIt = journal.Append(FamilyChange(1, after: 1));
        await store.Execute("INSERT INTO streams (structure_id, name, version, previous) VALUES ('ville', 'family/famille-1', 1, 0)");
        underWay.SetResult();

        await Should.ThrowAsync<StoreUnavailableException>(fails);
        await Should.ThrowAsync<StaleStreamException>(restsOnIt);
        await journal.Append(FamilyChange(1, after: 1));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_full_queue_refuses_at_once_and_keeps_nothing(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        store.Settings["Store:JournalQueue"] = "2";
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, faults.LayOver);
        var journal = silo.Services.GetRequiredService<IJournal>();
        var storeIsSlow = new TaskCompletionSource();
        faults.Gate = storeIsSlow.Task;

        var handedIn = new List<Task>();
        var overloaded = Should.Throw<OverloadedException>(() =>
        {
            for (var number = 0; number < 20; number++)
                handedIn.Add(journal.Append(FamilyChange(number, after: 0)));
        });
        storeIsSlow.SetResult();
        await Task.WhenAll(handedIn);

        overloaded.ShouldNotBeNull();
        (await silo.Services.GetRequiredService<IFamilyReader>().Family(KeyOf(handedIn.Count))).Family.ShouldBeNull();
    }

    /// <summary>Hands changes in while another write is under way, so that the next one takes them all.</summary>
    private static async Task<Task[]> InOneBatch(SiloHost silo, Faults faults, params Change[] changes)
    {
        var journal = silo.Services.GetRequiredService<IJournal>();
        var underWay = new TaskCompletionSource();
        faults.Gate = underWay.Task;
        var begun = faults.Begun;
        var other = journal.Append(FamilyChange(99, after: 0));
        while (faults.Begun == begun)
            await Task.Delay(5);
        var writes = changes.Select(journal.Append).ToArray();
        underWay.SetResult();
        await other;
        return writes;
    }

    private static Func<Change, Task> Writer(SiloHost silo) => silo.Services.GetRequiredService<IJournal>().Append;

    private static Task<ActivityDay> Read(SiloHost silo) => silo.Services.GetRequiredService<IBookingReader>().Day(Day);

    private static FamilyKey KeyOf(int family) => new(Town.Structure, TestTown.FamilyOf(family));

    private static Change FamilyChange(int family, long after) =>
        new(FamilyGrain.StreamOf(KeyOf(family)), after, after + 1, [new FamilyRow(Town.Structure, Town.Family(family))]);

    private static Change Capacity(long number, int capacity) => DayChange(
        number, [new DayRow(Day, capacity), new CapacityChangeRow(Day, new CapacityChanged(number, capacity, By))], opensBatch: true);

    private static Change Booked(long number, int child, BookingStatus status = BookingStatus.Accepted) => DayChange(
        number, Rows(number, number, child, MovementKind.Asked, status));

    private static Change Moved(long number, long booking, int child, BookingStatus status) => DayChange(
        number, Rows(number, booking, child, MovementKind.Promoted, status));

    private static Change Ended(long number, long booking, int child) => DayChange(
        number, Rows(number, booking, child, MovementKind.Cancelled, BookingStatus.Cancelled));

    private static ImmutableArray<Row> Rows(long number, long booking, int child, MovementKind kind, BookingStatus status) =>
    [
        new BookingRow(Day, new Booking.Rules.Booking(booking, TestTown.ChildOf(child), TestTown.FamilyOf(child), status, By.At, number)),
        new MovementRow(Day, new Movement(number, booking, TestTown.ChildOf(child), TestTown.FamilyOf(child), kind, status, By)),
    ];

    private static Change DayChange(long number, ImmutableArray<Row> rows, bool opensBatch = false) =>
        new(DayChanges.StreamOf(Day), number - 1, number, rows, opensBatch);
}
