using System.Globalization;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Wallets;

/// <summary>The dates of a history, both included, Europe/Paris.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
internal sealed record HistoryPeriod(DateOnly From, DateOnly To)
{
    /// <summary>The longest that is asked at once: a leap year.</summary>
    public const int MostDays = 366;

    /// <summary>Gets whether it is one whole month.</summary>
    public bool IsMonth => this == Month(From);

    /// <summary>Gets its name on a document.</summary>
    public string Label => IsMonth ? Printable.Month(From) : $"Du {Printable.Date(From)} au {Printable.Date(To)}";

    /// <summary>Gets its name in a file's.</summary>
    public string FileLabel => IsMonth ? $"{From:yyyy-MM}" : $"{From:yyyy-MM-dd}-{To:yyyy-MM-dd}";

    public static HistoryPeriod Month(DateOnly day) =>
        new(new DateOnly(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)));

    public static bool TryMonth(string text, out HistoryPeriod period)
    {
        var isMonth = DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        period = Month(first);
        return isMonth;
    }

    public static bool TryRange(string? from, string? to, out HistoryPeriod period)
    {
        var areDates = Input.TryDate(from, out var first) & Input.TryDate(to, out var last);
        period = new HistoryPeriod(first, last);
        return areDates && first <= last && last.DayNumber - first.DayNumber < MostDays;
    }
}
