using System.Collections.Immutable;
using CsCheck;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>Opening dates found in the school calendar.</summary>
public sealed class DateRuleTests
{
    private static readonly ImmutableArray<DayOfWeek> WorkingWeek =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static readonly DateRule Wednesdays = new(
        SchoolZone.B, DateRuleKind.SchoolWeekdays, Holiday: null, [DayOfWeek.Wednesday], Some.Date("2026-09-01"), Some.Date("2027-07-02"), [], []);

    /// <summary>
    /// Counted on the published calendar: without 21 and 28 October (Toussaint), 11 November (Armistice), 23 and 30 December (Noël), 24 February and
    /// 3 March (hiver), 21 and 28 April (printemps).
    /// </summary>
    [Fact]
    public void The_Wednesdays_of_zone_B_in_2026_2027_are_the_35_of_the_published_calendar() =>
        Wednesdays.Dates(SchoolHolidays.Published).Select(date => $"{date:MM-dd}").ShouldBe(
        [
            "09-02", "09-09", "09-16", "09-23", "09-30", "10-07", "10-14", "11-04", "11-18", "11-25", "12-02", "12-09", "12-16",
            "01-06", "01-13", "01-20", "01-27", "02-03", "02-10", "02-17", "03-10", "03-17", "03-24", "03-31", "04-07", "04-14",
            "05-05", "05-12", "05-19", "05-26", "06-02", "06-09", "06-16", "06-23", "06-30",
        ]);

    [Fact]
    public void Christmas_2026_in_zone_B_has_eight_working_days_without_its_two_public_holidays() =>
        (Wednesdays with { Kind = DateRuleKind.Holiday, Holiday = "vacances de noël", Weekdays = WorkingWeek }).Dates(SchoolHolidays.Published)
            .Select(date => $"{date:MM-dd}").ShouldBe(["12-21", "12-22", "12-23", "12-24", "12-28", "12-29", "12-30", "12-31"]);

    [Fact]
    public void Exceptions_are_added_and_removed_a_public_holiday_too_when_it_is_asked_for()
    {
        var rule = Wednesdays with
        {
            To = Some.Date("2026-09-30"),
            Added = [Some.Date("2026-11-11"), Some.Date("2026-09-03"), Some.Date("2026-09-02")],
            Removed = [Some.Date("2026-09-16")],
        };

        rule.Dates(SchoolHolidays.Published).Select(date => $"{date:MM-dd}").ShouldBe(["09-02", "09-03", "09-09", "09-23", "09-30", "11-11"]);
    }

    [Fact]
    public void What_a_rule_finds_is_what_a_filter_day_by_day_finds() =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 720], Gen.Int[0, 400], Gen.Int[1, 127]).Sample((zone, isHoliday, start, length, weekdays) =>
        {
            var holiday = isHoliday ? "Vacances d'hiver" : null;
            var from = Some.Date("2024-09-01").AddDays(start);
            var rule = new DateRule(
                (SchoolZone)zone, isHoliday ? DateRuleKind.Holiday : DateRuleKind.SchoolWeekdays, holiday,
                [.. Enum.GetValues<DayOfWeek>().Where(day => (weekdays & (1 << (int)day)) != 0)], from, from.AddDays(length), [], []);

            var naive = new List<DateOnly>();
            for (var day = rule.From; day <= rule.To; day = day.AddDays(1))
            {
                var inside = SchoolHolidays.Published.All.Any(known => known.Zone == rule.Zone && (holiday is null || known.Name == holiday) && day >= known.First && day <= known.Last);
                if (inside == isHoliday && (weekdays & (1 << (int)day.DayOfWeek)) != 0 && !FrenchPublicHolidays.Contains(day))
                    naive.Add(day);
            }

            rule.Dates(SchoolHolidays.Published).ShouldBe(naive);
        }, iter: 500);

    [Fact]
    public void A_rule_that_cannot_be_used_says_why()
    {
        Wednesdays.Flaws("p", SchoolHolidays.Published).ShouldBeEmpty();
        FieldsOf(Wednesdays with { To = Some.Date("2026-08-31") }).ShouldBe(["to"]);
        FieldsOf(Wednesdays with { To = Some.Date("2029-09-01") }).ShouldBe(["to"]);
        FieldsOf(Wednesdays with { From = DateOnly.MinValue, To = DateOnly.MinValue }).ShouldBe(["from"]);
        FieldsOf(Wednesdays with { Weekdays = [] }).ShouldBe(["weekdays"]);
        FieldsOf(Wednesdays with { Holiday = "Vacances de Noël" }).ShouldBe(["holiday"]);
        FieldsOf(Wednesdays with { Kind = DateRuleKind.Holiday, Holiday = "Vacances de la Lune" }).ShouldBe(["holiday"]);
    }

    [Fact]
    public void Where_the_calendar_ends_staff_are_told_to_look_themselves()
    {
        Wednesdays.Warnings(SchoolHolidays.Published).ShouldHaveSingleItem().ShouldContain("09/05/2027");
        (Wednesdays with { To = Some.Date("2027-05-09") }).Warnings(SchoolHolidays.Published).ShouldBeEmpty();
        Wednesdays.Warnings(new SchoolHolidays([])).ShouldHaveSingleItem();
    }

    [Fact]
    public void Each_wrong_line_of_a_calendar_is_named_and_the_others_are_read()
    {
        using var text = new StringReader("zone,name,first,last\nB,Noël,2026-12-20,2027-01-03\nD,Noël,2026-12-20,2027-01-03\nB,Été,2027-07-10,2027-07-01\n");

        var read = SchoolHolidays.Read(text, out var flaws);

        flaws.Select(flaw => flaw.Line).ShouldBe([3, 4]);
        read.All.ShouldBe([new SchoolHoliday(SchoolZone.B, "Noël", Some.Date("2026-12-20"), Some.Date("2027-01-03"))]);
        SchoolHolidays.Read(new StringReader(""), out var empty);
        empty.ShouldHaveSingleItem().Line.ShouldBe(1);
    }

    private static IEnumerable<string> FieldsOf(DateRule rule) => rule.Flaws("p", SchoolHolidays.Published).Select(flaw => flaw.Field);
}
