using System.Collections.Immutable;
using Periscolaire.Wallets;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Money at the boundary.</summary>
internal static class Amounts
{
    /// <summary>The most that one line may move: a mistyped amount stops here.</summary>
    public const decimal Most = 10_000m;

    public const string PositiveForm = "amounts : chaque porte-monnaie une seule fois, de 0,01 à 10 000 euros, au centime.";
    public const string SignedForm = "amounts : chaque porte-monnaie une seule fois, de −10 000 à 10 000 euros, au centime, zéro exclu.";

    private const int MostLines = 20;

    /// <summary>Whether an amount is above zero, whole cents and not absurd.</summary>
    public static bool IsPositive(decimal amount) => amount > 0 && IsSigned(amount);

    /// <summary>Whether an amount is not zero, whole cents and not absurd.</summary>
    public static bool IsSigned(decimal amount) => amount != 0 && Math.Abs(amount) <= Most && decimal.Round(amount, 2) == amount;

    /// <summary>Whether lines name each wallet once, with amounts that pass a test.</summary>
    public static bool Are(IReadOnlyList<WalletAmountBody> lines, Func<decimal, bool> isGood) =>
        lines.Count is > 0 and <= MostLines
        && lines.All(line => line is not null && isGood(line.Amount))
        && lines.Select(line => line.WalletId).Distinct(StringComparer.Ordinal).Count() == lines.Count;

    /// <summary>What lines enter, under causes named by their receipt.</summary>
    public static ImmutableArray<Posting> Postings(this Receipt receipt, IEnumerable<WalletAmountBody> lines, int sign) =>
        [.. lines.Select(line => new Posting(
            line.WalletId, receipt.Kind, $"{receipt.Id}/{line.WalletId}", sign * line.Amount, receipt.ValueDate, Reason: receipt.Reason))];
}
