using System.Collections.Immutable;
using Periscolaire.Staff.Rules;

namespace Periscolaire.Staff;

/// <summary>Counts what happened. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IStatisticsReader
{
    /// <summary>The figures of each activity-day, counted by the store.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>In no particular order.</returns>
    Task<ImmutableArray<DayFigures>> Days(StructureId structure, DateOnly from, DateOnly to);
}
