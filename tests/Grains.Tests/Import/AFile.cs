using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Import;
using Periscolaire.Import.Rules;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Grains.Tests.Import;

/// <summary>A file taken over into a town with the family DUPONT and its child Léa.</summary>
internal static class AFile
{
    public static readonly StructureId Structure = new("deols");

    /// <summary>DUPONT at version 3, with 10.00 in PERISCOLAIRE; the wallets PERISCOLAIRE and RESTAURATION.</summary>
    public static KnownTown Town()
    {
        var catalogue = new CatalogueIndex(Some.Catalogue().Catalogue with { Wallets = [new WalletOffer("PERISCOLAIRE", "Périscolaire"), new WalletOffer("RESTAURATION", "Restauration")] });
        var ledger = new FamilyLedger(FamilyLedger.Empty.Balances.Add("PERISCOLAIRE", new WalletBalance(10m, 1)));
        return new KnownTown(Structure, catalogue, new Dictionary<FamilyId, KeptFamily> { [Some.Family().Id] = new(3, Some.Family(), Pending: null, ledger) });
    }

    /// <summary>An activity-day with places.</summary>
    public static KnownTown WithPlaces(this KnownTown town, int places, ActivityId? activity = null)
    {
        var key = new ActivityDayKey(Structure, activity ?? Some.Afternoon, Some.Day);
        var days = town.Days.ToImmutableDictionary().SetItem(key, ActivityDay.FromRows(version: 1, places, []));
        return town with { Days = days };
    }

    /// <summary>Another family with a child of four.</summary>
    public static KnownTown WithFamily(this KnownTown town, string id)
    {
        var family = new Family(new FamilyId(id), id, Email: null, IsResident: true, [Some.Child() with { Id = new ChildId($"{id}-enfant") }], []);
        return town with { Families = town.Families.ToImmutableDictionary().SetItem(family.Id, new KeptFamily(1, family, Pending: null, FamilyLedger.Empty)) };
    }

    public static (ImportPlan Plan, Findings Findings) Plan(ImportKind kind, KnownTown town, params string[] lines)
    {
        var sheet = new ImportSheet([.. lines[0].Split(';')], [.. lines.Skip(1).Select((line, index) => new ImportLine(index + 2, [.. line.Split(';')]))]);
        return Importing.Plan(new ImportOrder(kind, sheet, Author.Staff("reprise"), DryRun: false), town, Some.Now);
    }

    public static IEnumerable<(int Line, string Column, string Problem)> Problems(ImportKind kind, KnownTown town, params string[] lines) =>
        Plan(kind, town, lines).Findings.Problems.Select(problem => (problem.Line, problem.Column, problem.Problem));
}
