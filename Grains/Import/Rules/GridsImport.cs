using System.Collections.Immutable;
using Periscolaire.Catalogue;
using Periscolaire.Wallets.Rules;
using Columns = Periscolaire.Import.ImportColumns;

namespace Periscolaire.Import.Rules;

/// <summary>Price grids, a line for each bracket. A grid replaces the one of its id; the others stay.</summary>
internal static class GridsImport
{
    private const int MostGrids = 500;
    private const int MostBrackets = 100;

    public static ImportPlan Plan(IEnumerable<Cells> lines, KnownTown town, Findings findings)
    {
        var before = findings.ProblemCount;
        var files = new List<GridFile>();
        foreach (var cells in lines)
        {
            var line = GridLine.Read(cells);
            if (!cells.IsGood)
                continue;
            if (files.Find(file => file.Grid.Id == line.Grid.Id) is not { } known)
                files.Add(new GridFile(line.Grid, [line]));
            else if (!IsSame(known.Grid, line.Grid))
                cells.Wrong(Columns.Grid, FormattableString.Invariant($"ne dit pas la même chose de la grille que la ligne {known.Lines[0].Cells.Line}"), "Répétez sur chaque ligne d'une grille : libellé, activités, dates, quantité, supplément, réductions.");
            else
                known.Lines.Add(line);
        }

        var catalogue = town.Catalogue.Catalogue;
        var grids = files.Select(file => file.Build()).ToList();
        var all = catalogue.Grids.Where(known => files.TrueForAll(file => file.Grid.Id != known.Id)).Concat(grids.OfType<PriceGrid>()).ToImmutableArray();
        if (findings.ProblemCount == before)
            Check(catalogue with { Grids = all }, files);
        foreach (var (file, grid) in files.Zip(grids))
        {
            var known = catalogue.Grids.FirstOrDefault(known => known.Id == file.Grid.Id);
            foreach (var _ in file.Lines)
                findings.Count(known is not null, known is not null && grid is not null && IsSame(known, grid));
        }

        var changes = grids.Exists(grid => grid is null || !catalogue.Grids.Any(known => IsSame(known, grid)));
        return changes ? ImportPlan.Nothing with { Grids = all } : ImportPlan.Nothing;
    }

    /// <summary>The catalogue's own checks, told at the lines that they are about.</summary>
    private static void Check(StructureCatalogue next, List<GridFile> files)
    {
        if (next.Grids.Length > MostGrids)
            files[^1].Lines[0].Cells.Wrong(Columns.Grid, $"plus de {MostGrids} grilles", "Retirez des grilles.");
        foreach (var flaw in GridChecks.Flaws(next))
        {
            if (files.Find(file => file.Grid.Id == flaw.Grid) is not { } file)
                continue;
            var part = file.Lines.FindAll(line => line.IsMeal == (flaw.Field == "meal"));
            var line = flaw.Field is "care" or "meal" && flaw.Line is { } number && number <= part.Count ? part[number - 1] : file.Lines[0];
            line.Cells.Wrong(ColumnOf(flaw.Field), flaw.What, "Corrigez la grille.");
        }
    }

    private static string ColumnOf(string field) => field switch
    {
        "to" => Columns.To,
        "activities" => Columns.Activities,
        "quantity" => Columns.Quantity,
        "nonResidentSurcharge" => Columns.Surcharge,
        "siblings" => Columns.SiblingPercent,
        "care" or "meal" => Columns.Price,
        _ => Columns.Grid,
    };

    private static bool IsSame(PriceGrid one, PriceGrid other) =>
        one with { Activities = [] } == other with { Activities = [] } && one.Activities.SequenceEqual(other.Activities);

