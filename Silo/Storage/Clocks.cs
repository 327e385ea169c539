using System.Globalization;

namespace Periscolaire.Silo.Storage;

/// <summary>Times of day as tables keep them: HH:mm, which sorts as they do.</summary>
internal static class Clocks
{
    private const string Form = "HH:mm";

    public static string? Of(TimeOnly? time) => time?.ToString(Form, CultureInfo.InvariantCulture);

    public static TimeOnly? ToTime(string? text) => text is null ? null : TimeOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);
}
