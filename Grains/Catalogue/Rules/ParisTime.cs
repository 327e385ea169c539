namespace Periscolaire.Catalogue.Rules;

/// <summary>Civil days and times of Europe/Paris, where every rule of the town hall is written, and the instants they stand for.</summary>
public static class ParisTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The civil day of an instant.</summary>
    /// <param name="instant">Any offset.</param>
    /// <returns>The date that a clock in Paris shows.</returns>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(InParis(instant).DateTime);

    /// <summary>An instant with the offset of Paris.</summary>
    /// <param name="instant">Any offset.</param>
    /// <returns>The same instant.</returns>
    public static DateTimeOffset InParis(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>When a clock in Paris first shows a time: the first of two when clocks go back.</summary>
    /// <param name="date">The civil date.</param>
    /// <param name="time">The time of day.</param>
    /// <returns>The instant; for a time that clocks going forward skip, the instant at which they do.</returns>
    public static DateTimeOffset First(DateOnly date, TimeOnly time) => At(date, time, offsets => offsets.Max());

    /// <summary>When a clock in Paris last shows a time: the second of two when clocks go back.</summary>
    /// <param name="date">The civil date.</param>
    /// <param name="time">The time of day.</param>
    /// <returns>The instant; for a time that clocks going forward skip, the instant at which they do.</returns>
    public static DateTimeOffset Last(DateOnly date, TimeOnly time) => At(date, time, offsets => offsets.Min());

    private static DateTimeOffset At(DateOnly date, TimeOnly time, Func<TimeSpan[], TimeSpan> chosen)
    {
        var local = date.ToDateTime(time);
        if (Zone.IsInvalidTime(local))
            return EndOfGap(local);
        var offset = Zone.IsAmbiguousTime(local) ? chosen(Zone.GetAmbiguousTimeOffsets(local)) : Zone.GetUtcOffset(local);
        return local.Ticks < offset.Ticks ? DateTimeOffset.MinValue : new DateTimeOffset(local, offset);
    }

    // In Paris clocks are moved on the hour, by an hour.
    private static DateTimeOffset EndOfGap(DateTime skipped)
    {
        var hour = skipped.Date.AddHours(skipped.Hour);
        while (Zone.IsInvalidTime(hour))
            hour = hour.AddHours(1);
        return new DateTimeOffset(hour, Zone.GetUtcOffset(hour));
    }
}
