using CsCheck;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>The days off that do not count as working days (SPEC, Booking 7).</summary>
public sealed class FrenchPublicHolidayTests
{
    [Theory]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2038-04-25")]
    [InlineData("2285-03-22")]
    [InlineData("1954-04-18")]
    [InlineData("1981-04-19")]
    public void Easter_falls_on_its_published_date(string date) =>
        FrenchPublicHolidays.Easter(Some.Date(date).Year).ShouldBe(Some.Date(date));

    [Fact]
    public void Easter_is_a_Sunday_between_22_March_and_25_April() => Gen.Int[1583, 9999].Sample(
        year =>
        {
            var easter = FrenchPublicHolidays.Easter(year);
            easter.DayOfWeek.ShouldBe(DayOfWeek.Sunday);
            easter.ShouldBeInRange(new DateOnly(year, 3, 22), new DateOnly(year, 4, 25));
        },
        iter: 20_000);

    [Fact]
    public void Easter_of_every_Gregorian_year_is_that_of_the_rule_published_in_Nature_in_1876()
    {
        for (var year = 1583; year <= 9999; year++)
            FrenchPublicHolidays.Easter(year).ShouldBe(EasterByTheRuleOf1876(year));
    }

    [Fact]
    public void The_eleven_holidays_of_2026_are_these() => FrenchPublicHolidays.Of(2026).ShouldBe(
    [
        (new DateOnly(2026, 1, 1), "Jour de l'an"),
        (new DateOnly(2026, 4, 6), "Lundi de Pâques"),
        (new DateOnly(2026, 5, 1), "Fête du Travail"),
        (new DateOnly(2026, 5, 8), "Victoire 1945"),
        (new DateOnly(2026, 5, 14), "Ascension"),
        (new DateOnly(2026, 5, 25), "Lundi de Pentecôte"),
        (new DateOnly(2026, 7, 14), "Fête nationale"),
        (new DateOnly(2026, 8, 15), "Assomption"),
        (new DateOnly(2026, 11, 1), "Toussaint"),
        (new DateOnly(2026, 11, 11), "Armistice 1918"),
        (new DateOnly(2026, 12, 25), "Noël"),
    ]);

    [Fact]
    public void Two_holidays_on_one_date_keep_their_two_names()
    {
        // Easter 2008 was on 23 March, so that Ascension Day was on 1 May.
        var firstOfMay = FrenchPublicHolidays.Of(2008).Where(holiday => holiday.Date == new DateOnly(2008, 5, 1));

        firstOfMay.Select(holiday => holiday.Name).ShouldBe(["Fête du Travail", "Ascension"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("2026-04-06", true)]
    [InlineData("2026-05-08", true)]
    [InlineData("2026-12-25", true)]
    [InlineData("2026-04-03", false)]
    [InlineData("2026-12-26", false)]
    [InlineData("2026-04-05", false)]
    [InlineData("2026-12-02", false)]
    public void Only_what_all_of_metropolitan_France_keeps_is_a_public_holiday(string date, bool isHoliday) =>
        FrenchPublicHolidays.Contains(Some.Date(date)).ShouldBe(isHoliday);

    [Theory]
    [InlineData(1)]
    [InlineData(9999)]
    public void The_first_and_the_last_year_of_the_calendar_have_their_eleven_holidays(int year) =>
        FrenchPublicHolidays.Of(year).Count.ShouldBe(11);

    // The anonymous correspondent's rule, letter for letter, as printed in Meeus, Astronomical Algorithms, chapter 8.
    private static DateOnly EasterByTheRuleOf1876(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var f = (b + 8) / 25;
        var g = (b - f + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
