namespace Periscolaire.WebApi.Hosting;

/// <summary>The civil day in Europe/Paris.</summary>
internal static class ParisDay
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(Clock(instant));

    /// <summary>What a clock in Paris shows.</summary>
    public static DateTime Clock(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Paris).DateTime;

    /// <summary>The first instant of a day; no clock changes at midnight in Paris.</summary>
    public static DateTimeOffset Start(DateOnly day)
    {
        // The very first day begins in Paris before there is a time to say it with.
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return day == DateOnly.MinValue ? DateTimeOffset.MinValue : new DateTimeOffset(midnight, Paris.GetUtcOffset(midnight));
    }
}
