using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Periscolaire.Catalogue.Rules;

/// <summary>Moves last year's set-up to another school year: what is bound to dates moves, activities and wallets stay.</summary>
public static partial class SchoolYears
{
    /// <summary>The first day of a school year.</summary>
    /// <param name="year">The year in which it begins.</param>
    /// <returns>1 September.</returns>
    public static DateOnly First(int year) => new(year, 9, 1);

    /// <summary>The last day of a school year.</summary>
    /// <param name="year">The year in which it begins.</param>
    /// <returns>31 August.</returns>
    public static DateOnly Last(int year) => new(year + 1, 8, 31);

    /// <summary>Whether a period belongs to a school year.</summary>
    /// <param name="period">The period.</param>
    /// <param name="year">The year in which it begins.</param>
    /// <returns>True when its first date falls into it.</returns>
    public static bool IsOf(this Period period, int year) => !period.Dates.IsEmpty && period.Dates.Min() is var first && first >= First(year) && first <= Last(year);

    /// <summary>What keeps a year from being copied.</summary>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="holidays">The school calendar.</param>
    /// <returns>Nothing when it can.</returns>
    public static IEnumerable<CatalogueFlaw> Flaws(this StructureCatalogue catalogue, CopySchoolYear copy, SchoolHolidays holidays)
    {
        var item = $"school-year/{copy.From.ToString(CultureInfo.InvariantCulture)}";
        if (copy.From is < 2000 or > 2098 || copy.To is < 2001 or > 2099 || copy.To <= copy.From)
        {
            yield return new CatalogueFlaw(item, "to", "l'année copiée précède l'autre, entre 2000 et 2099");
            yield break;
        }

        if (!catalogue.Periods.Any(period => period.IsOf(copy.From)))
            yield return new CatalogueFlaw(item, "", "aucune période de cette année scolaire");
        foreach (var period in catalogue.Periods.Where(period => period.IsOf(copy.From)))
        {
            var rule = catalogue.RuleOf(period, copy.From, holidays).Moved(copy, holidays);
            foreach (var flaw in rule.Flaws(period.Id, holidays))
                yield return flaw;
            if (!holidays.Of(rule.Zone, First(copy.To), Last(copy.To)).Any())
            {
                yield return new CatalogueFlaw(
                    $"period/{period.Id}", "dates", $"le calendrier de la zone {rule.Zone} ne connaît pas l'année {copy.To}-{copy.To + 1} : déposez-le d'abord");
            }
        }
    }

    /// <summary>The catalogue with the periods and grids of a year copied to another; what is there under the same id is left as it is.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="holidays">The school calendar.</param>
    /// <returns>The longer catalogue.</returns>
    public static StructureCatalogue WithYear(this StructureCatalogue catalogue, CopySchoolYear copy, SchoolHolidays holidays)
    {
        var periods = catalogue.Periods.Where(period => period.IsOf(copy.From)).Select(period => catalogue.Moved(period, copy, holidays));
        var grids = catalogue.Grids.Where(grid => grid.To is { } last && grid.From >= First(copy.From) && last <= Last(copy.From)).Select(grid => Moved(grid, copy));
        return catalogue with
        {
            Periods = [.. catalogue.Periods, .. periods.ExceptBy(catalogue.Periods.Select(known => known.Id), period => period.Id, StringComparer.Ordinal)],
            Grids = [.. catalogue.Grids, .. grids.ExceptBy(catalogue.Grids.Select(known => known.Id), grid => grid.Id, StringComparer.Ordinal)],
        };
    }

    /// <summary>
    /// The rule that finds a period's dates again: the one kept with it; else the weekdays that its dates fall on, within the holiday that they all fall
    /// into, or out of the holidays.
    /// </summary>
    /// <param name="catalogue">The catalogue: its zone.</param>
    /// <param name="period">The period; it has dates.</param>
    /// <param name="year">The school year that it belongs to.</param>
    /// <param name="holidays">The school calendar.</param>
    /// <returns>The rule.</returns>
    public static DateRule RuleOf(this StructureCatalogue catalogue, Period period, int year, SchoolHolidays holidays)
    {
        if (period.Rule is { } kept)
            return kept;
        var zone = catalogue.Settings.Zone;
        ImmutableArray<DayOfWeek> weekdays = [.. period.Dates.Select(date => date.DayOfWeek).Distinct().Order()];
        var holiday = holidays.Of(zone, First(year), Last(year))
            .FirstOrDefault(holiday => period.Dates.All(date => holiday.First <= date && date <= holiday.Last));
        if (holiday is not null)
            return new DateRule(zone, DateRuleKind.Holiday, holiday.Name, weekdays, First(year), Last(year), [], []);

        // A weekday falls up to six days earlier in another year; and no later than it did, since the calendar may not know the next summer yet.
        var first = period.Dates.Min().AddDays(-6);
        return new DateRule(
            zone, DateRuleKind.SchoolWeekdays, Holiday: null, weekdays, first < First(year) ? First(year) : first, period.Dates.Max(), [], []);
    }