    /// <summary>A grid of the file, without its prices, and the lines that give them.</summary>
    private sealed record GridFile(PriceGrid Grid, List<GridLine> Lines)
    {
        /// <summary>The grid; null when its lines do not make one.</summary>
        public PriceGrid? Build()
        {
            var meal = Lines.FindAll(line => line.IsMeal);
            var care = TariffOf(Lines.FindAll(line => !line.IsMeal), Columns.Part);
            var meals = meal.Count == 0 ? null : TariffOf(meal, Columns.Part);
            return care is null || (meal.Count > 0 && meals is null) ? null : Grid with { Care = care, Meal = meals };
        }

        private Tariff? TariffOf(List<GridLine> part, string column)
        {
            if (part.Count == 0)
            {
                Lines[0].Cells.Wrong(column, "aucun prix pour la part garde", "Ajoutez une ligne dont la part est « garde ».");
                return null;
            }

            if (part.TrueForAll(line => line.Bracket is not null) && part.Count <= MostBrackets)
                return new BracketTariff([.. part.Select(line => line.Bracket!)]);
            if (part is [{ Tariff: { } only }])
                return only;
            part[^1].Cells.Wrong(
                Columns.Price, "plusieurs prix pour une même part", $"Une seule ligne par part ; ou une ligne par tranche de quotient, « {Columns.BracketFrom} » remplie sur chacune, {MostBrackets} au plus.");
            return null;
        }
    }

    /// <summary>A line: what it says of the grid, and one price.</summary>
    private sealed record GridLine(Cells Cells, PriceGrid Grid, bool IsMeal, Bracket? Bracket, Tariff? Tariff)
    {
        private const decimal Most = 10_000m;
        private const decimal MostQuotient = 1_000_000m;

        public static GridLine Read(Cells cells)
        {
            var (percent, amount) = (cells.OptionalNumber(Columns.SiblingPercent, 0m, 100m), cells.OptionalNumber(Columns.SiblingAmount, 0m, Most));
            var grid = new PriceGrid(
                cells.Id(Columns.Grid),
                cells.Text(Columns.Label),
                ActivitiesOf(cells),
                cells.Date(Columns.From),
                cells.OptionalDate(Columns.To),
                new FlatTariff(0m),
                Meal: null,
                (int)(cells.OptionalNumber(Columns.Quantity, 1m, 100m, decimals: 0) ?? 1m),
                cells.OptionalNumber(Columns.Surcharge, 0m, Most) ?? 0m,
                percent is null && amount is null ? null : new SiblingReduction(percent ?? 0m, amount ?? 0m));
            var isMeal = PartOf(cells);
            var (from, below) = (cells.OptionalNumber(Columns.BracketFrom, 0m, MostQuotient), cells.OptionalNumber(Columns.BracketBelow, 0m, MostQuotient));
            if (cells.OptionalNumber(Columns.Rate, 0m, 100m, decimals: 4) is { } rate)
                return new GridLine(cells, grid, isMeal, Bracket: null, new RateTariff(rate, cells.Number(Columns.Floor, 0m, Most), cells.Number(Columns.Ceiling, 0m, Most)));
            var price = cells.Number(Columns.Price, 0m, Most);
            return from is { } first
                ? new GridLine(cells, grid, isMeal, new Bracket(first, below, price), Tariff: null)
                : new GridLine(cells, grid, isMeal, Bracket: null, new FlatTariff(price));
        }

        private static ImmutableArray<ActivityId> ActivitiesOf(Cells cells)
        {
            var names = cells.Text(Columns.Activities).Split([' ', ',', '|'], StringSplitOptions.RemoveEmptyEntries);
            return [.. names.Select(name => new ActivityId(name))];
        }

        private static bool PartOf(Cells cells)
        {
            switch (cells.Written(Columns.Part).ToLowerInvariant())
            {
                case "" or "garde" or "care":
                    return false;
                case "repas" or "meal":
                    return true;
                default:
                    cells.Wrong(Columns.Part, "ni garde ni repas", "Écrivez garde ou repas.");
                    return false;
            }
        }
    }
}
