using Orleans.Concurrency;

namespace Periscolaire.Supervision;

/// <summary>Runs the checks wherever there is room; holds nothing.</summary>
[StatelessWorker(1)]
[GrainType("consistency")]
internal sealed class ConsistencyGrain(IConsistencyReader reader, IMoneyAuditReader money) : Grain, IConsistencyGrain
{
    private const int MostReported = 100;

    public async Task<ConsistencyReport> Check()
    {
        var (days, bookings, movements) = (0, 0, 0);
        var violations = new List<Violation>();
        await foreach (var day in reader.Days(new StructureId(this.GetPrimaryKeyString())))
        {
            days++;
            bookings += day.Bookings.Length;
            movements += day.Events.Length;
            violations.AddRange(day.Audit());
        }

        var structure = new StructureId(this.GetPrimaryKeyString());
        var (wallets, entries) = (0, 0L);
        foreach (var wallet in await money.Wallets(structure))
        {
            wallets++;
            entries += wallet.Count;
            violations.AddRange(wallet.Audit());
        }

        violations.AddRange(await money.Violations(structure, MostReported));
        return new ConsistencyReport(days, bookings, movements, wallets, entries, [.. violations.Take(MostReported)]);
    }
}
