using System.Collections.Immutable;

namespace Periscolaire.Catalogue.Rules;

/// <summary>Closing activity-days in a catalogue.</summary>
public static class Closings
{
    /// <summary>The activity-days of an order that a catalogue offers, closed ones too.</summary>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="order">The order.</param>
    /// <returns>By date.</returns>
    public static ImmutableArray<(ActivityId Activity, DateOnly Date)> DaysOf(this StructureCatalogue catalogue, ClosingOrder order)
    {
        var (activities, dates) = (order.Activities.ToHashSet(), order.Dates.ToHashSet());
        return
        [
            .. catalogue.Periods.SelectMany(period => period.Days())
                .Where(day => activities.Contains(day.Activity) && dates.Contains(day.Date))
                .OrderBy(day => day.Date).ThenBy(day => day.Activity.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The catalogue with days closed; the act has the number of the version that keeps it.</summary>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="days">Days that it offers.</param>
    /// <param name="reason">Why; a day that is closed keeps its own.</param>
    /// <param name="movements">The number of each day's last movement.</param>
    /// <returns>The same catalogue when all were closed.</returns>
    public static StructureCatalogue WithClosed(
        this StructureCatalogue catalogue,
        IReadOnlyCollection<(ActivityId Activity, DateOnly Date)> days,
        string reason,
        IReadOnlyDictionary<(ActivityId Activity, DateOnly Date), long> movements)
    {
        var closed = catalogue.Periods.SelectMany(period => period.Closures).Select(closure => (closure.Activity, closure.Date)).ToHashSet();
        var added = days.Where(day => !closed.Contains(day)).ToHashSet();
        if (added.Count == 0)
            return catalogue;
        var act = catalogue.Version + 1;
        return catalogue with
        {
            Version = act,
            Periods =
            [
                .. catalogue.Periods.Select(period => period.Days().Where(added.Contains).Select(Closed).ToList()
                    is { Count: > 0 } closures ? period with { Closures = [.. period.Closures, .. closures] } : period),
            ],
        };

        Closure Closed((ActivityId Activity, DateOnly Date) day) => new(day.Activity, day.Date, reason, act, movements.GetValueOrDefault(day));
    }

    /// <summary>The catalogue with a day open again.</summary>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <returns>The same catalogue when it was not closed.</returns>
    public static StructureCatalogue WithReopened(this StructureCatalogue catalogue, ActivityId activity, DateOnly date)
    {
        if (!catalogue.Periods.Any(period => period.Closures.Any(IsIt)))
            return catalogue;
        return catalogue with
        {
            Version = catalogue.Version + 1,
            Periods = [.. catalogue.Periods.Select(period => period with { Closures = period.Closures.RemoveAll(closure => IsIt(closure)) })],
        };

        bool IsIt(Closure closure) => closure.Activity == activity && closure.Date == date;
    }

    /// <summary>All closures of the acts that closed some days: an act that was interrupted is finished as a whole, so that its mails tell all of it.</summary>
    /// <param name="catalogue">The catalogue with the days closed.</param>
    /// <param name="days">The days.</param>
    /// <returns>By act.</returns>
    public static ILookup<long, Closure> ActsOf(this StructureCatalogue catalogue, IReadOnlyCollection<(ActivityId Activity, DateOnly Date)> days)
    {
        var closures = catalogue.Periods.SelectMany(period => period.Closures).ToList();
        var asked = days.ToHashSet();
        var acts = closures.Where(closure => asked.Contains((closure.Activity, closure.Date))).Select(closure => closure.Act).ToHashSet();
        return closures.Where(closure => acts.Contains(closure.Act)).ToLookup(closure => closure.Act);
    }
}
