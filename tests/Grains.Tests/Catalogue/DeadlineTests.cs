using CsCheck;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>Until when something can be done about an activity on a date (SPEC, Booking 7).</summary>
public sealed class DeadlineTests
{
    private static readonly TimeOnly Noon = Some.Time("12:00");

    [Theory]
    [InlineData(0, "2026-12-02T11:00Z")]
    [InlineData(1, "2026-12-02T10:00Z")]
    [InlineData(48, "2026-11-30T11:00Z")]
    public void Hours_before_count_back_from_the_start(int hours, string end) =>
        new HoursBefore(hours).End(Some.Day, Noon).ShouldBe(Some.Instant(end));

    // 08:00 is 06:00Z on the day that lost an hour and 07:00Z on the day that gained one: the clock shows 07:00 and 09:00 a day before.
    [Theory]
    [InlineData("2026-03-29", "2026-03-28T07:00+01:00")]
    [InlineData("2027-03-28", "2027-03-27T07:00+01:00")]
    [InlineData("2026-10-25", "2026-10-24T09:00+02:00")]
    public void Hours_before_are_elapsed_hours_also_over_a_clock_change(string date, string end) =>
        new HoursBefore(24).End(Some.Date(date), Some.Time("08:00")).ShouldBe(Some.Instant(end));

    [Theory]
    [InlineData(0, "12:00", "2026-12-02T12:01+01:00")]
    [InlineData(1, "23:59", "2026-12-02T00:00+01:00")]
    [InlineData(2, "00:00", "2026-11-30T00:01+01:00")]
    [InlineData(45, "18:30", "2026-10-18T18:31+02:00")]
    public void Days_before_end_with_the_minute_named(int days, string at, string end) =>
        new DaysBefore(days, Some.Time(at)).End(Some.Day, Noon).ShouldBe(Some.Instant(end));

    [Fact]
    public void The_whole_last_minute_is_in_time()
    {
        var deadline = new DaysBefore(1, Some.Time("23:59"));

        deadline.IsOver(Some.Day, Noon, Some.Instant("2026-12-01T23:59:00+01:00")).ShouldBeFalse();
        deadline.IsOver(Some.Day, Noon, Some.Instant("2026-12-01T23:59:59.9999999+01:00")).ShouldBeFalse();
        deadline.IsOver(Some.Day, Noon, Some.Instant("2026-12-02T00:00:00+01:00")).ShouldBeTrue();
    }

    [Fact]
    public void The_end_of_the_hours_before_is_too_late()
    {
        new HoursBefore(1).IsOver(Some.Day, Noon, Some.Instant("2026-12-02T10:59:59.9999999+01:00")).ShouldBeFalse();
        new HoursBefore(1).IsOver(Some.Day, Noon, Some.Instant("2026-12-02T11:00:00+01:00")).ShouldBeTrue();
    }

    // Easter Monday 2026 is 6 April; 1 and 8 May 2026 are Fridays.
    [Theory]
    [InlineData("2026-12-02", 1, "2026-12-01")]
    [InlineData("2026-12-02", 3, "2026-11-27")]
    [InlineData("2026-11-30", 1, "2026-11-27")]
    [InlineData("2026-11-29", 1, "2026-11-27")]
    [InlineData("2026-04-07", 1, "2026-04-03")]
    [InlineData("2026-04-08", 2, "2026-04-03")]
    [InlineData("2026-05-04", 1, "2026-04-30")]
    [InlineData("2026-05-06", 3, "2026-04-30")]
    [InlineData("2026-05-11", 1, "2026-05-07")]
    [InlineData("2026-05-11", 6, "2026-04-29")]
    [InlineData("2027-01-04", 1, "2026-12-31")]
    [InlineData("2027-01-04", 5, "2026-12-24")]
    public void Working_days_before_leave_out_weekends_and_public_holidays(string date, int days, string last)
    {
        var deadline = new WorkingDaysBefore(days, Noon);

        var lastMinute = ParisTime.InParis(deadline.End(Some.Date(date), Some.Time("08:00")).AddMinutes(-1)).DateTime;

        lastMinute.ShouldBe(Some.Date(last).ToDateTime(Noon));
    }

    [Fact]
    public void Tuesday_2359_of_the_week_before_ends_as_Wednesday_begins() =>
        new WeekdayOfWeekBefore(DayOfWeek.Tuesday, Some.Time("23:59")).End(Some.Day, Noon).ShouldBe(Some.Instant("2026-11-24T23:00Z"));

