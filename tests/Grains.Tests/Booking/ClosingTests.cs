using CsCheck;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Supervision;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>Staff close a day, for a strike or the weather.</summary>
public sealed class ClosingTests
{
    [Fact]
    public void A_closed_day_has_nobody_left_and_promoted_nobody_on_the_way()
    {
        var day = ADay.WithPlaces(1);
        day.Ask(1);
        day.Ask(2);

        day.Put(new Close("Grève")).Outcome.ShouldBe(Outcome.Closed);

        (day.StatusOf(1), day.StatusOf(2)).ShouldBe((BookingStatus.Cancelled, BookingStatus.Cancelled));
        (day.State.PlacesTaken, day.State.Waiting.Count, day.State.Capacity, day.State.IsClosed).ShouldBe((0, 0, 0, true));
        day.Promotions.ShouldBeEmpty();
        day.Events.OfType<Movement>().Where(movement => movement.Kind is MovementKind.Cancelled).Select(movement => movement.Reason).ShouldBe(["Grève", "Grève"]);
    }

    [Fact]
    public void Closing_again_changes_nothing_and_a_day_that_nobody_touched_can_be_closed_too()
    {
        var day = new ADay();

        day.Put(new Close("Neige")).Outcome.ShouldBe(Outcome.Closed);
        day.Put(new Close("Grève")).Outcome.ShouldBe(Outcome.Closed);

        day.Events.ShouldHaveSingleItem().Reason.ShouldBe("Neige");
    }

    [Fact]
    public void Nobody_is_booked_on_a_closed_day_before_it_is_given_places_again()
    {
        var day = ADay.WithPlaces(5);
        day.Put(new Close("Grève"));

        var refused = day.Ask(1);
        day.Put(new SetCapacity(2));

        (refused.Outcome, refused.Code).ShouldBe((Outcome.Rejected, RejectionCode.Closed));
        day.State.IsClosed.ShouldBeFalse();
        day.Ask(1).Outcome.ShouldBe(Outcome.Accepted);
    }

    [Fact]
    public void A_day_closed_with_no_places_can_be_given_none_again()
    {
        var day = ADay.WithPlaces(0);
        day.Put(new Close("Grève"));

        day.Put(new SetCapacity(0));

        day.State.IsClosed.ShouldBeFalse("a number of places was set, be it none");
    }

    [Fact]
    public void A_request_that_left_before_the_catalogue_closed_the_day_finds_it_closed_and_so_does_a_number_of_places()
    {
        var day = ADay.WithPlaces(5);
        day.Terms = day.Terms with { IsOpen = false };

        day.Ask(1).Code.ShouldBe(RejectionCode.Closed);
        day.Put(new SetCapacity(9)).Code.ShouldBe(RejectionCode.Closed);
        day.State.Capacity.ShouldBe(5);
    }

    [Fact]
    public void Whatever_happened_before_a_closed_day_has_nobody_and_its_events_lead_to_its_rows() =>
        Gen.Int[0, 9].Array[0, 40].Select(Gen.Int[0, 4]).Sample(history =>
        {
            var (children, capacity) = history;
            var day = ADay.WithPlaces(capacity);
            foreach (var child in children)
            {
                if (day.State.LiveBookingOf(ADay.Child(child)) is null)
                    day.Ask(child);
                else
                    day.Cancel(child);
            }

            day.Put(new Close("Grève"));

            var state = day.State;
            state.Bookings.Values.ShouldAllBe(booking => !booking.IsLive);
            var replayed = day.Events.Aggregate(ActivityDay.Empty, (before, happened) => before.Apply(happened));
            (replayed.Version, replayed.IsClosed, replayed.Capacity, replayed.PlacesTaken).ShouldBe((state.Version, true, 0, 0));
            new KeptDay(
                new ActivityDayKey(new("deols"), Some.Morning, Some.Day), state.Version, 0, 0, 0, [.. state.Bookings.Values], [.. day.Events], IsClosed: true)
                .Audit().ShouldBeEmpty();
        }, iter: 500);
}
