using System.Collections.Immutable;
using Periscolaire.Accounts.Rules;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Import.Rules;

namespace Periscolaire.Import;

/// <summary>Hosts the taking over of files of one structure, one after the other: reads, plans, keeps all or nothing, and has what is in memory read again.</summary>
[GrainType("import")]
internal sealed class ImportGrain(IImportReader reader, IBookingReader bookings, IImportStore store, TownClock clock) : Grain, IImportGrain
{
    private const int ToldAtOnce = 200;

    private StructureId Structure => new(this.GetPrimaryKeyString());

    public async Task<ImportReport> Run(ImportOrder order)
    {
        var now = clock.GetUtcNow();
        var town = await Read(order);
        var (plan, findings) = Importing.Plan(order, town, now);
        var counts = findings.Counts(order.Sheet.Lines.Length);
        var report = new ImportReport(ImportOutcome.Checked, counts, findings.ProblemCount, findings.Problems, []);
        if (order.DryRun)
            return report;
        if (findings.ProblemCount > 0)
            return report with { Outcome = ImportOutcome.Refused };

        var changes = new ImportChanges(town, order, new Authorship(order.By, now));
        ImmutableArray<OpeningLetter> letters = [.. plan.Accounts.Select(account => new OpeningLetter(account.Identifier, account.Name, OneTimeCodes.New()))];
        if (!await Keep(plan, changes, changes.Summary(counts), letters))
            return report with { Outcome = ImportOutcome.Overtaken };
        await Forget(order.Kind);
        return report with { Outcome = ImportOutcome.Kept, Codes = letters };
    }

    private async Task<bool> Keep(ImportPlan plan, ImportChanges changes, AuditEntry summary, ImmutableArray<OpeningLetter> letters)
    {
        if (plan.Grids is { } grids)
        {
            var catalogue = GrainFactory.GetGrain<ICatalogueGrain>(Structure.Value);
            return await catalogue.SaveGrids(changes.CatalogueVersion, grids, summary) is { Saved: not null };
        }

        var all = changes.Of(plan, letters);
        if (all.Count == 0)
            return true;
        all[0] = all[0] with { Rows = all[0].Rows.Add(new AuditRow(Structure, summary)) };
        return await store.Write(all);
    }

    private async Task<KnownTown> Read(ImportOrder order)
    {
        var catalogue = await GrainFactory.GetGrain<ICatalogueGrain>(Structure.Value).Read() ?? throw new InvalidOperationException($"No catalogue for {Structure}.");
        var town = new KnownTown(Structure, new CatalogueIndex(catalogue), await reader.Families(Structure));
        return order.Kind switch
        {
            ImportKind.Accounts => town with { Accounts = await reader.Accounts(Structure) },
            ImportKind.Balances => town with { Openings = await reader.Entered(Structure, BalancesImport.OpeningCauses) },
            ImportKind.Bookings => await WithDays(town, order.Sheet),
            _ => town,
        };
    }

    private async Task<KnownTown> WithDays(KnownTown town, ImportSheet sheet)
    {
        var keys = BookingsImport.DaysOf(sheet, town);
        if (keys.Count == 0)
            return town;
        var days = new Dictionary<ActivityDayKey, ActivityDay>();
        foreach (var key in keys)
            days[key] = await bookings.Day(key);
        var live = await reader.Live(Structure, keys.Min(key => key.Date), keys.Max(key => key.Date));
        return town with { Days = days, Live = live.ToLookup(booking => (booking.Child, booking.Date), booking => booking.Activity) };
    }

    /// <summary>
    /// Has families and days that are in memory read again when they are next asked. All of the structure, also when nothing was written: a run that was
    /// cut off after its commit is repeated, and then finds everything unchanged.
    /// </summary>
    private async Task Forget(ImportKind kind)
    {
        var management = GrainFactory.GetGrain<IManagementGrain>(0);
        var families = await management.GetActiveGrains(GrainType.Create(FamilyGrain.TypeName));
        await Tell(families, key => GrainFactory.GetGrain<IFamilyGrain>(key).Forget());
        if (kind is not ImportKind.Bookings)
            return;
        var days = await management.GetActiveGrains(GrainType.Create(ActivityDayGrain.TypeName));
        await Tell(days, key => GrainFactory.GetGrain<IActivityDayGrain>(key).Forget());
    }

    private async Task Tell(IEnumerable<GrainId> grains, Func<string, Task> tell)
    {
        var own = grains.Select(grain => grain.Key.ToString()!).Where(key => key.StartsWith($"{Structure.Value}/", StringComparison.Ordinal));
        foreach (var some in own.Chunk(ToldAtOnce))
            await Task.WhenAll(some.Select(tell));
    }
}
