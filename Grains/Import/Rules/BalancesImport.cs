using System.Globalization;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;
using Columns = Periscolaire.Import.ImportColumns;

namespace Periscolaire.Import.Rules;

/// <summary>Balances of the software used before: one opening entry a wallet, ever. A balance is then changed by entries, not by another file.</summary>
internal static class BalancesImport
{
    private const decimal Most = 100_000m;

    public static ImportPlan Plan(IEnumerable<Cells> lines, KnownTown town, Authorship by, Findings findings)
    {
        var (postings, once) = (new Dictionary<FamilyId, List<Posting>>(), new Once<string>());
        foreach (var cells in lines)
        {
            var family = cells.KnownFamily(town);
            var wallet = cells.Text(Columns.Wallet);
            var amount = cells.Number(Columns.Balance, -Most, Most);
            if (cells.IsGood && town.Catalogue.Wallets.All(offer => offer.Id != wallet))
                cells.Wrong(Columns.Wallet, "porte-monnaie inconnu", $"L'un de : {string.Join(", ", town.Catalogue.Wallets.Select(offer => offer.Id))}.");
            if (!cells.IsGood)
                continue;
            var cause = CauseOf(family!.Family!.Id, wallet);
            if (!once.IsFirst(cause, cells, Columns.Wallet))
                continue;
            if (town.Openings.TryGetValue(cause, out var entered) && entered != amount)
            {
                cells.Wrong(Columns.Balance, string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"un autre solde d'ouverture est déjà repris : {entered:0.00}"), "Passez une correction au guichet, ou retirez la ligne.");
                continue;
            }

            // Nothing is carried over from a wallet at zero: it says what is known already.
            var isSame = amount == 0m || town.Openings.ContainsKey(cause);
            findings.Count(isSame, isSame);
            if (!isSame)
                Of(postings, family.Family.Id).Add(new Posting(wallet, EntryKind.Correction, cause, amount, ParisTime.DayOf(by.At), Reason: "Reprise du solde de l'ancien logiciel"));
        }

        return ImportPlan.Nothing with { Families = postings.ToDictionary(entry => entry.Key, entry => Rows(town.Families[entry.Key], new FamilyKey(town.Structure, entry.Key), entry.Value, by)) };
    }

    private static string CauseOf(FamilyId family, string wallet) => $"{OpeningCauses}{family.Value}/{wallet}";

    /// <summary>What the causes of opening entries begin with.</summary>
    public const string OpeningCauses = "import/opening/";

    private static List<Row> Rows(KeptFamily family, FamilyKey key, List<Posting> postings, Authorship by)
    {
        var origin = new EntryOrigin(by);
        return [.. family.Ledger.Enter(postings, origin).Entries.Select(entry => new LedgerRow(key, entry)), MoneyAuditing.RowOf(key, postings, origin)];
    }

    private static List<Posting> Of(Dictionary<FamilyId, List<Posting>> postings, FamilyId family) =>
        postings.TryGetValue(family, out var known) ? known : postings[family] = [];
}
