using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;
using Periscolaire.Wallets;
using Columns = Periscolaire.Import.ImportColumns;

namespace Periscolaire.Import.Rules;

/// <summary>Quotients familiaux by date; an empty one is no longer known.</summary>
internal static class QuotientsImport
{
    private const decimal Most = 100_000m;

    public static ImportPlan Plan(IEnumerable<Cells> lines, KnownTown town, Authorship by, Findings findings)
    {
        var (rows, once) = (new Dictionary<FamilyId, List<Row>>(), new Once<(FamilyId, DateOnly)>());
        foreach (var cells in lines)
        {
            var family = cells.KnownFamily(town);
            var quotient = new DatedQuotient(cells.Date(Columns.From), cells.OptionalNumber(Columns.Quotient, 0m, Most));
            if (!cells.IsGood || !once.IsFirst((family!.Family!.Id, quotient.From), cells, Columns.From))
                continue;
            var before = family.Family.Quotients.FirstOrDefault(known => known.From == quotient.From);
            findings.Count(before is not null, before == quotient);
            var key = new FamilyKey(town.Structure, family.Family.Id);
            if (before != quotient)
                rows.Of(key.Family).AddRange([new QuotientRow(key, quotient, by), MoneyAuditing.RowOf(key, before, quotient, by)]);
        }

        return ImportPlan.Nothing with { Families = rows };
    }
}
