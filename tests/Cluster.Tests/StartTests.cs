using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>What a silo checks before it serves anyone (RELIABILITY, ladder 4), and several starting at once.</summary>
public sealed class StartTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    [Theory]
    [InlineData("synchronous=NORMAL", "synchronous")]
    [InlineData("synchronous=OFF", "synchronous")]
    [InlineData("journal_mode=DELETE", "journal_mode")]
    [InlineData("journal_mode=MEMORY", "journal_mode")]
    public async Task SQLite_that_would_lose_acknowledged_bookings_is_refused(string pragma, string named)
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        store.Settings["Store:SqlitePragmas"] = pragma;

        var refusal = await Should.ThrowAsync<StartRefusedException>(SiloHost.Start(store));

        refusal.Message.ShouldContain(named);
    }

    [Fact]
    public async Task PostgreSQL_without_fsync_is_refused()
    {
        await using var careless = await PrivatePostgreSql.Start("fsync = off");
        using var store = await TestStore.New(StoreKind.PostgreSql, careless);

        var refusal = await Should.ThrowAsync<StartRefusedException>(SiloHost.Start(store));

        refusal.Message.ShouldContain("fsync");
    }

    [Fact]
    public async Task PostgreSQL_that_commits_before_it_writes_is_refused()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);
        store.Settings["Store:ConnectionString"] = store.ConnectionString + ";Options=-c synchronous_commit=off";

        var refusal = await Should.ThrowAsync<StartRefusedException>(SiloHost.Start(store));

        refusal.Message.ShouldContain("synchronous_commit");
    }

    [Fact]
    public async Task A_PostgreSQL_server_that_does_not_answer_is_named_in_the_refusal()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);
        store.Settings["Store:ConnectionString"] = $"Host=127.0.0.1;Port={FreePort.Next()};Username=nobody;Timeout=3";

        var refusal = await Should.ThrowAsync<StartRefusedException>(SiloHost.Start(store));

        refusal.Message.ShouldContain("Store:ConnectionString");
    }

    [Fact]
    public async Task A_second_process_on_one_SQLite_folder_is_refused()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var first = await SiloHost.Start(store);

        var refusal = await Should.ThrowAsync<StartRefusedException>(SiloHost.Start(store));

        refusal.Message.ShouldContain(store.Folder);
    }

    [Fact]
    public async Task Two_silos_that_start_at_once_on_an_empty_database_make_its_schema_once_and_share_the_decisions()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);

        var silos = await Task.WhenAll(SiloHost.Start(store), SiloHost.Start(store));
        await using var one = silos[0];
        await using var other = silos[1];
        await Town.Found(one.Grains, families: 30);
        await Town.SetCapacity(other.Grains, TestTown.Morning, 10);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(family =>
            Town.DayGrain((family % 2 == 0 ? one : other).Grains, TestTown.Morning).Decide([TestTown.AskOf(family)], Author.System)));

        answers.Count(answer => answer[0].Outcome is Booking.Outcome.Accepted).ShouldBe(10);
        (await one.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task What_was_kept_is_there_after_a_restart(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        Booking.DaySheet before;
        await using (var silo = await SiloHost.Start(store))
        {
            await Town.Found(silo.Grains, families: 5);
            await Town.SetCapacity(silo.Grains, TestTown.Morning, 2);
            var day = Town.DayGrain(silo.Grains, TestTown.Morning);
            for (var family = 0; family < 5; family++)
                await day.Decide([TestTown.AskOf(family)], Author.System);
            before = await day.Read();
        }

        await using var again = await SiloHost.Start(store);
        var after = await Town.DayGrain(again.Grains, TestTown.Morning).Read();

        after.Bookings.ShouldBe(before.Bookings);
        after.Version.ShouldBe(6);
        after.PlacesTaken.ShouldBe(2);
    }
}
