namespace Periscolaire.Catalogue.Rules;

/// <summary>When a deadline falls for an activity on a date (SPEC, Booking 7).</summary>
public static class DeadlineRules
{
    private const int DaysPerWeek = 7;

    /// <summary>When a deadline ends for an activity on a date.</summary>
    /// <param name="deadline">The deadline.</param>
    /// <param name="date">The activity's civil date, Europe/Paris.</param>
    /// <param name="start">When the activity starts, Europe/Paris.</param>
    /// <returns>The first instant at which it is too late.</returns>
    public static DateTimeOffset End(this Deadline deadline, DateOnly date, TimeOnly start) => deadline switch
    {
        HoursBefore hours => Before(ParisTime.First(date, start), hours.Hours),
        DaysBefore days => EndOfMinute(Back(date, days.Days), days.At),
        WorkingDaysBefore days => EndOfMinute(WorkingDaysBack(date, days.Days), days.At),
        WeekdayOfWeekBefore week => EndOfMinute(Back(date, SinceMonday(date.DayOfWeek) + DaysPerWeek - SinceMonday(week.Weekday)), week.At),
        FixedInstant instant => instant.At,
        _ => throw new ArgumentException($"No rule for a deadline of kind {deadline.GetType().Name}.", nameof(deadline)),
    };

    /// <summary>Whether a deadline has passed for an activity on a date.</summary>
    /// <param name="deadline">The deadline.</param>
    /// <param name="date">The activity's civil date, Europe/Paris.</param>
    /// <param name="start">When the activity starts, Europe/Paris.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>True from the first instant at which it is too late.</returns>
    public static bool IsOver(this Deadline deadline, DateOnly date, TimeOnly start, DateTimeOffset now) => now >= deadline.End(date, start);

    // A time that clocks show twice is over when it has been shown for the second time; one that they skip, when they skip it.
    private static DateTimeOffset EndOfMinute(DateOnly date, TimeOnly time)
    {
        var minute = new TimeOnly(time.Hour, time.Minute);
        var shown = ParisTime.Last(date, minute);
        return TimeOnly.FromDateTime(ParisTime.InParis(shown).DateTime) == minute ? shown.ToUniversalTime().AddMinutes(1) : shown;
    }

    private static DateOnly WorkingDaysBack(DateOnly date, int days)
    {
        var day = date;
        for (var left = days; left > 0 && day > DateOnly.MinValue;)
        {
            day = day.AddDays(-1);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }

    private static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !FrenchPublicHolidays.Contains(day);

    private static int SinceMonday(DayOfWeek day) => ((int)day + DaysPerWeek - 1) % DaysPerWeek;

    private static DateOnly Back(DateOnly date, int days) => days < date.DayNumber ? date.AddDays(-days) : DateOnly.MinValue;

    private static DateTimeOffset Before(DateTimeOffset instant, int hours) =>
        hours < (instant - DateTimeOffset.MinValue).TotalHours ? instant.AddHours(-hours) : DateTimeOffset.MinValue;
}
