using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Grains.Tests.Booking;
using Periscolaire.Supervision;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Supervision;

/// <summary>What the check finds in a day, and what it rightly lets pass (RELIABILITY: FIFO).</summary>
public sealed class DayAuditTests
{
    private static readonly ActivityDayKey Key = new(new("ville"), new("matin"), new DateOnly(2026, 12, 2));

    [Fact]
    public void A_promotion_by_staff_out_of_turn_is_no_violation()
    {
        var day = OneHoldsAndTwoWait();
        day.By = Author.Staff("directrice");
        day.Put(new Promote(day.NumberOf(3), "Fratrie", AddPlace: true));

        Audit(day.Events, day.State).ShouldBeEmpty();
    }

    [Fact]
    public void A_promotion_out_of_turn_by_rule_or_without_a_reason_is_one()
    {
        var day = OneHoldsAndTwoWait();
        day.By = Author.Staff("directrice");
        day.Put(new Promote(day.NumberOf(3), "Fratrie", AddPlace: true));

        Audit(WithLast(day, promotion => promotion with { By = promotion.By with { Author = Author.System } }), day.State).ShouldBe(["FIFO"]);
        Audit(WithLast(day, promotion => promotion with { By = promotion.By with { Author = Author.Family(new("family-3")) } }), day.State).ShouldBe(["FIFO"]);
        Audit(WithLast(day, promotion => promotion with { Reason = null }), day.State).ShouldBe(["FIFO"]);
    }

    [Fact]
    public void Not_even_staff_promote_one_who_does_not_wait()
    {
        var day = OneHoldsAndTwoWait();
        var number = day.NumberOf(1);
        var promotion = new Movement(
            day.State.Version + 1, number, ADay.Child(1), ADay.FamilyOf(1), MovementKind.Promoted, BookingStatus.Accepted, new Authorship(Author.Staff("directrice"), ADay.Now), "Fratrie");

        Audit([.. day.Events, promotion], day.State.Apply(promotion)).ShouldBe(["FIFO"]);
    }

    [Fact]
    public void A_promotion_by_rule_of_the_first_who_waits_is_no_violation_and_of_the_second_is_one()
    {
        var day = OneHoldsAndTwoWait();
        day.Cancel(1);

        Audit(day.Events, day.State).ShouldBeEmpty();
        var (second, events) = (day.NumberOf(3), day.Events.SkipLast(1).Append(((Movement)day.Events[^1]) with { Booking = day.NumberOf(3), Child = ADay.Child(3) }));
        var state = events.Aggregate(ActivityDay.Empty, (so, happened) => so.Apply(happened));
        state.Bookings[second].Status.ShouldBe(BookingStatus.Accepted);
        Audit(events, state).ShouldBe(["FIFO"]);
    }

    private static IEnumerable<DayEvent> WithLast(ADay day, Func<Movement, Movement> change) =>
        day.Events.SkipLast(1).Append(change((Movement)day.Events[^1]));

    private static ADay OneHoldsAndTwoWait()
    {
        var day = ADay.WithPlaces(1);
        for (var child = 1; child <= 3; child++)
            day.Ask(child);
        return day;
    }

    /// <summary>The invariants that a day as kept does not hold.</summary>
    internal static IEnumerable<string> Audit(IEnumerable<DayEvent> events, ActivityDay state) =>
        new KeptDay(Key, state.Version, state.Capacity, state.PlacesTaken, state.Waiting.Count, [.. state.Bookings.Values], [.. events])
            .Audit().Select(violation => violation.Invariant);
}
