using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;
using Columns = Periscolaire.Import.ImportColumns;

namespace Periscolaire.Import.Rules;

/// <summary>Children of families that exist. A child stays with its family: moving one is a decision of its own.</summary>
internal static class ChildrenImport
{
    public static ImportPlan Plan(IEnumerable<Cells> lines, KnownTown town, Authorship by, Findings findings)
    {
        var (rows, once) = (new Dictionary<FamilyId, List<Row>>(), new Once<ChildId>());
        foreach (var cells in lines)
        {
            var id = new ChildId(cells.Id(Columns.Child));
            var family = cells.KnownFamily(town);
            var known = town.FamilyOf(id)?.Family;
            var before = known?.Children.FirstOrDefault(child => child.Id == id);
            var child = new Child(id, cells.Text(Columns.FirstName), cells.Text(Columns.Name), cells.Date(Columns.BirthDate), cells.Has(Columns.Group) ? cells.OptionalText(Columns.Group) : before?.Group);
            if (cells.IsGood && child.BirthDate > Catalogue.Rules.ParisTime.DayOf(by.At))
                cells.Wrong(Columns.BirthDate, "date dans l'avenir", "Corrigez la date de naissance.");
            if (cells.IsGood && known is not null && known.Id != family!.Family!.Id)
                cells.Wrong(Columns.Child, "cet enfant est connu d'une autre famille", "Choisissez un autre identifiant, ou déplacez d'abord l'enfant.");
            if (!cells.IsGood || !once.IsFirst(id, cells, Columns.Child))
                continue;
            findings.Count(before is not null, before == child);
            if (before != child)
                rows.Of(family!.Family!.Id).AddRange([new ChildRow(town.Structure, family.Family.Id, child), FamilyAuditing.RowOf(new FamilyKey(town.Structure, family.Family.Id), before, child, by)]);
        }

        return ImportPlan.Nothing with { Families = rows };
    }

    /// <summary>The family that a line names; a line that names none is wrong.</summary>
    public static KeptFamily? KnownFamily(this Cells cells, KnownTown town)
    {
        var id = cells.Id(Columns.Family);
        if (town.Families.TryGetValue(new FamilyId(id), out var known))
            return known.IsStillThere(cells) ? known : null;
        if (cells.Written(Columns.Family).Length > 0)
            cells.Wrong(Columns.Family, "famille inconnue", "Importez d'abord les familles, ou corrigez l'identifiant.");
        return null;
    }

    /// <summary>Nothing is taken over of an erased family again: who comes back is a new family.</summary>
    public static bool IsStillThere(this KeptFamily family, Cells cells)
    {
        if (family.ErasedAt is not null)
            cells.Wrong(Columns.Family, "famille effacée", "Retirez la ligne, ou donnez un autre identifiant à qui revient.");
        return family.ErasedAt is null;
    }

    /// <summary>The rows of a family so far.</summary>
    public static List<Row> Of(this Dictionary<FamilyId, List<Row>> rows, FamilyId family) =>
        rows.TryGetValue(family, out var known) ? known : rows[family] = [];
}
