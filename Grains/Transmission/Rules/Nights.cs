using Periscolaire.Catalogue.Rules;

namespace Periscolaire.Transmission.Rules;

/// <summary>Which nights a structure's transmission owes (SPEC, Night 1): one a civil day, also when clocks change and after days of downtime.</summary>
public static class Nights
{
    /// <summary>When the night starts unless the structure says otherwise, Europe/Paris.</summary>
    public static readonly TimeOnly DefaultHour = new(2, 0);

    /// <summary>How many missed nights are made up for: after a longer absence the first that is made up for takes all that waited.</summary>
    public const int MostMissed = 31;

    /// <summary>When the night of a civil day starts.</summary>
    /// <param name="day">The civil day, Europe/Paris.</param>
    /// <param name="hour">The structure's hour; one that clocks skip starts when they do, one that they show twice the first time.</param>
    /// <returns>The instant.</returns>
    public static DateTimeOffset Start(DateOnly day, TimeOnly hour) => ParisTime.First(day, hour);

    /// <summary>The first civil day whose night is due and has not been run.</summary>
    /// <param name="last">The last civil day whose night was run; null when none ever was.</param>
    /// <param name="since">When the structure's nights began to be watched: none before is owed.</param>
    /// <param name="hour">The structure's hour.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>Null when nothing is due yet.</returns>
    public static DateOnly? Due(DateOnly? last, DateTimeOffset since, TimeOnly hour, DateTimeOffset now)
    {
        var today = ParisTime.DayOf(now);
        var latest = now >= Start(today, hour) ? today : today.AddDays(-1);
        var first = last?.AddDays(1) ?? FirstAfter(since, hour);
        if (first > latest)
            return null;
        return first < latest.AddDays(1 - MostMissed) ? latest.AddDays(1 - MostMissed) : first;
    }

    /// <summary>When the next night starts.</summary>
    /// <param name="hour">The structure's hour.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The instant, after now.</returns>
    public static DateTimeOffset Next(TimeOnly hour, DateTimeOffset now) => Start(FirstAfter(now, hour), hour);

    private static DateOnly FirstAfter(DateTimeOffset instant, TimeOnly hour)
    {
        var day = ParisTime.DayOf(instant);
        return Start(day, hour) > instant ? day : day.AddDays(1);
    }
}
