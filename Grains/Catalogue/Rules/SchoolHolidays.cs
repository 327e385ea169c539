using System.Collections.Immutable;
using System.Globalization;

namespace Periscolaire.Catalogue.Rules;

/// <summary>One holiday of the French school calendar.</summary>
/// <param name="Zone">The zone that has it.</param>
/// <param name="Name">In French, e.g. "Vacances de Noël".</param>
/// <param name="First">First day without school.</param>
/// <param name="Last">Last day without school, included.</param>
public sealed record SchoolHoliday(SchoolZone Zone, string Name, DateOnly First, DateOnly Last);

/// <summary>The French school-holiday calendar of some years.</summary>
/// <param name="All">Every holiday known.</param>
public sealed record SchoolHolidays(ImmutableArray<SchoolHoliday> All)
{
    private const string Header = "zone,name,first,last";

    private static readonly Lazy<SchoolHolidays> FromResource = new(ReadResource);

    /// <summary>The calendar that comes with the program: data of the OpenHolidays API (ODbL 1.0), school years 2024-2025 on.</summary>
    public static SchoolHolidays Published => FromResource.Value;

    /// <summary>Reads a calendar: lines of <c>zone,name,first,last</c> under that header, dates as yyyy-MM-dd; lines beginning with # are comments.</summary>
    /// <param name="text">The lines.</param>
    /// <returns>The calendar.</returns>
    /// <exception cref="FormatException">A line is wrong; the message tells its number and what is expected.</exception>
    public static SchoolHolidays Parse(TextReader text)
    {
        var holidays = ImmutableArray.CreateBuilder<SchoolHoliday>();
        var headerSeen = false;
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            if (headerSeen)
                holidays.Add(ParseLine(line, number));
            else if (line == Header)
                headerSeen = true;
            else
                throw new FormatException($"Line {number}: expected the header '{Header}'.");
        }

        return new SchoolHolidays(holidays.ToImmutable());
    }

    /// <summary>The holidays of a zone that touch a range of dates, in order of date.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="first">First date of the range.</param>
    /// <param name="last">Last date, included.</param>
    /// <returns>Whole holidays, also where they begin before or end after the range.</returns>
    public IEnumerable<SchoolHoliday> Of(SchoolZone zone, DateOnly first, DateOnly last) =>
        All.Where(holiday => holiday.Zone == zone && holiday.First <= last && holiday.Last >= first).OrderBy(holiday => holiday.First);

    /// <summary>Whether a zone has no school on a date because of a holiday.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="date">The civil date.</param>
    /// <returns>False also for years that the calendar does not know.</returns>
    public bool IsHoliday(SchoolZone zone, DateOnly date) => Of(zone, date, date).Any();

    private static SchoolHoliday ParseLine(string line, int number)
    {
        var fields = line.Split(',');
        if (fields.Length == 4
            && fields[0] is "A" or "B" or "C"
            && fields[1].Length > 0
            && TryDate(fields[2], out var first)
            && TryDate(fields[3], out var last)
            && first <= last)
        {
            return new SchoolHoliday(Enum.Parse<SchoolZone>(fields[0]), fields[1], first, last);
        }

        throw new FormatException($"Line {number}: expected a zone A, B or C, a name, and two dates yyyy-MM-dd in order, separated by commas.");
    }

    private static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static SchoolHolidays ReadResource()
    {
        using var stream = typeof(SchoolHolidays).Assembly.GetManifestResourceStream("school-holidays-fr.csv")
            ?? throw new InvalidOperationException("The school-holiday calendar is not in the program.");
        using var reader = new StreamReader(stream);
        return Parse(reader);
    }
}
