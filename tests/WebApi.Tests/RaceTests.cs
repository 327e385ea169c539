using System.Diagnostics;
using System.Text.Json.Nodes;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Opening morning: many families, few places, over HTTP, on the real program (RELIABILITY: CAP, FULL, ONCE, FIFO, ACK).</summary>
public sealed class RaceTests(SharedPostgreSql postgreSql)
{
    private const int Families = 250;
    private const int Places = 20;

    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_hundred_and_fifty_families_ask_for_the_last_twenty_places_at_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, Families, (TestTown.Morning, Places));
        using var server = await WebServer.Start(store);
        using var race = await Race.SignIn(server.Address, Families);

        var runners = await race.Run(Town);

        Race.ShouldBeFair(runners, Places);
        ShouldHaveContended(runners);
        await ShouldBeConsistent(server);
    }

    [Fact]
    public async Task The_same_race_shows_when_the_days_decide_carelessly()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, Families, (TestTown.Morning, Places));
        await using var server = await CarelessServer.Start(store);
        using var race = await Race.SignIn(server.Address, Families);

        var runners = await race.Run(Town);

        Should.Throw<ShouldAssertException>(() => Race.ShouldBeFair(runners, Places));
        runners.Count(runner => runner.Outcome == "accepted").ShouldBeGreaterThan(Places);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Killed_in_the_middle_of_a_race_the_program_comes_back_with_every_booking_that_it_answered_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, Families, (TestTown.Morning, Places));
        using var server = await WebServer.Start(store);
        using var race = await Race.SignIn(server.Address, Families);
        var answers = 0;
        var halfWay = new TaskCompletionSource();

        // They come in ten crowds over two seconds; the program dies when a third have their answer.
        var running = Task.WhenAll(Enumerable.Range(0, Families).Select(async family =>
        {
            await Task.Delay(family / (Families / 10) * 200);
            var runner = await race.Ask(Town, family);
            if (Interlocked.Increment(ref answers) == Families / 3)
                halfWay.SetResult();
            return runner;
        }));
        await halfWay.Task;
        await server.Kill();
        var before = await running;
        await server.StartAgain();
        var after = await Task.WhenAll(Enumerable.Range(0, Families).Select(family => race.Ask(Town, family)));

        // A run in which nobody was left without an answer, or everybody was, would prove nothing.
        before.Count(runner => runner.Outcome is null).ShouldBeInRange(1, Families - 1);
        foreach (var answered in before.Where(runner => runner.Outcome is not null))
            after[answered.Family].BookingId.ShouldBe(answered.BookingId);
        foreach (var accepted in before.Where(runner => runner.Outcome == "accepted"))
            after[accepted.Family].Outcome.ShouldBe("accepted");
        Race.ShouldBeFair(after, Places, checkArrival: false);
        Race.ShouldKeepTheOrderOfArrival(before);
        await ShouldBeConsistent(server);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Cancellations_requests_and_capacity_changes_at_once_leave_no_place_too_many_and_none_empty(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, Families, (TestTown.Morning, Places));
        using var server = await WebServer.Start(store);
        using var race = await Race.SignIn(server.Address, Families);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var early = await Task.WhenAll(Enumerable.Range(0, 100).Select(family => race.Ask(Town, family)));
        using var ended = new CancellationTokenSource();
        var watching = WatchPlaces(staff, ended.Token);

        var cancelling = Task.WhenAll(early.Where(runner => runner.Family % 3 == 0).Select(runner => race[runner.Family].Cancel(runner.BookingId!)));
        var asking = Task.WhenAll(Enumerable.Range(100, Families - 100).Select(family => race.Ask(Town, family)));
        foreach (var places in (int[])[22, 25, 30])
            await SetPlaces(staff, places);
        await SetPlaces(staff, 10);
        foreach (var answer in await cancelling)
            ((string?)answer.Items.Single()["outcome"]).ShouldBe("cancelled");
        var late = await asking;
        await SetPlaces(staff, 40);
        var quiet = Stopwatch.StartNew();
        var day = await ReadDay(staff);

        // FULL: within two seconds of quiet nobody waits beside a free place.
        quiet.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        ((int)day["placesTaken"]!).ShouldBe(40);
        ((int)day["waiting"]!).ShouldBe(Families - 34 - 40);
        await ended.CancelAsync();
        (await watching).ShouldBeGreaterThan(5);
        Race.ShouldKeepTheOrderOfArrival(early.Concat(late));
        PromotionsShouldHaveFollowedTheOrder(day);
        await ShouldBeConsistent(server);
    }

    /// <summary>Reads places all the time: taken above offered only while a lowered capacity empties.</summary>
    private static async Task<int> WatchPlaces(Client staff, CancellationToken ended)
    {
        var reads = 0;
        var (takenBefore, capacityBefore) = (0, int.MaxValue);
        while (!ended.IsCancellationRequested)
        {
            var day = await ReadDay(staff);
            var (taken, capacity) = ((int)day["placesTaken"]!, (int)day["capacity"]!);
            if (taken > capacity)
            {
                capacity.ShouldBe(10, "only this capacity was set below what was taken");
                if (capacityBefore == capacity)
                    taken.ShouldBeLessThanOrEqualTo(takenBefore);
            }

            (takenBefore, capacityBefore) = (taken, capacity);
            reads++;
        }

        return reads;
    }

    /// <summary>Places went in the order of arrival: whoever still waits arrived after everyone who holds a place.</summary>
    private static void PromotionsShouldHaveFollowedTheOrder(JsonObject day)
    {
        var bookings = day["bookings"]!.AsArray().Select(booking => (
            Number: long.Parse(((string)booking!["bookingId"]!).Split('.')[2], System.Globalization.CultureInfo.InvariantCulture),
            Status: (string)booking["status"]!)).ToList();
        bookings.Where(booking => booking.Status == "accepted").Max(booking => booking.Number)
            .ShouldBeLessThan(bookings.Where(booking => booking.Status == "waitlisted").Min(booking => booking.Number));
    }

    private static void ShouldHaveContended(Runner[] runners) =>
        runners.Count(runner => runner.AskedAt < runners.Min(other => other.AnsweredAt)).ShouldBeGreaterThan(Places, "the requests came one after the other");

    private static async Task SetPlaces(Client staff, int places) =>
        (await staff.Put(DayPath + "/capacity", new { capacity = places, reason = "essai" })).Status.ShouldBe(System.Net.HttpStatusCode.OK);

    private static async Task<JsonObject> ReadDay(Client staff) => (await staff.Get(DayPath)).Json.AsObject();

    private static string DayPath => $"/staff/activity-days/{TestTown.Morning}/{Town.Day:yyyy-MM-dd}";

    private static async Task ShouldBeConsistent(WebServer server)
    {
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var report = (await staff.Get("/staff/consistency")).Json;
        report["violations"]!.AsArray().ShouldBeEmpty();
        ((int)report["movements"]!).ShouldBeGreaterThanOrEqualTo(Families);
    }
}