    [Theory]
    [InlineData("2026-11-30")]
    [InlineData("2026-12-02")]
    [InlineData("2026-12-05")]
    [InlineData("2026-12-06")]
    public void Every_day_from_Monday_to_Sunday_of_a_week_has_the_same_week_before(string date)
    {
        End(DayOfWeek.Monday).ShouldBe(Some.Instant("2026-11-24T00:00+01:00"));
        End(DayOfWeek.Tuesday).ShouldBe(Some.Instant("2026-11-25T00:00+01:00"));
        End(DayOfWeek.Sunday).ShouldBe(Some.Instant("2026-11-30T00:00+01:00"));

        DateTimeOffset End(DayOfWeek weekday) => new WeekdayOfWeekBefore(weekday, Some.Time("23:59")).End(Some.Date(date), Noon);
    }

    [Fact]
    public void A_fixed_instant_is_the_same_for_every_date()
    {
        var deadline = new FixedInstant(Some.Instant("2026-07-01T00:00+02:00"));

        deadline.End(Some.Date("2026-07-08"), Noon).ShouldBe(Some.Instant("2026-06-30T22:00Z"));
        deadline.End(Some.Date("2026-08-19"), Noon).ShouldBe(Some.Instant("2026-06-30T22:00Z"));
        deadline.IsOver(Some.Date("2026-07-08"), Noon, Some.Instant("2026-06-30T22:00Z")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-29T01:00Z")]
    [InlineData("2027-03-28", "2027-03-28T01:00Z")]
    public void A_deadline_at_half_past_two_ends_when_clocks_going_forward_skip_it(string date, string end)
    {
        new DaysBefore(0, Some.Time("02:30")).End(Some.Date(date), Noon).ShouldBe(Some.Instant(end));
        new DaysBefore(1, Some.Time("02:30")).End(Some.Date(date).AddDays(1), Noon).ShouldBe(Some.Instant(end));
    }

    [Fact]
    public void A_deadline_at_half_past_two_ends_after_the_second_when_clocks_go_back() =>
        new DaysBefore(0, Some.Time("02:30")).End(Some.Date("2026-10-25"), Noon).ShouldBe(Some.Instant("2026-10-25T01:31Z"));

    [Fact]
    public void An_activity_that_starts_at_a_time_shown_twice_starts_at_the_first() =>
        new HoursBefore(1).End(Some.Date("2026-10-25"), Some.Time("02:30")).ShouldBe(Some.Instant("2026-10-24T23:30Z"));

    [Fact]
    public void A_deadline_ends_when_clocks_in_Paris_have_shown_its_minute_for_the_last_time() => Gen.Select(
        Gen.Int[0, 4000].Select(Some.Date("2020-01-01").AddDays), Gen.Int[0, 1439].Select(minute => new TimeOnly(minute / 60, minute % 60)))
        .Sample(
            (date, time) =>
            {
                var end = new DaysBefore(0, time).End(date, Noon);

                var before = ParisTime.InParis(end.AddTicks(-1)).DateTime;
                var after = ParisTime.InParis(end).DateTime;
                var named = date.ToDateTime(time);
                after.ShouldBeGreaterThan(named);
                before.ShouldBeLessThan(named.AddMinutes(1));
                // Only a minute that clocks skip ends without having been shown.
                (before >= named || after - before > TimeSpan.FromMinutes(1)).ShouldBeTrue();
            },
            iter: 20_000);

    [Theory]
    [InlineData("0001-01-01", "00:00")]
    [InlineData("0001-01-01", "23:59")]
    [InlineData("0001-01-08", "00:00")]
    [InlineData("1911-03-10", "23:59")]
    [InlineData("9999-12-31", "00:00")]
    [InlineData("9999-12-31", "22:58")]
    [InlineData("9999-12-31", "23:59")]
    public void A_deadline_can_be_told_for_every_date(string date, string at)
    {
        Deadline[] deadlines =
        [
            new HoursBefore(0), new HoursBefore(100_000), new DaysBefore(0, Some.Time(at)), new DaysBefore(int.MaxValue, Some.Time(at)),
            new WorkingDaysBefore(1, Some.Time(at)), new WorkingDaysBefore(10_000, Some.Time(at)),
            new WeekdayOfWeekBefore(DayOfWeek.Monday, Some.Time(at)), new WeekdayOfWeekBefore(DayOfWeek.Sunday, Some.Time(at)),
            new FixedInstant(DateTimeOffset.MinValue), new FixedInstant(DateTimeOffset.MaxValue),
        ];

        foreach (var deadline in deadlines)
            Should.NotThrow(() => deadline.End(Some.Date(date), Some.Time(at)), deadline.ToString());
    }

    [Fact]
    public void More_hours_before_than_time_itself_has_are_over_from_the_beginning() =>
        new HoursBefore(int.MaxValue).IsOver(Some.Day, Noon, DateTimeOffset.MinValue).ShouldBeTrue();
}