    /// <summary>What staff should look at in a copied year.</summary>
    /// <param name="catalogue">The catalogue before.</param>
    /// <param name="copy">The copy; nothing is wrong with it.</param>
    /// <param name="holidays">The school calendar.</param>
    /// <returns>In French.</returns>
    public static IEnumerable<string> Warnings(this StructureCatalogue catalogue, CopySchoolYear copy, SchoolHolidays holidays) => catalogue.Periods
        .Where(period => period.IsOf(copy.From))
        .SelectMany(period => catalogue.RuleOf(period, copy.From, holidays).Moved(copy, holidays).Warnings(holidays))
        .Distinct(StringComparer.Ordinal);

    private static Period Moved(this StructureCatalogue catalogue, Period period, CopySchoolYear copy, SchoolHolidays holidays)
    {
        var rule = catalogue.RuleOf(period, copy.From, holidays).Moved(copy, holidays);
        var years = copy.To - copy.From;
        return period with
        {
            Id = Renamed(period.Id, copy, isId: true),
            Label = Renamed(period.Label, copy, isId: false),
            Dates = rule.Dates(holidays),
            OpensAt = Later(period.OpensAt, years),
            OpensForResidentsAt = period.OpensForResidentsAt is { } residents ? Later(residents, years) : null,
            ClosesAt = Later(period.ClosesAt, years),
            ToBook = Later(period.ToBook, years),
            ToCancel = Later(period.ToCancel, years),
            ToPromote = period.ToPromote is { } promote ? Later(promote, years) : null,
            Debit = period.Debit is DebitOnDate debit ? new DebitOnDate(debit.Date.AddYears(years)) : period.Debit,
            Closures = [],
            Rule = rule,
        };
    }

    /// <summary>A rule a year later: a holiday that it took whole is looked for in the whole year, since holidays do not keep their dates. Exceptions were that year's own.</summary>
    private static DateRule Moved(this DateRule rule, CopySchoolYear copy, SchoolHolidays holidays)
    {
        var years = copy.To - copy.From;
        var isWhole = rule.Kind is DateRuleKind.Holiday && holidays.Of(rule.Zone, rule.From, rule.To)
            .Where(holiday => string.Equals(holiday.Name, rule.Holiday, StringComparison.OrdinalIgnoreCase))
            .All(holiday => rule.From <= holiday.First && holiday.Last <= rule.To);
        return rule with
        {
            From = isWhole ? First(copy.To) : rule.From.AddYears(years),
            To = isWhole ? Last(copy.To) : rule.To.AddYears(years),
            Added = [],
            Removed = [],
        };
    }

    private static PriceGrid Moved(PriceGrid grid, CopySchoolYear copy) => grid with
    {
        Id = Renamed(grid.Id, copy, isId: true),
        Label = Renamed(grid.Label, copy, isId: false),
        From = grid.From.AddYears(copy.To - copy.From),
        To = grid.To?.AddYears(copy.To - copy.From),
    };

    /// <summary>The same day and time on Paris' clocks, years later.</summary>
    private static DateTimeOffset Later(DateTimeOffset instant, int years)
    {
        var local = ParisTime.InParis(instant);
        return ParisTime.First(DateOnly.FromDateTime(local.DateTime).AddYears(years), TimeOnly.FromDateTime(local.DateTime));
    }

    private static Deadline Later(Deadline deadline, int years) => deadline is FixedInstant instant ? new FixedInstant(Later(instant.At, years)) : deadline;

    /// <summary>A name with its years moved; an id without any gets the new year at its end, since ids are unique.</summary>
    private static string Renamed(string name, CopySchoolYear copy, bool isId)
    {
        var moved = Year().Replace(name, match => int.Parse(match.Value, CultureInfo.InvariantCulture) is var year && (year == copy.From || year == copy.From + 1)
            ? (year + copy.To - copy.From).ToString(CultureInfo.InvariantCulture)
            : match.Value);
        return isId && moved == name ? $"{name}-{copy.To.ToString(CultureInfo.InvariantCulture)}" : moved;
    }

    [GeneratedRegex("(?<![0-9])[0-9]{4}(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();
}
