using System.Collections.Immutable;

namespace Periscolaire.Catalogue.Rules;

/// <summary>Finds the dates of a period in the school calendar.</summary>
public static class DateRules
{
    /// <summary>The most days that a rule may look at: two school years.</summary>
    private const int MostDays = 800;
    private const int MostExceptions = 400;

    /// <summary>The dates that a rule finds.</summary>
    /// <param name="rule">A rule without flaws.</param>
    /// <param name="holidays">The school calendar.</param>
    /// <returns>In order, each once.</returns>
    public static ImmutableArray<DateOnly> Dates(this DateRule rule, SchoolHolidays holidays)
    {
        var inRange = holidays.Of(rule.Zone, rule.From, rule.To).ToList();
        var named = inRange.Where(holiday => IsNamed(holiday, rule.Holiday)).ToList();
        var weekdays = rule.Weekdays.ToHashSet();
        var removed = rule.Removed.ToHashSet();
        return
        [
            .. Enumerable.Range(0, rule.To.DayNumber - rule.From.DayNumber + 1).Select(rule.From.AddDays)
                .Where(day => weekdays.Contains(day.DayOfWeek) && !FrenchPublicHolidays.Contains(day))
                .Where(day => rule.Kind is DateRuleKind.Holiday ? named.Exists(holiday => Contains(holiday, day)) : !inRange.Exists(holiday => Contains(holiday, day)))
                .Concat(rule.Added)
                .Where(day => !removed.Contains(day))
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>What is wrong with a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="period">The period that it is for.</param>
    /// <param name="holidays">The school calendar.</param>
    /// <returns>Nothing when it can be used.</returns>
    public static IEnumerable<CatalogueFlaw> Flaws(this DateRule rule, string period, SchoolHolidays holidays)
    {
        var item = $"period/{period}";
        if (rule.To < rule.From || rule.To.DayNumber - rule.From.DayNumber >= MostDays)
            yield return new CatalogueFlaw(item, "to", $"to ne précède pas from, et le suit de {MostDays} jours au plus");
        if (!CatalogueChecks.IsSane(rule.From) || !CatalogueChecks.IsSane(rule.To))
            yield return new CatalogueFlaw(item, "from", CatalogueChecks.NotSane);
        if (rule.Weekdays.IsDefaultOrEmpty)
            yield return new CatalogueFlaw(item, "weekdays", "au moins un jour de la semaine");
        if (rule.Added.Length > MostExceptions || rule.Removed.Length > MostExceptions)
            yield return new CatalogueFlaw(item, "added", $"{MostExceptions} exceptions au plus");
        if (rule.Kind is DateRuleKind.SchoolWeekdays && rule.Holiday is not null)
            yield return new CatalogueFlaw(item, "holiday", "seul kind=holiday désigne des vacances");
        if (rule.Kind is DateRuleKind.Holiday && !holidays.Of(rule.Zone, rule.From, rule.To).Any(holiday => IsNamed(holiday, rule.Holiday)))
            yield return new CatalogueFlaw(item, "holiday", $"le calendrier de la zone {rule.Zone} n'a pas de vacances de ce nom entre from et to");
    }

    /// <summary>What staff should look at in the dates of a rule.</summary>
    /// <param name="rule">A rule without flaws.</param>
    /// <param name="holidays">The school calendar.</param>
    /// <returns>In French.</returns>
    public static IEnumerable<string> Warnings(this DateRule rule, SchoolHolidays holidays)
    {
        var known = holidays.KnownUntil(rule.Zone);
        if (rule.Kind is DateRuleKind.SchoolWeekdays && !(known >= rule.To))
        {
            yield return known is { } until
                ? $"Le calendrier de la zone {rule.Zone} ne dit rien après le {until:dd/MM/yyyy} : vérifiez les dates suivantes."
                : $"Le calendrier ne connaît pas la zone {rule.Zone} : aucune vacance n'a été retirée.";
        }
    }

    private static bool IsNamed(SchoolHoliday holiday, string? name) => string.Equals(holiday.Name, name, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(SchoolHoliday holiday, DateOnly day) => holiday.First <= day && day <= holiday.Last;
}
