using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>The school-holiday calendar from which opening dates are generated (SPEC, Staff).</summary>
public sealed class SchoolHolidayTests
{
    [Theory]
    [InlineData("2026-12-19", false)]
    [InlineData("2026-12-20", true)]
    [InlineData("2026-12-25", true)]
    [InlineData("2027-01-03", true)]
    [InlineData("2027-01-04", false)]
    public void Zone_B_has_no_school_from_the_first_to_the_last_day_of_the_Christmas_holiday(string date, bool isHoliday) =>
        SchoolHolidays.Published.IsHoliday(SchoolZone.B, Some.Date(date)).ShouldBe(isHoliday);

    [Theory]
    [InlineData("2027-02-07", false, false, true)]
    [InlineData("2027-02-14", true, false, true)]
    [InlineData("2027-02-21", true, true, true)]
    [InlineData("2027-02-22", true, true, false)]
    [InlineData("2027-03-07", false, true, false)]
    [InlineData("2027-03-08", false, false, false)]
    public void In_winter_each_zone_has_its_own_fortnight(string date, bool a, bool b, bool c)
    {
        SchoolHolidays.Published.IsHoliday(SchoolZone.A, Some.Date(date)).ShouldBe(a);
        SchoolHolidays.Published.IsHoliday(SchoolZone.B, Some.Date(date)).ShouldBe(b);
        SchoolHolidays.Published.IsHoliday(SchoolZone.C, Some.Date(date)).ShouldBe(c);
    }

    [Fact]
    public void A_range_gives_whole_the_holidays_that_it_touches_in_order_of_date() =>
        SchoolHolidays.Published.Of(SchoolZone.B, Some.Date("2027-01-03"), Some.Date("2027-02-21")).ShouldBe(
        [
            new SchoolHoliday(SchoolZone.B, "Vacances de Noël", Some.Date("2026-12-20"), Some.Date("2027-01-03")),
            new SchoolHoliday(SchoolZone.B, "Vacances d'hiver", Some.Date("2027-02-21"), Some.Date("2027-03-07")),
        ]);

    [Fact]
    public void Between_two_holidays_there_is_none() =>
        SchoolHolidays.Published.Of(SchoolZone.B, Some.Date("2027-01-04"), Some.Date("2027-02-20")).ShouldBeEmpty();

    [Theory]
    [InlineData(SchoolZone.A)]
    [InlineData(SchoolZone.B)]
    [InlineData(SchoolZone.C)]
    public void No_two_published_holidays_of_a_zone_share_a_day(SchoolZone zone)
    {
        var holidays = SchoolHolidays.Published.Of(zone, DateOnly.MinValue, DateOnly.MaxValue).ToList();

        holidays.ShouldNotBeEmpty();
        holidays.Zip(holidays.Skip(1)).ShouldAllBe(pair => pair.First.Last < pair.Second.First);
    }

    [Fact]
    public void A_year_that_the_calendar_does_not_know_has_no_holidays() =>
        SchoolHolidays.Published.IsHoliday(SchoolZone.B, Some.Date("2050-12-25")).ShouldBeFalse();

    [Fact]
    public void Comments_blank_lines_and_Windows_line_ends_do_not_matter()
    {
        var read = SchoolHolidays.Parse(new StringReader("# source\r\n\r\nzone,name,first,last\r\n# B\r\nB,Été,2026-07-05,2026-08-31\r\n"));

        read.All.ShouldBe([new SchoolHoliday(SchoolZone.B, "Été", Some.Date("2026-07-05"), Some.Date("2026-08-31"))]);
    }

    [Fact]
    public void A_holiday_of_one_day_is_a_holiday()
    {
        var read = SchoolHolidays.Parse(new StringReader("zone,name,first,last\nA,Pont,2026-05-15,2026-05-15"));

        read.IsHoliday(SchoolZone.A, Some.Date("2026-05-15")).ShouldBeTrue();
        read.IsHoliday(SchoolZone.A, Some.Date("2026-05-14")).ShouldBeFalse();
        read.IsHoliday(SchoolZone.A, Some.Date("2026-05-16")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("D,Noël,2026-12-20,2027-01-03")]
    [InlineData("b,Noël,2026-12-20,2027-01-03")]
    [InlineData("0,Noël,2026-12-20,2027-01-03")]
    [InlineData(",Noël,2026-12-20,2027-01-03")]
    [InlineData("B,,2026-12-20,2027-01-03")]
    [InlineData("B,Noël,2026-12-20")]
    [InlineData("B,Noël,2026-12-20,2027-01-03,Indre")]
    [InlineData("B,Noël,20/12/2026,03/01/2027")]
    [InlineData("B,Noël,2026-12-20,2027-02-30")]
    [InlineData("B,Noël,2027-01-03,2026-12-20")]
    [InlineData("zone,name,first,last")]
    public void A_wrong_line_is_refused_with_its_number(string wrong)
    {
        var text = $"# a comment counts as a line\nzone,name,first,last\nA,Noël,2026-12-20,2027-01-03\n{wrong}\n";

        Should.Throw<FormatException>(() => SchoolHolidays.Parse(new StringReader(text))).Message.ShouldStartWith("Line 4:");
    }

    [Theory]
    [InlineData("B,Noël,2026-12-20,2027-01-03")]
    [InlineData("Zone;Name;First;Last")]
    public void A_calendar_without_its_header_is_refused(string first) =>
        Should.Throw<FormatException>(() => SchoolHolidays.Parse(new StringReader($"\n{first}\n"))).Message.ShouldStartWith("Line 2:");
}
