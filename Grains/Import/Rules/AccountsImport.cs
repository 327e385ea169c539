using Periscolaire.Families;
using Columns = Periscolaire.Import.ImportColumns;

namespace Periscolaire.Import.Rules;

/// <summary>Accounts of families that exist. No password is taken over: each account is opened by a code that a letter brings.</summary>
internal static class AccountsImport
{
    public static ImportPlan Plan(IEnumerable<Cells> lines, KnownTown town, Findings findings)
    {
        var (accounts, once) = (new List<NewFamilyAccount>(), new Once<string>());
        foreach (var cells in lines)
        {
            var identifier = cells.Identifier(Columns.Identifier);
            var family = cells.KnownFamily(town);
            var isKnown = town.Accounts.TryGetValue(identifier, out var holder);
            if (cells.IsGood && isKnown && holder != family!.Family!.Id)
                cells.Wrong(Columns.Identifier, "cet identifiant est déjà pris", "Choisissez-en un autre.");
            if (!cells.IsGood || !once.IsFirst(identifier, cells, Columns.Identifier))
                continue;
            findings.Count(isKnown, isSame: true);
            if (!isKnown)
                accounts.Add(new NewFamilyAccount(identifier, family!.Family!.Id, family.Family.Name));
        }

        return ImportPlan.Nothing with { Accounts = [.. accounts] };
    }
}
