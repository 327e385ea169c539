using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>How an activity-day decides (SPEC, Booking 3 and 5).</summary>
public sealed class DayDecisionTests
{
    [Fact]
    public void A_free_place_is_given_at_once()
    {
        var day = ADay.WithPlaces(1);

        var reply = day.Ask(child: 1);

        reply.Outcome.ShouldBe(Outcome.Accepted);
        day.State.PlacesTaken.ShouldBe(1);
    }

    [Fact]
    public void Two_requests_for_the_last_place_give_one_place_and_one_wait()
    {
        var day = ADay.WithPlaces(1);

        day.Ask(child: 1).Outcome.ShouldBe(Outcome.Accepted);
        day.Ask(child: 2).Outcome.ShouldBe(Outcome.Waitlisted);

        day.State.PlacesTaken.ShouldBe(1);
        day.State.Waiting.RankOf(day.NumberOf(2)).ShouldBe(1);
    }

    [Fact]
    public void An_activity_under_review_holds_the_place_until_staff_decide()
    {
        var day = ADay.WithPlaces(1, new DayTerms(ReviewedByStaff: true, WaitingListLimit: null, ADay.Now.AddDays(1)));

        day.Ask(child: 1).Outcome.ShouldBe(Outcome.UnderReview);
        day.Ask(child: 2).Outcome.ShouldBe(Outcome.Waitlisted);
        day.Put(new Accept(day.NumberOf(1))).Outcome.ShouldBe(Outcome.Accepted);

        day.StatusOf(1).ShouldBe(BookingStatus.Accepted);
        day.StatusOf(2).ShouldBe(BookingStatus.Waitlisted);
    }

    [Fact]
    public void A_promotion_on_an_activity_under_review_waits_for_staff_too()
    {
        var day = ADay.WithPlaces(1, new DayTerms(ReviewedByStaff: true, WaitingListLimit: null, ADay.Now.AddDays(1)));
        day.Ask(child: 1);
        day.Ask(child: 2);

        day.Put(new Refuse(day.NumberOf(1), "Dossier incomplet")).Outcome.ShouldBe(Outcome.Refused);

        day.StatusOf(2).ShouldBe(BookingStatus.UnderReview);
    }

