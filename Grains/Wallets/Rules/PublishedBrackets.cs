using System.Collections.Immutable;
using Periscolaire.Catalogue;

namespace Periscolaire.Wallets.Rules;

/// <summary>Reads grids as town halls publish them.</summary>
public static class PublishedBrackets
{
    /// <summary>
    /// The same as boundaries, so that a QF of 359.50 has a bracket too: it belongs to the line that starts before it. "1001 à 1200, puis 1200 et plus"
    /// counts 1200 twice and comes out overlapping.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <returns>The tariff, to be checked.</returns>
    public static BracketTariff ToTariff(IEnumerable<PublishedBracket> lines) =>
        new([.. lines.Select(line => new Bracket(line.From, line.Through + 1, line.Price))]);

    /// <summary>A grid as it is kept: published tables as boundaries.</summary>
    /// <param name="grid">The grid as it was asked for.</param>
    /// <returns>The grid, to be checked.</returns>
    public static PriceGrid WithBoundaries(this PriceGrid grid) =>
        grid with { Care = WithBoundaries(grid.Care), Meal = grid.Meal is null ? null : WithBoundaries(grid.Meal) };

    private static Tariff WithBoundaries(Tariff tariff) => tariff is PublishedTariff published ? ToTariff(published.Lines) : tariff;
}
