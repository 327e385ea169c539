using System.Collections.Immutable;
using Orleans.Concurrency;
using Periscolaire.Catalogue;
using Periscolaire.Staff.Rules;

namespace Periscolaire.Staff;

/// <summary>Has the store count; holds nothing.</summary>
[StatelessWorker]
[GrainType("statistics")]
internal sealed class StatisticsGrain(IStatisticsReader reader, ICatalogues catalogues) : Grain, IStatisticsGrain
{
    public async Task<ImmutableArray<ActivityMonth>> Months(DateOnly from, DateOnly to)
    {
        var structure = new StructureId(this.GetPrimaryKeyString());
        var catalogue = await catalogues.Of(structure) ?? throw new InvalidOperationException($"No catalogue for {structure}.");
        var days = await reader.Days(structure, new DateOnly(from.Year, from.Month, 1), new DateOnly(to.Year, to.Month, DateTime.DaysInMonth(to.Year, to.Month)));
        return days.ByMonth(activity => catalogue.Find(activity)?.Label ?? activity.Value);
    }
}
