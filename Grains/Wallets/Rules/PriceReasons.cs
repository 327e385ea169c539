using System.Globalization;
using Periscolaire.Catalogue;

namespace Periscolaire.Wallets.Rules;

/// <summary>Tells a family why a booking costs what it does.</summary>
internal static class PriceReasons
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string Of(Price price)
    {
        var (grid, quotient) = (price.Grid, price.Quotient);
        var reasons = new List<string> { grid.Label };
        if (grid.Care is not FlatTariff || grid.Meal is not (null or FlatTariff))
        {
            reasons.Add(quotient is { Value: { } value }
                ? string.Create(French, $"QF {value:0.##} en vigueur depuis le {quotient.From:dd/MM/yyyy}{BracketOf(grid.Care, value)}")
                : "QF inconnu : tarif le plus élevé");
        }

        if (price.Surcharge > 0)
            reasons.Add(string.Create(French, $"majoration hors commune {price.Surcharge:0.00} €"));
        if (price.Reduction > 0)
            reasons.Add(string.Create(French, $"réduction fratrie {price.Reduction:0.00} €"));
        return string.Join(" ; ", reasons);
    }

    private static string BracketOf(Tariff tariff, decimal quotient) => tariff is BracketTariff brackets && brackets.Of(quotient) is { } bracket
        ? bracket.Below is { } below
            ? string.Create(French, $", tranche de {bracket.From:0.##} à moins de {below:0.##}")
            : string.Create(French, $", tranche à partir de {bracket.From:0.##}")
        : "";
}
