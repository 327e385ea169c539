using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>What clocks in Paris show, the two nights of the year included on which they are moved (SPEC, Booking 7).</summary>
public sealed class ParisTimeTests
{
    [Theory]
    [InlineData("2026-12-02", "12:00", "2026-12-02T11:00Z")]
    [InlineData("2026-07-15", "12:00", "2026-07-15T10:00Z")]
    public void Noon_is_an_hour_ahead_of_Greenwich_in_winter_and_two_in_summer(string date, string time, string instant)
    {
        ParisTime.First(Some.Date(date), Some.Time(time)).ShouldBe(Some.Instant(instant));
        ParisTime.Last(Some.Date(date), Some.Time(time)).ShouldBe(Some.Instant(instant));
    }

    [Theory]
    [InlineData("2026-03-29", "02:00")]
    [InlineData("2026-03-29", "02:30")]
    [InlineData("2026-03-29", "02:59")]
    [InlineData("2027-03-28", "02:30")]
    public void A_time_that_clocks_going_forward_skip_stands_for_the_instant_at_which_they_do(string date, string time)
    {
        var instant = Some.Instant($"{date}T01:00Z");

        ParisTime.First(Some.Date(date), Some.Time(time)).ShouldBe(instant);
        ParisTime.Last(Some.Date(date), Some.Time(time)).ShouldBe(instant);
    }

    [Theory]
    [InlineData("01:59", "2026-03-29T00:59Z")]
    [InlineData("03:00", "2026-03-29T01:00Z")]
    [InlineData("03:01", "2026-03-29T01:01Z")]
    public void Around_the_skipped_hour_times_are_as_shown(string time, string instant) =>
        ParisTime.First(Some.Date("2026-03-29"), Some.Time(time)).ShouldBe(Some.Instant(instant));

    [Theory]
    [InlineData("01:59", "2026-10-24T23:59Z", "2026-10-24T23:59Z")]
    [InlineData("02:00", "2026-10-25T00:00Z", "2026-10-25T01:00Z")]
    [InlineData("02:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z")]
    [InlineData("02:59", "2026-10-25T00:59Z", "2026-10-25T01:59Z")]
    [InlineData("03:00", "2026-10-25T02:00Z", "2026-10-25T02:00Z")]
    public void A_time_of_the_hour_shown_twice_has_a_first_and_a_last_instant(string time, string first, string last)
    {
        ParisTime.First(Some.Date("2026-10-25"), Some.Time(time)).ShouldBe(Some.Instant(first));
        ParisTime.Last(Some.Date("2026-10-25"), Some.Time(time)).ShouldBe(Some.Instant(last));
    }

    [Theory]
    [InlineData("2026-12-01T22:59:59Z", "2026-12-01")]
    [InlineData("2026-12-01T23:00:00Z", "2026-12-02")]
    [InlineData("2026-07-14T21:59:59Z", "2026-07-14")]
    [InlineData("2026-07-14T22:00:00Z", "2026-07-15")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01")]
    [InlineData("2026-12-02T09:00:00+10:00", "2026-12-02")]
    [InlineData("2026-12-02T08:59:59+10:00", "2026-12-01")]
    public void A_civil_day_begins_at_midnight_in_Paris_whatever_the_offset_of_the_instant(string instant, string day) =>
        ParisTime.DayOf(Some.Instant(instant)).ShouldBe(Some.Date(day));

    // On 29 March the offset is already an hour at midnight and two at the end; on 25 October the other way round.
    [Theory]
    [InlineData("2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z")]
    [InlineData("2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z")]
    public void A_day_of_23_or_25_hours_is_one_civil_day(string day, string begins, string ends)
    {
        ParisTime.DayOf(Some.Instant(begins)).ShouldBe(Some.Date(day));
        ParisTime.DayOf(Some.Instant(begins).AddTicks(-1)).ShouldBe(Some.Date(day).AddDays(-1));
        ParisTime.DayOf(Some.Instant(ends).AddTicks(-1)).ShouldBe(Some.Date(day));
        ParisTime.DayOf(Some.Instant(ends)).ShouldBe(Some.Date(day).AddDays(1));
    }

    [Fact]
    public void An_instant_shown_in_Paris_is_the_same_instant_with_the_offset_of_Paris()
    {
        var shown = ParisTime.InParis(Some.Instant("2026-10-25T01:30Z"));

        shown.ShouldBe(Some.Instant("2026-10-25T01:30Z"));
        shown.Offset.ShouldBe(TimeSpan.FromHours(1));
        shown.DateTime.ShouldBe(new DateTime(2026, 10, 25, 2, 30, 0, DateTimeKind.Unspecified));
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1900-06-15")]
    [InlineData("9999-12-31")]
    public void Every_day_of_the_calendar_has_its_instants(string date)
    {
        foreach (var time in new[] { TimeOnly.MinValue, Some.Time("12:00"), TimeOnly.MaxValue })
            ParisTime.First(Some.Date(date), time).ShouldBeLessThanOrEqualTo(ParisTime.Last(Some.Date(date), time));
    }

    [Fact]
    public void The_first_and_the_last_instant_have_a_civil_day()
    {
        ParisTime.DayOf(DateTimeOffset.MinValue).ShouldBe(DateOnly.MinValue);
        ParisTime.DayOf(DateTimeOffset.MaxValue).ShouldBe(DateOnly.MaxValue);
    }
}
