using CsCheck;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>Whether a child can attend two activities of one date (SPEC, Booking 6).</summary>
public sealed class HoursTests
{
    private static readonly Gen<Activity> AnyActivity = Gen.Select(Gen.Int[0, 30], Gen.Int[1, 10])
        .Select((start, length) => Some.Activity() with { Arrival = Minute(start), Departure = Minute(start + length) });

    [Theory]
    [InlineData("08:00", "12:00", "12:00", "17:30", false)]
    [InlineData("08:00", "12:00", "13:00", "17:30", false)]
    [InlineData("08:00", "12:01", "12:00", "17:30", true)]
    [InlineData("08:00", "17:30", "12:00", "13:00", true)]
    [InlineData("08:00", "12:00", "08:00", "12:00", true)]
    [InlineData("08:00", "12:00", "08:00", "09:00", true)]
    public void Hours_overlap_when_they_share_a_moment_and_not_when_they_only_touch(string from, string to, string otherFrom, string otherTo, bool overlap)
    {
        var one = Some.Activity(Some.Morning, from, to);
        var other = Some.Activity(Some.Afternoon, otherFrom, otherTo);

        one.Overlaps(other).ShouldBe(overlap);
        other.Overlaps(one).ShouldBe(overlap);
    }

    [Fact]
    public void Two_activities_overlap_when_there_is_a_minute_that_both_contain() => Gen.Select(AnyActivity, AnyActivity).Sample((one, other) =>
        one.Overlaps(other).ShouldBe(Enumerable.Range(0, 60).Select(Minute).Any(minute => Contains(one, minute) && Contains(other, minute))));

    private static bool Contains(Activity activity, TimeOnly minute) => minute >= activity.Arrival && minute < activity.Departure;

    private static TimeOnly Minute(int minute) => new(12, minute);
}
