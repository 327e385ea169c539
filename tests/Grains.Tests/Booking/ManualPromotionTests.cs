using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>Staff give a place to one who waits, before its turn (SPEC, Booking 5 and Staff).</summary>
public sealed class ManualPromotionTests
{
    private const string Reason = "Fratrie";

    [Fact]
    public void A_place_that_came_free_after_the_promotion_deadline_goes_to_whom_staff_name()
    {
        var day = FullDayWithThreeWaiting();
        day.Clock = day.Terms.PromotionEnds;
        day.Cancel(1);

        var reply = Promote(day, 4);

        reply.Outcome.ShouldBe(Outcome.Accepted);
        day.State.PlacesTaken.ShouldBe(2);
        day.State.Capacity.ShouldBe(2);
        day.Waiting().ShouldBe([ADay.Child(3), ADay.Child(5)]);
        day.Promotions.Single().Reason.ShouldBe(Reason);
    }

    [Fact]
    public void One_free_place_is_given_once_only()
    {
        var day = FullDayWithThreeWaiting();
        day.Clock = day.Terms.PromotionEnds;
        day.Cancel(1);

        Promote(day, 5).Outcome.ShouldBe(Outcome.Accepted);
        Promote(day, 3).Code.ShouldBe(RejectionCode.Full);

        day.State.PlacesTaken.ShouldBe(2);
        day.StatusOf(3).ShouldBe(BookingStatus.Waitlisted);
    }

    [Fact]
    public void A_full_day_has_no_place_to_give()
    {
        var day = FullDayWithThreeWaiting();
        var before = day.State;

        Promote(day, 3).Code.ShouldBe(RejectionCode.Full);

        day.State.ShouldBeSameAs(before);
    }

    [Fact]
    public void A_place_added_goes_to_the_one_it_was_added_for_and_to_nobody_else()
    {
        var day = FullDayWithThreeWaiting();

        Promote(day, 5, addPlace: true).Outcome.ShouldBe(Outcome.Accepted);

        (day.State.Capacity, day.State.PlacesTaken).ShouldBe((3, 3));
        day.Waiting().ShouldBe([ADay.Child(3), ADay.Child(4)]);
        day.Events.TakeLast(2).Select(happened => happened.GetType()).ShouldBe([typeof(CapacityChanged), typeof(Movement)]);
    }

    [Fact]
    public void A_place_that_is_free_is_given_before_one_is_added()
    {
        var day = FullDayWithThreeWaiting();
        day.Clock = day.Terms.PromotionEnds;
        day.Cancel(1);

        Promote(day, 4, addPlace: true).Outcome.ShouldBe(Outcome.Accepted);

        (day.State.Capacity, day.State.PlacesTaken).ShouldBe((2, 2));
    }

    [Fact]
    public void A_day_above_its_capacity_or_at_the_largest_there_may_be_gets_no_place_added()
    {
        var above = FullDayWithThreeWaiting();
        above.Put(new SetCapacity(1));
        var largest = FullDayWithThreeWaiting(capacity: SetCapacity.Most);

        Promote(above, 3, addPlace: true).Code.ShouldBe(RejectionCode.Full);
        Promote(largest, SetCapacity.Most + 1, addPlace: true).Code.ShouldBe(RejectionCode.Full);

        (above.State.Capacity, above.State.PlacesTaken).ShouldBe((1, 2));
        largest.State.Capacity.ShouldBe(SetCapacity.Most);
    }

    [Fact]
    public void Asking_twice_promotes_once_and_answers_the_same()
    {
        var day = FullDayWithThreeWaiting();
        var first = Promote(day, 4, addPlace: true);
        var state = day.State;

        Promote(day, 4, addPlace: true).ShouldBe(first);

        day.State.ShouldBeSameAs(state);
    }

    [Fact]
    public void An_activity_under_review_still_wants_its_decision()
    {
        var day = FullDayWithThreeWaiting(terms: new DayTerms(ReviewedByStaff: true, WaitingListLimit: null, ADay.Now.AddDays(1)));

        Promote(day, 4, addPlace: true).Outcome.ShouldBe(Outcome.UnderReview);
    }

    [Fact]
    public void What_has_ended_or_never_was_cannot_be_promoted()
    {
        var day = FullDayWithThreeWaiting();
        day.Cancel(3);

        Promote(day, 3, addPlace: true).Code.ShouldBe(RejectionCode.AlreadyEnded);
        day.Put(new Promote(9_999, Reason, AddPlace: true)).Code.ShouldBe(RejectionCode.UnknownBooking);

        day.State.Capacity.ShouldBe(2);
    }

    private static Reply Promote(ADay day, int child, bool addPlace = false) => day.Put(new Promote(day.NumberOf(child), Reason, addPlace));

    /// <summary>The first children hold the places, three more wait.</summary>
    private static ADay FullDayWithThreeWaiting(int capacity = 2, DayTerms? terms = null)
    {
        var day = ADay.WithPlaces(capacity, terms);
        for (var child = 1; child <= capacity + 3; child++)
            day.Ask(child);
        return day;
    }
}
