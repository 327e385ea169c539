using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;
using Columns = Periscolaire.Import.ImportColumns;

namespace Periscolaire.Import.Rules;

/// <summary>Families: created, or changed in what the file's columns say; a column that is not there changes nothing.</summary>
internal static class FamiliesImport
{
    public static ImportPlan Plan(IEnumerable<Cells> lines, KnownTown town, Authorship by, Findings findings)
    {
        var (rows, once) = (new Dictionary<FamilyId, List<Row>>(), new Once<FamilyId>());
        foreach (var cells in lines)
        {
            var id = new FamilyId(cells.Id(Columns.Family));
            var known = town.Families.GetValueOrDefault(id);
            var family = Read(cells, known?.Family ?? new Family(id, "", Email: null, IsResident: false, [], []));
            if (known?.IsStillThere(cells) == false || !cells.IsGood || !once.IsFirst(id, cells, Columns.Family))
                continue;
            var isSame = known?.Family == family;
            findings.Count(known is not null, isSame);
            if (isSame)
                continue;

            // An address given now is the one in force: what was pending before is older.
            var pending = known?.Family?.Email == family.Email ? known?.Pending : null;
            rows[id] = [new FamilyRow(town.Structure, family, pending), FamilyAuditing.RowOf(town.Structure, known?.Family, family, by)];
        }

        return ImportPlan.Nothing with { Families = rows };
    }

    private static Family Read(Cells cells, Family known) => known with
    {
        Name = cells.Text(Columns.Name),
        IsResident = cells.YesNo(Columns.Resident),
        Email = cells.Has(Columns.Email) ? cells.Email(Columns.Email) : known.Email,
        Address = cells.Has(Columns.Address) ? cells.OptionalText(Columns.Address, Periscolaire.Families.Family.LongestAddress) : known.Address,
        Phone = cells.Has(Columns.Phone) ? cells.OptionalText(Columns.Phone, Periscolaire.Families.Family.LongestPhone) : known.Phone,
    };
}
