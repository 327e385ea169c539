using System.Collections.Immutable;
using System.Globalization;

namespace Periscolaire.Catalogue.Rules;

/// <summary>The French school-holiday calendar of some years.</summary>
/// <param name="All">Every holiday known.</param>
public sealed record SchoolHolidays(ImmutableArray<SchoolHoliday> All)
{
    private const string Header = "zone,name,first,last";
    private const string LineExpected = "une zone A, B ou C, un nom et deux dates aaaa-MM-jj dans l'ordre sont attendus, séparés par des virgules";
    private const int LongestName = 100;

    private static readonly Lazy<SchoolHolidays> FromResource = new(ReadResource);

    /// <summary>The calendar that comes with the program: data of the OpenHolidays API (ODbL 1.0), school years 2024-2025 on.</summary>
    public static SchoolHolidays Published => FromResource.Value;

    /// <summary>Reads a calendar: lines of <c>zone,name,first,last</c> under that header, dates as yyyy-MM-dd; lines beginning with # are comments.</summary>
    /// <param name="text">The lines.</param>
    /// <returns>The calendar.</returns>
    /// <exception cref="FormatException">A line is wrong; the message tells its number and what is expected.</exception>
    public static SchoolHolidays Parse(TextReader text) =>
        Read(text, out var flaws) is { } holidays && flaws.IsEmpty ? holidays : throw new FormatException($"Line {flaws[0].Line}: {flaws[0].What}");

    /// <summary>Reads a calendar as far as it goes.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="flaws">The lines that are wrong, and why, in French.</param>
    /// <returns>The holidays of all other lines.</returns>
    public static SchoolHolidays Read(TextReader text, out ImmutableArray<(int Line, string What)> flaws)
    {
        var holidays = ImmutableArray.CreateBuilder<SchoolHoliday>();
        var wrong = ImmutableArray.CreateBuilder<(int Line, string What)>();
        var headerSeen = false;
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            if (!headerSeen && line != Header)
                wrong.Add((number, $"l'en-tête {Header} est attendu"));
            else if (headerSeen && ParseLine(line) is { } holiday)
                holidays.Add(holiday);
            else if (headerSeen)
                wrong.Add((number, LineExpected));
            headerSeen = true;
        }

        if (!headerSeen)
            wrong.Add((1, $"l'en-tête {Header} est attendu"));
        flaws = wrong.ToImmutable();
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

    /// <summary>The last day of the last holiday that the calendar knows of a zone: of later days it says nothing.</summary>
    /// <param name="zone">The zone.</param>
    /// <returns>Null when it knows none.</returns>
    public DateOnly? KnownUntil(SchoolZone zone) => All.Where(holiday => holiday.Zone == zone).Max(holiday => (DateOnly?)holiday.Last);

    private static SchoolHoliday? ParseLine(string line)
    {
        var fields = line.Split(',');
        return fields.Length == 4
            && fields[0] is "A" or "B" or "C"
            && fields[1].Length is > 0 and <= LongestName && !fields[1].Any(char.IsControl)
            && TryDate(fields[2], out var first)
            && TryDate(fields[3], out var last)
            && first <= last
            ? new SchoolHoliday(Enum.Parse<SchoolZone>(fields[0]), fields[1], first, last)
            : null;
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
