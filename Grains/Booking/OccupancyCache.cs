using System.Collections.Frozen;

namespace Periscolaire.Booking;

/// <summary>
/// How full the days of a month are, a second ago at most: one query a silo, structure and month, whoever looks at calendars. Nothing is
/// decided on it: that is the activity-day's own.
/// </summary>
internal sealed class OccupancyCache(IBookingReader reader, TownClock clock)
{
    private const int MostMonths = 1_000;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(StructureId Structure, DateOnly Month), Entry> _months = [];

    /// <summary>The occupancy of a month's days.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="month">Any day of the month.</param>
    /// <returns>By activity and date; days without a capacity are missing.</returns>
    public Task<FrozenDictionary<(ActivityId Activity, DateOnly Date), DayOccupancy>> Of(StructureId structure, DateOnly month)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        lock (_gate)
        {
            if (_months.TryGetValue((structure, first), out var known) && !known.Days.IsFaulted && clock.GetElapsedTime(known.AskedAt) < Freshness)
                return known.Days;
            if (_months.Count >= MostMonths)
                _months.Clear();

            // Its age counts from before the query, so that "a second" is what a family sees.
            var asked = new Entry(clock.GetTimestamp(), Read(structure, first));
            _months[(structure, first)] = asked;
            return asked.Days;
        }
    }

    private async Task<FrozenDictionary<(ActivityId Activity, DateOnly Date), DayOccupancy>> Read(StructureId structure, DateOnly first)
    {
        var days = await reader.Occupancy(structure, first, first.AddMonths(1).AddDays(-1));
        return days.ToFrozenDictionary(day => (day.Activity, day.Date));
    }

    private sealed record Entry(long AskedAt, Task<FrozenDictionary<(ActivityId Activity, DateOnly Date), DayOccupancy>> Days);
}
