namespace Periscolaire.Catalogue.Rules;

/// <summary>
/// The eleven public holidays of metropolitan France (Code du travail, article L3133-1), without the two that only Alsace and Moselle keep.
/// </summary>
public static class FrenchPublicHolidays
{
    /// <summary>Whether a date is a public holiday.</summary>
    /// <param name="date">The civil date.</param>
    /// <returns>True for the eleven days of its year.</returns>
    public static bool Contains(DateOnly date) => Of(date.Year).Any(holiday => holiday.Date == date);

    /// <summary>The public holidays of a year, in order of date.</summary>
    /// <param name="year">1 to 9999, Gregorian.</param>
    /// <returns>Each with its French name; two names when two fall on one date.</returns>
    public static IReadOnlyList<(DateOnly Date, string Name)> Of(int year)
    {
        var easter = Easter(year);
        return
        [
            .. new (DateOnly Date, string Name)[]
            {
                (new DateOnly(year, 1, 1), "Jour de l'an"),
                (easter.AddDays(1), "Lundi de Pâques"),
                (new DateOnly(year, 5, 1), "Fête du Travail"),
                (new DateOnly(year, 5, 8), "Victoire 1945"),
                (easter.AddDays(39), "Ascension"),
                (easter.AddDays(50), "Lundi de Pentecôte"),
                (new DateOnly(year, 7, 14), "Fête nationale"),
                (new DateOnly(year, 8, 15), "Assomption"),
                (new DateOnly(year, 11, 1), "Toussaint"),
                (new DateOnly(year, 11, 11), "Armistice 1918"),
                (new DateOnly(year, 12, 25), "Noël"),
            }.OrderBy(holiday => holiday.Date),
        ];
    }

    /// <summary>Easter Sunday of a year: the first Sunday after the full moon of the church calendar that follows 20 March.</summary>
    /// <param name="year">1 to 9999, Gregorian.</param>
    /// <returns>Between 22 March and 25 April.</returns>
    public static DateOnly Easter(int year)
    {
        var century = year / 100;
        var skippedLeapDays = century - (century / 4);
        var moonCorrection = ((8 * century) + 13) / 25;
        var epact = ((19 * (year % 19)) + skippedLeapDays - moonCorrection + 15) % 30;

        // Days from 21 March to the full moon; the two exceptions keep two years of one lunar cycle apart and the moon before 19 April.
        var fullMoon = epact - (epact == 29 || (epact == 28 && year % 19 > 10) ? 1 : 0);
        var moon = new DateOnly(year, 3, 21).AddDays(fullMoon);
        return moon.AddDays(7 - (int)moon.DayOfWeek);
    }
}
