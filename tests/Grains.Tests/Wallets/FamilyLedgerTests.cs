using System.Globalization;
using CsCheck;
using Periscolaire.Booking.Rules;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>The wallets of a family (SPEC, Money 1; RELIABILITY: LEDGER, DEBT).</summary>
public sealed class FamilyLedgerTests
{
    private static readonly EntryOrigin Origin = new(new Authorship(new Author("test"), Some.Now), "r1", Run: 7);

    private static readonly Gen<(int Wallet, int Cents)[][]> Changes =
        Gen.Select(Gen.Int[0, 2], Gen.Int[-10_000, 10_000]).Array[0, 6].Array[0, 10];

    [Fact]
    public void Each_wallet_is_the_sum_of_its_entries_numbered_without_a_gap() => Changes.Sample(changes =>
    {
        var (ledger, entries) = (FamilyLedger.Empty, new List<LedgerEntry>());
        foreach (var change in changes)
        {
            var (next, entered) = ledger.Enter(change.Select((posting, index) => Posting(posting.Wallet, posting.Cents, index)), Origin);
            entered.Select(entry => entry.Posting.Amount).ShouldBe(change.Select(posting => posting.Cents / 100m), "in the order given");
            entries.AddRange(entered);
            ledger = next;
        }

        for (var wallet = 0; wallet < 3; wallet++)
        {
            var own = entries.Where(entry => entry.Posting.Wallet == Name(wallet)).ToList();
            ledger.BalanceOf(Name(wallet)).ShouldBe(changes.SelectMany(change => change).Where(posting => posting.Wallet == wallet).Sum(posting => posting.Cents) / 100m);
            own.Select(entry => entry.Number).ShouldBe(Enumerable.Range(1, own.Count).Select(number => (long)number));
            var running = 0m;
            foreach (var entry in own)
                entry.Balance.ShouldBe(running += entry.Posting.Amount);
            ledger.Balances.GetValueOrDefault(Name(wallet)).Entries.ShouldBe(own.Count);
        }
    });

    [Fact]
    public void An_entry_says_who_when_and_why()
    {
        var (_, entries) = FamilyLedger.Empty.Enter([Posting(0, 100, 1)], Origin);

        entries.ShouldBe([new LedgerEntry(1, Posting(0, 100, 1), 1m, new Author("test"), Some.Now, "r1", Run: 7)]);
    }

    [Fact]
    public void What_is_due_counts_each_wallet_below_zero_and_no_wallet_pays_for_another()
    {
        Due().ShouldBe(0m);
        Due(5_000).ShouldBe(0m);
        Due(-4_605, 100_000).ShouldBe(46.05m);
        Due(-4_605, 0, -1).ShouldBe(46.06m);
    }

    [Fact]
    public void Entering_leaves_the_wallets_before_as_they_were()
    {
        var (before, _) = FamilyLedger.Empty.Enter([Posting(0, 100, 1)], Origin);

        before.Enter([Posting(0, 100, 2)], Origin);

        before.BalanceOf(Name(0)).ShouldBe(1m);
    }

    [Fact]
    public void A_fraction_of_a_cent_is_never_entered() =>
        Should.Throw<ArgumentException>(() => FamilyLedger.Empty.Enter([Posting(0, 100, 1) with { Amount = 0.001m }], Origin));

    private static decimal Due(params int[] balances) =>
        FamilyLedger.Empty.Enter(balances.Select((cents, wallet) => Posting(wallet, cents, wallet)), Origin).Ledger.AmountDue;

    private static Posting Posting(int wallet, int cents, int cause) => new(Name(wallet), EntryKind.Correction, $"c{cause}", cents / 100m, Some.Day);

    private static string Name(int wallet) => wallet.ToString(CultureInfo.InvariantCulture);
}
