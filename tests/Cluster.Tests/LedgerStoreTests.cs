using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Periscolaire.Families;
using Periscolaire.Journal;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>The second wall around money: what no writer gets past, whatever it says (RELIABILITY: LEDGER).</summary>
public sealed class LedgerStoreTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();
    private static readonly FamilyKey Key = new(Town.Structure, TestTown.FamilyOf(0));
    private static readonly DateTimeOffset At = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task The_store_refuses_a_balance_a_number_or_a_cause_that_does_not_follow(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var version = await Version(silo);
        await Append(silo, version, Row(number: 1, amount: 10m, balance: 10m, cause: "un"), Row(number: 2, amount: -4m, balance: 6m, cause: "deux"));

        await Should.ThrowAsync<StoreUnavailableException>(Append(silo, version + 1, Row(number: 3, amount: 1m, balance: 8m, cause: "trois")));
        await Should.ThrowAsync<StoreUnavailableException>(Append(silo, version + 1, Row(number: 4, amount: 1m, balance: 7m, cause: "trois")));
        await Should.ThrowAsync<StoreUnavailableException>(Append(silo, version + 1, Row(number: 2, amount: 1m, balance: 7m, cause: "trois")));
        await Should.ThrowAsync<StoreUnavailableException>(Append(silo, version + 1, Row(number: 3, amount: 1m, balance: 7m, cause: "un")));
        await Append(silo, version + 1, Row(number: 3, amount: 1m, balance: 7m, cause: "trois"));

        (await silo.Services.GetRequiredService<IFamilyReader>().Family(Key)).Ledger.BalanceOf(TestTown.Wallet).ShouldBe(7m);
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Entries_are_neither_changed_nor_deleted_not_even_by_hand(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        await Town.Correct(silo.Grains, 0, 10m);

        await Should.ThrowAsync<DbException>(store.Execute("UPDATE ledger_entries SET amount_cents = 2000"));
        await Should.ThrowAsync<DbException>(store.Execute("DELETE FROM ledger_entries"));
        (await Town.FamilyGrain(silo.Grains, 0).Post(Cash(0, 1))).Outcome.ShouldBe(LedgerOutcome.Entered);
        await Should.ThrowAsync<DbException>(store.Execute("UPDATE receipts SET amount_cents = 2000"));
        await Should.ThrowAsync<DbException>(store.Execute("DELETE FROM receipts"));

        (await Town.Balance(silo.Grains, 0)).ShouldBe(12m, "10 by hand and 2 in cash");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_check_finds_a_balance_that_somebody_changed_by_hand(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        await Town.Correct(silo.Grains, 0, 10m);
        await Town.Correct(silo.Grains, 1, 20m);

        await store.Execute("UPDATE wallets SET balance_cents = 1500 WHERE family_id = 'famille-0'");

        var violation = (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.Single();
        (violation.Invariant, violation.Where, violation.What).ShouldBe(("LEDGER", "famille-0/PERISCOLAIRE", "balance 15.00, entries add up to 10.00"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Receipts_are_numbered_without_a_gap_also_when_writes_fail_and_families_pay_at_once(StoreKind kind)
    {
        const int Families = 12;
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await SiloHost.Start(store, faults.LayOver);
        await Town.Found(silo.Grains, Families);
        var writes = 0;
        faults.Next = () => (Interlocked.Increment(ref writes) % 3) switch { 0 => Fault.BeforeTheWrite, 1 => Fault.AfterTheWrite, _ => Fault.None };

        // Everybody pays three times at once, each until it is answered.
        var receipts = await Task.WhenAll(
            from family in Enumerable.Range(0, Families)
            from payment in Enumerable.Range(0, 3)
            select Insisting.Until(() => Town.FamilyGrain(silo.Grains, family).Post(Cash(family, payment))));
        faults.Next = () => Fault.None;

        faults.Injected.ShouldBeGreaterThan(0);
        receipts.ShouldAllBe(answer => answer.Outcome == LedgerOutcome.Entered);
        receipts.Select(answer => answer.Receipt!.Number).Order().ShouldBe(Enumerable.Range(1, Families * 3).Select(number => (long)number));
        for (var family = 0; family < Families; family++)
            (await Town.Balance(silo.Grains, family)).ShouldBe(6m, "1 + 2 + 3");
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();
    }

    private static LedgerOrder Cash(int family, int payment)
    {
        var receipt = new Receipt(
            $"counter/{family}-{payment}", EntryKind.Payment, PaymentMode.ES, Document: null, "FAMILLE", Bank: null, Town.Today, payment + 1, Reason: null);
        return new LedgerOrder([new Posting(TestTown.Wallet, EntryKind.Payment, $"{receipt.Id}/{TestTown.Wallet}", payment + 1, Town.Today)], Author.Staff("essai"), receipt);
    }

    private static async Task<SiloHost> Founded(TestStore store)
    {
        var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 2);
        return silo;
    }

    private static LedgerRow Row(long number, decimal amount, decimal balance, string cause) => new(Key, new LedgerEntry(
        number, new Posting(TestTown.Wallet, EntryKind.Correction, cause, amount, Town.Today), balance, new Author("test"), At, Receipt: null, Run: null));

    private static async Task<long> Version(SiloHost silo) => (await silo.Services.GetRequiredService<IFamilyReader>().Family(Key)).Version;

    private static Task Append(SiloHost silo, long after, params Row[] rows) =>
        silo.Services.GetRequiredService<IJournal>().Append(new Change(FamilyGrain.StreamOf(Key), after, after + 1, [.. rows]));
}
