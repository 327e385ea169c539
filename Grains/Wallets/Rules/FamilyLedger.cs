using System.Collections.Immutable;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Wallets.Rules;

/// <summary>A wallet of a family: what its ledger adds up to.</summary>
/// <param name="Balance">Euros.</param>
/// <param name="Entries">How many entries there are: the number of the last.</param>
public readonly record struct WalletBalance(decimal Balance, long Entries);

/// <summary>Where entries come from.</summary>
/// <param name="By">Who, and when.</param>
/// <param name="Receipt">The receipt that they share; null for none.</param>
/// <param name="Run">The transmission that enters them; null for none.</param>
public sealed record EntryOrigin(Authorship By, string? Receipt = null, long? Run = null);

/// <summary>The wallets of a family (SPEC, Money 1). Immutable: entering something gives another one. An entry never changes.</summary>
/// <param name="Balances">By wallet; one without entries may be missing.</param>
public sealed record FamilyLedger(ImmutableDictionary<string, WalletBalance> Balances)
{
    /// <summary>A family that nothing was ever entered for.</summary>
    public static FamilyLedger Empty { get; } = new(ImmutableDictionary.Create<string, WalletBalance>(StringComparer.Ordinal));

    /// <summary>What is missing (SPEC, Booking 4): the balances below zero, as a positive amount in euros. One wallet's credit does not pay another's debt.</summary>
    public decimal AmountDue => -Balances.Values.Sum(wallet => Math.Min(0m, wallet.Balance));

    /// <summary>The balance of a wallet.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <returns>Euros; 0 for one without entries.</returns>
    public decimal BalanceOf(string wallet) => Balances.GetValueOrDefault(wallet).Balance;

    /// <summary>Enters postings, in order.</summary>
    /// <param name="postings">What is entered; none of their causes was before.</param>
    /// <param name="origin">Where they come from.</param>
    /// <returns>The wallets after, and the entries.</returns>
    /// <exception cref="ArgumentException">An amount is not whole cents: a bug, found here since the journal would fail other families' changes with it.</exception>
    public (FamilyLedger Ledger, ImmutableArray<LedgerEntry> Entries) Enter(IEnumerable<Posting> postings, EntryOrigin origin)
    {
        var ledger = this;
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>();
        foreach (var posting in postings)
        {
            if (decimal.Round(posting.Amount, 2) != posting.Amount)
                throw new ArgumentException($"{posting.Cause} is not whole cents.", nameof(postings));
            var before = ledger.Balances.GetValueOrDefault(posting.Wallet);
            var after = new WalletBalance(before.Balance + posting.Amount, before.Entries + 1);
            entries.Add(new LedgerEntry(after.Entries, posting, after.Balance, origin.By.Author, origin.By.At, origin.Receipt, origin.Run));
            ledger = new FamilyLedger(ledger.Balances.SetItem(posting.Wallet, after));
        }

        return (ledger, entries.ToImmutable());
    }
}
