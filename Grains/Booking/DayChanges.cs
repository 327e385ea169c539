using System.Collections.Immutable;
using Periscolaire.Booking.Rules;
using Periscolaire.Journal;

namespace Periscolaire.Booking;

/// <summary>Writes a decision down as rows.</summary>
public static class DayChanges
{
    /// <summary>The stream of an activity-day.</summary>
    /// <param name="day">The activity-day.</param>
    /// <returns>The stream.</returns>
    public static StreamId StreamOf(ActivityDayKey day) =>
        new(day.Structure, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"day/{day.Activity.Value}/{day.Date:yyyy-MM-dd}"));

    /// <summary>The change that keeps a decision.</summary>
    /// <param name="key">The activity-day.</param>
    /// <param name="before">The state decided on.</param>
    /// <param name="decision">The decision; at least one event.</param>
    /// <returns>The rows of its movements, the bookings that they touched as they stand after, and the day itself when it is new or its capacity changed.</returns>
    public static Change ToChange(this Decision decision, ActivityDayKey key, ActivityDay before)
    {
        var movements = decision.Events.OfType<Movement>().ToList();
        var capacities = decision.Events.OfType<CapacityChanged>().ToList();
        var rows = ImmutableArray.CreateBuilder<Row>();
        if (capacities.Count > 0 || before.Version == 0)
            rows.Add(new DayRow(key, decision.Day.Capacity, decision.Day.Animators, decision.Day.IsClosed));
        rows.AddRange(capacities.Select(change => new CapacityChangeRow(key, change)));
        rows.AddRange(movements.Select(movement => movement.Booking).Distinct().Select(number => new BookingRow(key, decision.Day.Bookings[number])));
        rows.AddRange(movements.Select(movement => new MovementRow(key, movement)));
        rows.AddRange(decision.AuditRows(key, before));
        return new Change(StreamOf(key), before.Version, decision.Day.Version, rows.ToImmutable(), OpensBatch: capacities.Count > 0);
    }
}
