using Orleans.Concurrency;

namespace Periscolaire.Supervision;

/// <summary>Runs the checks wherever there is room; holds nothing.</summary>
[StatelessWorker(1)]
[GrainType("consistency")]
internal sealed class ConsistencyGrain(IConsistencyReader reader) : Grain, IConsistencyGrain
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

        return new ConsistencyReport(days, bookings, movements, [.. violations.Take(MostReported)]);
    }
}
