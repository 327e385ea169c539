using System.Collections.Immutable;
using System.Globalization;
using Periscolaire.Catalogue;

namespace Periscolaire.Wallets.Rules;

/// <summary>Whether price grids can be used (SPEC, Money 2): no gap, no overlap, no end before its start.</summary>
public static class GridChecks
{
    private const decimal MostEuros = 10_000m;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>What is wrong with a catalogue's grids.</summary>
    /// <param name="catalogue">The catalogue as it is to be.</param>
    /// <returns>Nothing when all can be used.</returns>
    public static ImmutableArray<GridFlaw> Flaws(StructureCatalogue catalogue)
    {
        var known = catalogue.Activities.Select(activity => activity.Id).ToHashSet();
        return
        [
            .. catalogue.Grids.GroupBy(grid => grid.Id, StringComparer.Ordinal).Where(same => same.Count() > 1)
                .Select(same => new GridFlaw(same.Key, "", Line: null, "plusieurs grilles portent cet identifiant")),
            .. catalogue.Grids.SelectMany(grid => Flaws(grid, known)),
            .. Overlaps(catalogue.Grids, known).Select(pair => new GridFlaw(
                pair.Grid.Id, "activities", Line: null, $"la grille {pair.Earlier.Id} donne déjà un prix à une même activité aux mêmes dates")),
        ];
    }

    private static IEnumerable<GridFlaw> Flaws(PriceGrid grid, HashSet<ActivityId> known)
    {
        if (grid.To < grid.From)
            yield return new GridFlaw(grid.Id, "to", Line: null, "la grille finit avant de commencer");
        if (grid.Activities.IsDefaultOrEmpty)
            yield return new GridFlaw(grid.Id, "activities", Line: null, "aucune activité");
        foreach (var (activity, line) in ActivitiesOf(grid).Select((activity, index) => (activity, index + 1)).Where(entry => !known.Contains(entry.activity)))
            yield return new GridFlaw(grid.Id, "activities", line, $"l'activité {activity} n'existe pas");
        if (grid.Quantity is < 1 or > 100)
            yield return new GridFlaw(grid.Id, "quantity", Line: null, "la quantité va de 1 à 100");
        if (!IsPrice(grid.NonResidentSurcharge))
            yield return new GridFlaw(grid.Id, "nonResidentSurcharge", Line: null, NotAPrice);
        if (grid.Siblings is { } siblings && (siblings.Percent is < 0 or > 100 || !IsPrice(siblings.Amount)))
            yield return new GridFlaw(grid.Id, "siblings", Line: null, "la réduction va de 0 à 100 %, ou est un montant en euros");
        foreach (var flaw in Flaws(grid.Id, "care", grid.Care).Concat(grid.Meal is null ? [] : Flaws(grid.Id, "meal", grid.Meal)))
            yield return flaw;
    }

    private static IEnumerable<GridFlaw> Flaws(string grid, string part, Tariff tariff) => tariff switch
    {
        FlatTariff flat => IsPrice(flat.Price) ? [] : [new GridFlaw(grid, part, Line: null, NotAPrice)],
        RateTariff rate => Flaws(rate).Select(what => new GridFlaw(grid, part, Line: null, what)),
        BracketTariff brackets => Flaws(brackets).Select(flaw => new GridFlaw(grid, part, flaw.Line, flaw.What)),
        _ => [new GridFlaw(grid, part, Line: null, "sorte de tarif inconnue")],
    };

    private static IEnumerable<string> Flaws(RateTariff rate)
    {
        if (rate.Percent is <= 0 or > 100)
            yield return "le taux va de 0 (exclu) à 100 % du QF";
        if (!IsPrice(rate.Floor) || !IsPrice(rate.Ceiling))
            yield return NotAPrice;
        else if (rate.Ceiling < rate.Floor)
            yield return "le plafond est inférieur au plancher";
    }

    private static IEnumerable<(int Line, string What)> Flaws(BracketTariff tariff)
    {
        if (tariff.Brackets.IsDefaultOrEmpty)
        {
            yield return (1, "aucune tranche");
            yield break;
        }

        for (var index = 0; index < tariff.Brackets.Length; index++)
        {
            var (bracket, line) = (tariff.Brackets[index], index + 1);
            var expected = index == 0 ? 0m : tariff.Brackets[index - 1].Below;
            if (!IsPrice(bracket.Price))
                yield return (line, NotAPrice);
            if (bracket.Below <= bracket.From)
                yield return (line, "la tranche finit avant de commencer");
            if (index == 0 && bracket.From != 0)
                yield return (line, "la première tranche commence à 0");
            else if (expected is null)
                yield return (line, "la tranche suit une tranche sans fin");
            else if (bracket.From > expected)
                yield return (line, string.Create(French, $"trou entre {expected:0.##} et {bracket.From:0.##}"));
            else if (bracket.From < expected)
                yield return (line, string.Create(French, $"chevauche la tranche précédente entre {bracket.From:0.##} et {expected:0.##}"));
            if (index == tariff.Brackets.Length - 1 && bracket.Below is not null)
                yield return (line, "la dernière tranche doit être sans fin");
        }
    }

    private const string NotAPrice = "un prix va de 0 à 10 000 euros, au centime";

    private static bool IsPrice(decimal amount) => amount is >= 0 and <= MostEuros && decimal.Round(amount, 2) == amount;

    /// <summary>
    /// Pairs that price an activity on the same dates. By sets, of activities that exist: compared one by one, some hundred grids would hold the catalogue
    /// up for seconds.
    /// </summary>
    private static IEnumerable<(PriceGrid Grid, PriceGrid Earlier)> Overlaps(ImmutableArray<PriceGrid> grids, HashSet<ActivityId> known)
    {
        var activities = grids.Select(grid => ActivitiesOf(grid).Where(known.Contains).ToHashSet()).ToList();
        return grids.SelectMany((grid, index) => Enumerable.Range(0, index)
            .Where(earlier => !(grid.To < grids[earlier].From) && !(grids[earlier].To < grid.From) && activities[index].Overlaps(activities[earlier]))
            .Select(earlier => (grid, grids[earlier])));
    }

    /// <summary>A grid read from a client's JSON may lack them altogether.</summary>
    private static ImmutableArray<ActivityId> ActivitiesOf(PriceGrid grid) => grid.Activities.IsDefault ? [] : grid.Activities;
}
