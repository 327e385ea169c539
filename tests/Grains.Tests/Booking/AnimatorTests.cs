using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>Places that follow the number of animators (SPEC, Staff: supervision ratios).</summary>
public sealed class AnimatorTests
{
    private static readonly DayTerms ByEight = new(ReviewedByStaff: false, WaitingListLimit: null, PromotionEnds: ADay.Now.AddDays(7), PlacesPerAnimator: 8);

    [Fact]
    public void Places_are_animators_times_the_ratio_and_more_animators_promote_in_order()
    {
        var day = ADay.WithPlaces(0, ByEight);
        for (var child = 1; child <= 10; child++)
            day.Ask(child);

        day.Put(new SetAnimators(1)).Outcome.ShouldBe(Outcome.CapacitySet);
        (day.State.Capacity, day.State.Animators, day.State.PlacesTaken).ShouldBe((8, 1, 8));
        day.Waiting().ShouldBe([ADay.Child(9), ADay.Child(10)]);

        day.Put(new SetAnimators(2));
        (day.State.Capacity, day.State.PlacesTaken).ShouldBe((16, 10));
        day.Promotions.Select(promotion => promotion.Child).ShouldBe(Enumerable.Range(1, 10).Select(ADay.Child));
    }

    [Fact]
    public void Fewer_animators_throw_nobody_out()
    {
        var day = ADay.WithPlaces(0, ByEight);
        day.Put(new SetAnimators(2));
        for (var child = 1; child <= 10; child++)
            day.Ask(child);

        day.Put(new SetAnimators(1));

        (day.State.Capacity, day.State.PlacesTaken, day.Events.OfType<Movement>().Count()).ShouldBe((8, 10, 10));
    }

    [Fact]
    public void Saying_the_same_number_again_changes_nothing_unless_the_places_were_changed_by_hand()
    {
        var day = ADay.WithPlaces(0, ByEight);
        day.Put(new SetAnimators(2, "Deux animateurs"));
        var state = day.State;
        day.Put(new SetAnimators(2, "Deux animateurs"));
        day.State.ShouldBeSameAs(state);

        day.Put(new SetCapacity(20));
        (day.State.Capacity, day.State.Animators).ShouldBe((20, 2), "animators are still two");
        day.Put(new SetAnimators(2));
        day.State.Capacity.ShouldBe(16);
    }

    [Fact]
    public void Nobody_to_look_after_children_is_no_places()
    {
        var day = ADay.WithPlaces(12, ByEight);

        day.Put(new SetAnimators(0));

        (day.State.Capacity, day.State.Animators).ShouldBe((0, 0));
    }

    [Fact]
    public void A_day_rebuilt_from_its_rows_knows_its_animators()
    {
        var day = ADay.WithPlaces(0, ByEight);
        day.Put(new SetAnimators(3));

        ActivityDay.FromRows(day.State.Version, day.State.Capacity, day.State.Bookings.Values, day.State.Animators).Animators.ShouldBe(3);
        day.Events.Aggregate(ActivityDay.Empty, (state, happened) => state.Apply(happened)).Animators.ShouldBe(3);
    }
}
