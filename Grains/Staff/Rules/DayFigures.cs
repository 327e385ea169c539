using System.Collections.Immutable;

namespace Periscolaire.Staff.Rules;

/// <summary>What is counted of an activity-day.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Places">Places offered.</param>
/// <param name="Held">Places held now.</param>
/// <param name="Waiting">How many wait now.</param>
/// <param name="Requests">Bookings asked for.</param>
/// <param name="RefusedByStaff">Of which refused by staff.</param>
/// <param name="Expired">Of which refused because they waited in vain.</param>
/// <param name="Cancelled">Of which cancelled.</param>
/// <param name="Promoted">Of which got a place after waiting.</param>
public sealed record DayFigures(
    ActivityId Activity,
    DateOnly Date,
    long Places,
    long Held,
    long Waiting,
    long Requests,
    long RefusedByStaff,
    long Expired,
    long Cancelled,
    long Promoted);

/// <summary>Adds days up to months.</summary>
public static class MonthlyFigures
{
    /// <summary>The months of some days.</summary>
    /// <param name="days">The days.</param>
    /// <param name="labelOf">How families read an activity.</param>
    /// <returns>By month and activity.</returns>
    public static ImmutableArray<ActivityMonth> ByMonth(this IEnumerable<DayFigures> days, Func<ActivityId, string> labelOf) =>
    [
        .. days.GroupBy(day => (Month: new DateOnly(day.Date.Year, day.Date.Month, 1), day.Activity))
            .OrderBy(month => month.Key.Month)
            .ThenBy(month => month.Key.Activity.Value, StringComparer.Ordinal)
            .Select(month => new ActivityMonth(
                month.Key.Activity,
                labelOf(month.Key.Activity),
                month.Key.Month,
                month.Count(day => day.Places > 0),
                month.Sum(day => day.Places),
                month.Sum(day => day.Held),
                PerCent(month.Sum(day => day.Held), month.Sum(day => day.Places)),
                month.Sum(day => day.Requests),
                month.Sum(day => day.RefusedByStaff),
                month.Sum(day => day.Expired),
                month.Sum(day => day.Cancelled),
                month.Sum(day => day.Waiting),
                month.Sum(day => day.Promoted))),
    ];

    private static decimal? PerCent(long part, long whole) => whole == 0 ? null : Math.Round(part * 100m / whole, 1, MidpointRounding.AwayFromZero);
}
