using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Signing in, staying signed in, signing out (SPEC, Accounts).</summary>
public sealed class AccountTests(SharedPostgreSql postgreSql)
{
    private const string Password = "78C607";

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_session_and_the_password_survive_a_restart(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        OpenedSession session;
        await using (var silo = await SiloHost.Start(store))
            session = (await (await Account(silo)).SignIn(Password, remember: true)).Session!;

        await using var again = await SiloHost.Start(store);
        var account = await Account(again);

        (await account.HolderOf(session.Id))!.DisplayName.ShouldBe("DUPONT Jean-Paul");
        (await account.Refresh(session.Id, session.RefreshSecret)).ShouldNotBeNull();
        (await account.SignIn(Password, remember: false)).Session.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_store_holds_neither_password_nor_secrets_in_clear(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        var session = (await (await Account(silo)).SignIn(Password, remember: true)).Session!;

        var stored = await GrainStates.AsText(store);

        stored.ShouldContain(session.Id);
        stored.ShouldNotContain(Password);
        stored.ShouldNotContain(session.RefreshSecret);
    }

    [Fact]
    public async Task Failures_make_the_next_attempts_wait_even_with_the_right_password_and_time_heals()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var account = await Account(silo);

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var refused = await account.SignIn("mauvais", remember: false);
            refused.Session.ShouldBeNull();
            if (refused.RetryAfter is { } wait)
                clock.Advance(wait);
        }

        // Three are free; the fourth costs 1 s, the fifth 2, the sixth 4.
        (await account.SignIn("mauvais", remember: false)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(4));
        var tooSoon = await account.SignIn(Password, remember: false);
        clock.Advance(TimeSpan.FromSeconds(4));
        var inTime = await account.SignIn(Password, remember: false);

        (tooSoon.Session, tooSoon.WasChecked).ShouldBe((null, false));
        inTime.Session.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_account_that_does_not_exist_answers_like_a_wrong_password()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var silo = await SiloHost.Start(store);
        var nobody = silo.Grains.GetGrain<IAccountGrain>(new AccountKey(new("ville"), "personne").ToString());
        var dupont = await Account(silo);

        for (var attempt = 0; attempt < 4; attempt++)
        {
            var unknown = await nobody.SignIn("mauvais", remember: false);
            var wrong = await dupont.SignIn("mauvais", remember: false);
            (unknown.Session, unknown.WasChecked, unknown.RetryAfter is null).ShouldBe((wrong.Session, wrong.WasChecked, wrong.RetryAfter is null));
        }
    }

    [Fact]
    public async Task An_account_that_does_not_exist_costs_the_same_work_as_one_that_does()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        var hashing = new CountingHashing();
        await using var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton<IPasswordHashing>(hashing)));
        var dupont = await Account(silo);
        var nobody = silo.Grains.GetGrain<IAccountGrain>(new AccountKey(new("ville"), "personne").ToString());

        foreach (Func<IAccountGrain, Task> attempt in (Func<IAccountGrain, Task>[])[account => account.SignIn("essai", remember: false), account => account.AnswerQuestion("Médor")])
        {
            var before = hashing.Verified;
            await attempt(dupont);
            var existing = hashing.Verified - before;
            await attempt(nobody);
            (hashing.Verified - before - existing).ShouldBe(existing);
            existing.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_crowd_that_signs_in_at_once_is_partly_sent_away_and_whoever_comes_next_gets_in()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        store.Settings["Hashing:Iterations"] = "400000";
        store.Settings["Hashing:Threads"] = "1";
        store.Settings["Hashing:PatienceSeconds"] = "1";
        await using var silo = await SiloHost.Start(store);
        var dupont = await Account(silo);

        var crowd = Enumerable.Range(0, 60).Select(async number =>
        {
            try
            {
                await silo.Grains.GetGrain<IAccountGrain>(new AccountKey(new("ville"), $"inconnu{number}").ToString()).SignIn("essai", remember: false);
                return true;
            }
            catch (OverloadedException)
            {
                return false;
            }
        }).ToList();
        var served = await Task.WhenAll(crowd);

        served.ShouldContain(true);
        served.ShouldContain(false);
        (await dupont.SignIn(Password, remember: false)).Session.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_session_ends_at_its_time_and_when_its_holder_signs_out()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var account = await Account(silo);
        var shortOne = (await account.SignIn(Password, remember: false)).Session!;
        var longOne = (await account.SignIn(Password, remember: true)).Session!;

        clock.Advance(TimeSpan.FromHours(12));
        (await account.HolderOf(shortOne.Id)).ShouldBeNull();
        (await account.HolderOf(longOne.Id)).ShouldNotBeNull();
        await account.SignOut(longOne.Id);
        (await account.HolderOf(longOne.Id)).ShouldBeNull();
        (await account.Refresh(longOne.Id, longOne.RefreshSecret)).ShouldBeNull();
    }

    [Fact]
    public async Task A_refresh_secret_used_again_after_its_grace_ends_the_session()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var account = await Account(silo);
        var first = (await account.SignIn(Password, remember: true)).Session!;

        var second = (await account.Refresh(first.Id, first.RefreshSecret))!;
        (second.RefreshSecret == first.RefreshSecret).ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(31));

        (await account.Refresh(first.Id, first.RefreshSecret)).ShouldBeNull();
        (await account.HolderOf(first.Id)).ShouldBeNull();
        (await account.Refresh(first.Id, second.RefreshSecret)).ShouldBeNull();
    }

    private static async Task<IAccountGrain> Account(SiloHost silo)
    {
        var account = silo.Grains.GetGrain<IAccountGrain>(new AccountKey(new("ville"), "dupont").ToString());
        var family = new Family(new("dupont"), "DUPONT Jean-Paul", Email: null, IsResident: true, [], []);
        await silo.Grains.GetGrain<IFamilyGrain>(new FamilyKey(new("ville"), family.Id).ToString()).Register(family);
        await account.Open(new NewAccount(Role.Family, family.Id, family.Name, Password, MustChangePassword: false), Author.System);
        return account;
    }

    private sealed class CountingHashing : IPasswordHashing
    {
        public int Verified { get; private set; }

        public Task<string> Hash(string password) => Task.FromResult(password);

        public Task<bool> Verify(string? hash, string password)
        {
            Verified++;
            return Task.FromResult(hash == password);
        }
    }
}
