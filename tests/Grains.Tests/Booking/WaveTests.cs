using System.Collections.Immutable;
using CsCheck;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>In which order the requests of one draft are put to their days.</summary>
public sealed class WaveTests
{
    private static readonly RequestRules Rules = new(Some.Family(), Some.Catalogue(), Some.Now);
    private static readonly ChildId Tom = new("tom");

    private static readonly Gen<ImmutableArray<ReservationRequest>> Draft = Gen.Select(
        OneOf(Some.Lea, Tom),
        OneOf(Some.Morning, Some.Afternoon, Some.WholeDay, Some.Unknown),
        OneOf(Some.Day, Some.Day.AddDays(7)))
        .Select((child, activity, date) => new ReservationRequest(child, activity, date))
        .Array[0, 15]
        .Select(requests => requests.ToImmutableArray());

    [Fact]
    public void Requests_that_do_not_meet_are_all_put_at_once() => Arrange(
        Some.Request(Some.Morning),
        Some.Request(Some.Afternoon),
        Some.Request(Some.WholeDay, Some.Day.AddDays(7)),
        Some.Request(Some.WholeDay) with { Child = Tom }).ShouldBe(["0 1 2 3"]);

    [Fact]
    public void The_later_of_two_that_overlap_waits_for_the_earlier_whichever_it_is()
    {
        Arrange(Some.Request(Some.WholeDay), Some.Request(Some.Morning)).ShouldBe(["0", "1"]);
        Arrange(Some.Request(Some.Morning), Some.Request(Some.WholeDay)).ShouldBe(["0", "1"]);
    }

    [Fact]
    public void The_same_request_twice_waits_for_itself() => Arrange(Some.Request(), Some.Request()).ShouldBe(["0", "1"]);

    [Fact]
    public void Both_halves_of_a_day_wait_for_the_whole_day_and_then_go_together() =>
        Arrange(Some.Request(Some.WholeDay), Some.Request(Some.Morning), Some.Request(Some.Afternoon)).ShouldBe(["0", "1 2"]);

    [Fact]
    public void A_request_that_waits_for_one_that_waits_comes_after_both() =>
        Arrange(Some.Request(Some.Morning), Some.Request(Some.WholeDay), Some.Request(Some.Afternoon)).ShouldBe(["0", "1", "2"]);

    [Fact]
    public void No_requests_make_no_waves() => Arrange().ShouldBeEmpty();

    [Fact]
    public void Every_request_is_in_exactly_one_wave_and_no_wave_is_empty() => Draft.Sample(requests =>
    {
        var waves = Waves.Arrange(requests, Rules);

        waves.SelectMany(wave => wave).Order().ShouldBe(Enumerable.Range(0, requests.Length));
        waves.ShouldAllBe(wave => !wave.IsEmpty);
    });

    [Fact]
    public void Requests_that_meet_are_put_in_the_order_of_the_draft() => Draft.Sample(requests =>
    {
        var wave = WaveOf(requests);

        foreach (var (earlier, later) in Meetings(requests))
            wave[earlier].ShouldBeLessThan(wave[later]);
    });

    [Fact]
    public void A_request_waits_only_for_an_earlier_one_that_it_meets() => Draft.Sample(requests =>
    {
        var wave = WaveOf(requests);
        var meetings = Meetings(requests).ToList();

        for (var position = 0; position < requests.Length; position++)
        {
            var reasons = meetings.Where(meeting => meeting.Later == position).Select(meeting => wave[meeting.Earlier] + 1);
            wave[position].ShouldBe(reasons.DefaultIfEmpty(0).Max());
        }
    });

    [Fact]
    public void Within_a_wave_the_order_of_the_draft_is_kept() => Draft.Sample(requests =>
        Waves.Arrange(requests, Rules).ShouldAllBe(wave => wave.SequenceEqual(wave.Order())));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static IEnumerable<string> Arrange(params ReservationRequest[] requests) =>
        Waves.Arrange([.. requests], Rules).Select(wave => string.Join(' ', wave));

    private static Dictionary<int, int> WaveOf(ImmutableArray<ReservationRequest> requests) => Waves.Arrange(requests, Rules)
        .SelectMany((positions, wave) => positions.Select(position => (position, wave)))
        .ToDictionary(entry => entry.position, entry => entry.wave);

    private static IEnumerable<(int Earlier, int Later)> Meetings(ImmutableArray<ReservationRequest> requests) =>
        from later in Enumerable.Range(0, requests.Length)
        from earlier in Enumerable.Range(0, later)
        where Meet(requests[earlier], requests[later])
        select (earlier, later);

    // Told by hand: the morning ends when the afternoon begins, the whole day covers both, and nothing is known of the unknown.
    private static bool Meet(ReservationRequest one, ReservationRequest other) =>
        one.Child == other.Child
        && one.Date == other.Date
        && (one.Activity == other.Activity
            || (one.Activity == Some.WholeDay && other.Activity != Some.Unknown)
            || (other.Activity == Some.WholeDay && one.Activity != Some.Unknown));
}
