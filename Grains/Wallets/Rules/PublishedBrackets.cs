using Periscolaire.Catalogue;

namespace Periscolaire.Wallets.Rules;

/// <summary>A line of a grid as town halls publish it: whole euros of QF, both ends included ("360 à 564").</summary>
/// <param name="From">First whole euro.</param>
/// <param name="Through">Last whole euro, included; null for the last line.</param>
/// <param name="Price">Euros.</param>
public sealed record PublishedBracket(int From, int? Through, decimal Price)
{
    /// <summary>
    /// The same as boundaries, so that a QF of 359.50 has a bracket too: it belongs to the line that starts before it. "1001 à 1200, puis 1200 et plus"
    /// counts 1200 twice and comes out overlapping.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <returns>The tariff, to be checked.</returns>
    public static BracketTariff ToTariff(IEnumerable<PublishedBracket> lines) =>
        new([.. lines.Select(line => new Bracket(line.From, line.Through + 1, line.Price))]);
}
