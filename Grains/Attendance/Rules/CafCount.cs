using System.Collections.Immutable;
using Periscolaire.Catalogue;

namespace Periscolaire.Attendance.Rules;

/// <summary>What a presence in an activity counts, in the order in which a day's presences use up the limit of the day.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Minutes">Minutes of the whole slot.</param>
public readonly record struct CountedSlot(ActivityId Activity, int Minutes);

/// <summary>
/// How hours are counted for the CAF (SPEC, Staff): a realised presence counts its activity's whole slot; of a child's day no more counts than the limit,
/// the earlier activity first, so that what is taken off falls on the later.
/// </summary>
/// <param name="AgeBounds">The ages at which bands begin, rising.</param>
/// <param name="MostMinutesADay">The most counted of a child and day; null for no limit.</param>
/// <param name="Slots">The activities, the one that starts first first; one that is missing counts nothing.</param>
public sealed record CafCount(ImmutableArray<int> AgeBounds, int? MostMinutesADay, ImmutableArray<CountedSlot> Slots)
{
    /// <summary>Counts by a structure's rules and activities.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="activities">The activities.</param>
    /// <returns>The count.</returns>
    public static CafCount Of(CafRules rules, IEnumerable<Activity> activities) => new(
        rules.AgeBounds,
        rules.MostMinutesADay,
        [
            .. activities
                .OrderBy(activity => activity.Arrival)
                .ThenBy(activity => activity.Id.Value, StringComparer.Ordinal)
                .Select(activity => new CountedSlot(activity.Id, rules.MinutesOf(activity))),
        ]);
}

/// <summary>What rules say of slots.</summary>
public static class CafSlots
{
    /// <summary>Minutes that a presence in an activity counts.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="activity">The activity.</param>
    /// <returns>Those configured, else its whole duration.</returns>
    public static int MinutesOf(this CafRules rules, Activity activity) =>
        rules.Slots.Where(slot => slot.Activity == activity.Id).Select(slot => (int?)slot.Minutes).FirstOrDefault()
            ?? (int)(activity.Departure - activity.Arrival).TotalMinutes;
}