    [Fact]
    public void The_same_request_twice_is_one_booking_with_one_answer()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 9);

        var first = day.Ask(child: 1);
        var again = day.Ask(child: 1);

        again.ShouldBe(first);
        day.Events.OfType<Movement>().Count(movement => movement.Child == ADay.Child(1)).ShouldBe(1);
    }

    [Fact]
    public void Two_requests_for_one_child_in_one_command_list_are_one_booking()
    {
        var day = ADay.WithPlaces(5).State;

        var ask = new Ask(ADay.Child(1), ADay.FamilyOf(1));
        var decision = day.Decide([ask, ask], new DayTerms(false, null, ADay.Now.AddDays(1)), new Authorship(new Author("test"), ADay.Now));

        decision.Events.Count.ShouldBe(1);
        decision.Answers[0].ShouldBe(decision.Answers[1]);
    }

    [Fact]
    public void A_cancellation_promotes_the_first_who_waits_and_nobody_else()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Ask(child: 3);

        day.Cancel(child: 1).Outcome.ShouldBe(Outcome.Cancelled);

        day.StatusOf(2).ShouldBe(BookingStatus.Accepted);
        day.StatusOf(3).ShouldBe(BookingStatus.Waitlisted);
        day.State.Waiting.RankOf(day.NumberOf(3)).ShouldBe(1);
        day.Promotions.Count().ShouldBe(1);
    }

    [Fact]
    public void Leaving_the_waiting_list_frees_nothing_and_promotes_nobody()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Ask(child: 3);

        day.Cancel(child: 2);

        day.StatusOf(3).ShouldBe(BookingStatus.Waitlisted);
        day.Promotions.ShouldBeEmpty();
        day.State.Waiting.RankOf(day.NumberOf(3)).ShouldBe(1);
    }

    [Fact]
    public void A_full_waiting_list_refuses_and_keeps_nothing()
    {
        var day = ADay.WithPlaces(1, new DayTerms(ReviewedByStaff: false, WaitingListLimit: 1, ADay.Now.AddDays(1)));
        day.Ask(child: 1);
        day.Ask(child: 2);
        var events = day.Events.Count;

        var reply = day.Ask(child: 3);

        reply.Code.ShouldBe(RejectionCode.Full);
        day.Events.Count.ShouldBe(events);
    }

    [Fact]
    public void A_day_without_a_waiting_list_is_full_when_its_places_are_gone()
    {
        var day = ADay.WithPlaces(1, new DayTerms(ReviewedByStaff: false, WaitingListLimit: 0, ADay.Now.AddDays(1)));
        day.Ask(child: 1);

        day.Ask(child: 2).Code.ShouldBe(RejectionCode.Full);
    }

    [Fact]
    public void Two_more_places_promote_the_first_two_who_wait()
    {
        var day = ADay.WithPlaces(0);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Ask(child: 3);

        day.Put(new SetCapacity(2));

        day.Promotions.Select(promotion => promotion.Child).ShouldBe([ADay.Child(1), ADay.Child(2)]);
        day.Waiting().ShouldBe([ADay.Child(3)]);
    }

    [Fact]
    public void A_capacity_below_what_is_taken_throws_nobody_out_and_promotes_nobody_until_there_is_room()
    {
        var day = ADay.WithPlaces(3);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Ask(child: 3);
        day.Ask(child: 4);

        day.Put(new SetCapacity(1)).Outcome.ShouldBe(Outcome.CapacitySet);
        day.State.PlacesTaken.ShouldBe(3);

        // 3 taken of 1: two must leave before the day is even full, a third before somebody is promoted.
        day.Cancel(child: 1);
        day.Cancel(child: 2);
        day.StatusOf(4).ShouldBe(BookingStatus.Waitlisted);
        day.Cancel(child: 3);
        day.StatusOf(4).ShouldBe(BookingStatus.Accepted);
    }

    [Fact]
    public void A_refusal_promotes_the_first_who_waits()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);
        day.Ask(child: 2);

        day.Put(new Refuse(day.NumberOf(1), "Dossier incomplet"));

        day.StatusOf(1).ShouldBe(BookingStatus.Refused);
        day.StatusOf(2).ShouldBe(BookingStatus.Accepted);
    }

    [Fact]
    public void After_the_promotion_deadline_nobody_is_promoted_and_nobody_overtakes_those_who_wait()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Clock = day.Terms.PromotionEnds;

        day.Cancel(child: 1);

        day.StatusOf(2).ShouldBe(BookingStatus.Waitlisted);
        day.Ask(child: 3).Code.ShouldBe(RejectionCode.Full);
    }

    [Fact]
    public void The_last_instant_before_the_promotion_deadline_still_promotes()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Clock = day.Terms.PromotionEnds.AddTicks(-1);

        day.Cancel(child: 1);

        day.StatusOf(2).ShouldBe(BookingStatus.Accepted);
    }

    [Fact]
    public void A_held_place_cannot_be_given_up_after_the_deadline_to_cancel_but_the_waiting_list_can_be_left()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);
        day.Ask(child: 2);

        day.Cancel(child: 1, mayFreePlace: false).Code.ShouldBe(RejectionCode.DeadlinePassed);
        day.Cancel(child: 2, mayFreePlace: false).Outcome.ShouldBe(Outcome.Cancelled);
    }

    [Fact]
    public void Another_familys_booking_is_unknown()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);

        day.Put(new Cancel(day.NumberOf(1), ADay.FamilyOf(2))).Code.ShouldBe(RejectionCode.UnknownBooking);
        day.StatusOf(1).ShouldBe(BookingStatus.Accepted);
    }

    [Fact]
    public void Cancelling_twice_frees_one_place()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Ask(child: 3);

        day.Cancel(child: 1).Outcome.ShouldBe(Outcome.Cancelled);
        day.Cancel(child: 1).Outcome.ShouldBe(Outcome.Cancelled);

        day.Promotions.Count().ShouldBe(1);
    }

    [Fact]
    public void A_child_that_cancelled_and_asks_again_goes_to_the_end_of_the_waiting_list()
    {
        var day = ADay.WithPlaces(0);
        day.Ask(child: 1);
        day.Ask(child: 2);

        day.Cancel(child: 1);
        day.Ask(child: 1).Outcome.ShouldBe(Outcome.Waitlisted);

        day.Waiting().ShouldBe([ADay.Child(2), ADay.Child(1)]);
    }

    [Fact]
    public void Staff_cannot_accept_a_booking_that_waits_for_a_place()
    {
        var day = ADay.WithPlaces(0);
        day.Ask(child: 1);

        day.Put(new Accept(day.NumberOf(1))).Code.ShouldBe(RejectionCode.NotUnderReview);
    }

    [Fact]
    public void Setting_the_same_capacity_again_records_nothing()
    {
        var day = ADay.WithPlaces(4);

        day.Put(new SetCapacity(4)).Outcome.ShouldBe(Outcome.CapacitySet);

        day.Events.Count.ShouldBe(1);
    }

    [Fact]
    public void A_booking_at_half_past_two_on_the_night_when_clocks_go_back_is_ordered_by_arrival_not_by_the_clock()
    {
        // 02:30 is shown twice on 25 October 2026: the second booking's clock reads earlier than the first's in local time, by number it is later.
        var day = ADay.WithPlaces(0);
        day.Terms = day.Terms with { PromotionEnds = new DateTimeOffset(2026, 10, 28, 12, 0, 0, TimeSpan.FromHours(1)) };
        day.Clock = new DateTimeOffset(2026, 10, 25, 2, 59, 0, TimeSpan.FromHours(2));
        day.Ask(child: 1);
        day.Clock = new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(1));
        day.Ask(child: 2);

        day.Put(new SetCapacity(1));

        day.StatusOf(1).ShouldBe(BookingStatus.Accepted);
        day.StatusOf(2).ShouldBe(BookingStatus.Waitlisted);
    }

    [Fact]
    public void Those_who_still_wait_after_the_promotion_deadline_are_refused_by_the_night_in_order_and_nobody_before_it()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Ask(child: 3);

        day.Put(new Expire());
        day.State.Waiting.Count.ShouldBe(2);
        day.Clock = day.Terms.PromotionEnds;
        day.Put(new Expire()).Outcome.ShouldBe(Outcome.Expired);

        day.StatusOf(1).ShouldBe(BookingStatus.Accepted);
        day.StatusOf(2).ShouldBe(BookingStatus.Refused);
        day.Events.OfType<Movement>().Where(movement => movement.Kind is MovementKind.Expired).Select(movement => movement.Child)
            .ShouldBe([ADay.Child(2), ADay.Child(3)]);
    }

    [Fact]
    public void A_lowered_capacity_is_set_before_anybody_is_promoted_under_the_old_one()
    {
        var day = ADay.WithPlaces(2);
        day.Ask(child: 1);
        day.Ask(child: 2);
        day.Ask(child: 3);
        day.Clock = day.Terms.PromotionEnds;
        day.Cancel(child: 1);

        // The town moves the promotion deadline: a place is free and one waits, when the capacity is lowered.
        day.Terms = day.Terms with { PromotionEnds = day.Clock.AddDays(1) };
        day.Put(new SetCapacity(1));

        day.StatusOf(3).ShouldBe(BookingStatus.Waitlisted);
        day.State.PlacesTaken.ShouldBe(1);
    }
}
