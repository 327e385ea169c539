using CsCheck;
using Periscolaire.Transmission.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Transmission;

/// <summary>One night a civil day, whatever clocks do (SPEC, Night 1; RELIABILITY: NIGHT).</summary>
public sealed class NightsTests
{
    private static readonly DateTimeOffset LongAgo = Some.Instant("2020-01-01T00:00Z");
    private static readonly TimeOnly Two = Nights.DefaultHour;
    private static readonly TimeOnly HalfPastTwo = Some.Time("02:30");

    [Theory]
    [InlineData("2026-11-24", "2026-11-24T01:00Z", "an ordinary winter night")]
    [InlineData("2026-07-14", "2026-07-14T00:00Z", "an ordinary summer night")]
    [InlineData("2026-10-25", "2026-10-25T00:00Z", "02:00 comes twice, since clocks go from 03:00 back to it: the first counts")]
    [InlineData("2027-03-28", "2027-03-28T01:00Z", "02:00 does not exist: it is 03:00 already")]
    public void A_night_starts_at_two_in_Paris(string day, string start, string why) =>
        Nights.Start(Some.Date(day), Two).ShouldBe(Some.Instant(start), why);

    [Fact]
    public void A_night_at_half_past_two_starts_the_first_time_that_clocks_show_it()
    {
        Nights.Start(Some.Date("2026-10-25"), HalfPastTwo).ShouldBe(Some.Instant("2026-10-25T00:30Z"));
        Nights.Start(Some.Date("2027-03-28"), HalfPastTwo).ShouldBe(Some.Instant("2027-03-28T01:00Z"));
    }

    [Fact]
    public void A_night_is_due_from_its_start_until_it_is_run()
    {
        var yesterday = Some.Date("2026-11-23");

        Nights.Due(yesterday, LongAgo, Two, Some.Instant("2026-11-24T00:59:59Z")).ShouldBeNull();
        Nights.Due(yesterday, LongAgo, Two, Some.Instant("2026-11-24T01:00:00Z")).ShouldBe(Some.Date("2026-11-24"));
        Nights.Due(Some.Date("2026-11-24"), LongAgo, Two, Some.Instant("2026-11-24T12:00:00Z")).ShouldBeNull();
    }

    [Fact]
    public void A_new_structure_owes_no_night_of_before_it_existed() =>
        Nights.Due(last: null, since: Some.Instant("2026-11-24T09:00Z"), Two, Some.Instant("2026-11-24T23:00Z")).ShouldBeNull();

    [Fact]
    public void Missed_nights_are_owed_one_by_one_the_oldest_first() =>
        Nights.Due(Some.Date("2026-11-20"), LongAgo, Two, Some.Instant("2026-11-24T12:00Z")).ShouldBe(Some.Date("2026-11-21"));

    [Fact]
    public void After_a_long_absence_a_month_of_nights_is_made_up_for() =>
        Nights.Due(Some.Date("2026-01-01"), LongAgo, Two, Some.Instant("2026-11-24T12:00Z")).ShouldBe(Some.Date("2026-10-25"));

    [Fact]
    public void Whenever_it_is_looked_each_civil_day_has_one_night() =>
        Gen.Select(Gen.Int[1, 180].Array[10, 300], Gen.Int[0, 2]).Sample((minutes, hour) =>
        {
            // Ticks at odd moments over both changes of clocks.
            var at = hour switch { 0 => Two, 1 => HalfPastTwo, _ => Some.Time("23:30") };
            var runs = new List<DateOnly>();
            var now = Some.Instant("2026-10-23T10:00Z");
            var since = now;
            foreach (var step in minutes)
            {
                now = now.AddMinutes(step);
                while (Nights.Due(runs.Count > 0 ? runs[^1] : null, since, at, now) is { } night)
                {
                    Nights.Start(night, at).ShouldBeLessThanOrEqualTo(now);
                    runs.Add(night);
                }
            }

            runs.ShouldBe(Enumerable.Range(0, runs.Count).Select(day => (runs.Count > 0 ? runs[0] : default).AddDays(day)));
            if (runs.Count > 0)
                Nights.Start(runs[^1].AddDays(1), at).ShouldBeGreaterThan(now);
        });
}
