using System.Globalization;

namespace Periscolaire.Supervision;

/// <summary>Compares a wallet with the sum of its entries (RELIABILITY: LEDGER).</summary>
public static class WalletAudit
{
    /// <summary>What is wrong with a wallet.</summary>
    /// <param name="kept">The wallet as the tables have it.</param>
    /// <returns>Nothing when all is well.</returns>
    public static IEnumerable<Violation> Audit(this KeptWallet kept)
    {
        var where = $"{kept.Family}/{kept.Wallet}";
        if (kept.Balance != kept.Sum)
            yield return new Violation("LEDGER", where, string.Create(CultureInfo.InvariantCulture, $"balance {kept.Balance:0.00}, entries add up to {kept.Sum:0.00}"));
        if (kept.Entries != kept.Count || kept.First != 1 || kept.Last != kept.Count)
            yield return new Violation("LEDGER", where, $"{kept.Entries} entries counted, {kept.Count} there, numbered {kept.First} to {kept.Last}");
        if (kept.Broken is { } number)
            yield return new Violation("LEDGER", where, $"entry {number} does not bear the sum up to it");
    }
}
