using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>The five states of a child's calendar (SPEC, Booking 1).</summary>
public sealed class CalendarTests
{
    private static readonly Calendar December = new(Some.Child(), Some.Family(), Some.Catalogue(), Some.Now, []);
    private static readonly DayOccupancy WithRoom = new(Some.Afternoon, Some.Day, Capacity: 20, PlacesTaken: 19, Waiting: 0);
    private static readonly DayOccupancy WithoutRoom = WithRoom with { PlacesTaken = 20 };

    private static readonly Dictionary<(ActivityId, DateOnly), FamilyBooking> NoBookings = [];
    private static readonly Dictionary<(ActivityId, DateOnly), DayOccupancy> NoOccupancy = [];

    private static readonly DateTimeOffset TooLateToBook = Some.Instant("2026-11-25T00:00+01:00");
    private static readonly DateTimeOffset TooLateToCancel = Some.Instant("2026-11-27T00:00+01:00");

    [Fact]
    public void A_day_with_a_free_place_is_open() =>
        EntryOf(December, WithRoom).ShouldBe(new CalendarEntry(Some.Afternoon, DayState.Open, Availability.Places));

    [Fact]
    public void A_day_whose_places_are_gone_is_still_open_while_its_waiting_list_is()
    {
        EntryOf(December, WithoutRoom).ShouldBe(new CalendarEntry(Some.Afternoon, DayState.Open, Availability.WaitingList));
        EntryOf(December, WithoutRoom with { Waiting = 40 }).State.ShouldBe(DayState.Open);
    }

    [Fact]
    public void A_free_place_for_which_others_wait_is_not_shown_as_free() =>
        EntryOf(December, WithRoom with { Waiting = 1 }).Availability.ShouldBe(Availability.WaitingList);

    [Fact]
    public void A_day_whose_capacity_staff_set_below_the_places_taken_has_none_free() =>
        EntryOf(December, WithRoom with { Capacity = 10 }).Availability.ShouldBe(Availability.WaitingList);

    [Fact]
    public void A_day_without_a_place_and_without_a_waiting_list_is_full() =>
        EntryOf(WithWaitingList(0), WithoutRoom).ShouldBe(new CalendarEntry(Some.Afternoon, DayState.Full, Availability.None));

    [Fact]
    public void A_day_whose_waiting_list_is_full_is_full()
    {
        EntryOf(WithWaitingList(3), WithoutRoom with { Waiting = 2 }).State.ShouldBe(DayState.Open);
        EntryOf(WithWaitingList(3), WithoutRoom with { Waiting = 3 }).State.ShouldBe(DayState.Full);
    }

    [Fact]
    public void A_day_whose_places_are_gone_is_full_once_nobody_is_promoted_any_more()
    {
        var promotionsEnded = December with
        {
            Catalogue = Some.Catalogue(Some.Activities(), Some.Period() with { ToPromote = new FixedInstant(Some.Now) }),
        };

        EntryOf(promotionsEnded, WithoutRoom).State.ShouldBe(DayState.Full);
        EntryOf(promotionsEnded, WithRoom).State.ShouldBe(DayState.Open);
    }

    [Theory]
    [InlineData(BookingStatus.Accepted)]
    [InlineData(BookingStatus.UnderReview)]
    public void A_held_place_is_booked_until_the_deadline_to_cancel_and_locked_from_then_on(BookingStatus status)
    {
        var booking = Some.Booking(Some.Afternoon, status);

        EntryOf(December with { Now = TooLateToBook }, WithRoom, booking).State.ShouldBe(DayState.Booked);
        EntryOf(December with { Now = TooLateToCancel.AddTicks(-1) }, WithRoom, booking).State.ShouldBe(DayState.Booked);
        EntryOf(December with { Now = TooLateToCancel }, WithRoom, booking).State.ShouldBe(DayState.Locked);
    }

    [Fact]
    public void A_waiting_booking_can_be_changed_until_the_activity_starts()
    {
        var start = Some.Instant("2026-12-02T12:00+01:00");
        var booking = Some.Booking(Some.Afternoon, BookingStatus.Waitlisted, rank: 2);

        EntryOf(December with { Now = TooLateToCancel }, WithoutRoom, booking).State.ShouldBe(DayState.Booked);
        EntryOf(December with { Now = start.AddTicks(-1) }, WithoutRoom, booking).State.ShouldBe(DayState.Booked);
        EntryOf(December with { Now = start }, WithoutRoom, booking).State.ShouldBe(DayState.Locked);
    }

    [Fact]
    public void A_waiting_booking_is_shown_with_its_status_and_rank()
    {
        var entry = EntryOf(December, WithoutRoom with { Waiting = 2 }, Some.Booking(Some.Afternoon, BookingStatus.Waitlisted, rank: 2));

        entry.Booking.ShouldBe(new BookingId(Some.Afternoon, Some.Day, Number: 17));
        entry.Status.ShouldBe(BookingStatus.Waitlisted);
        entry.Rank.ShouldBe(2);
    }

    [Fact]
    public void A_held_place_is_shown_with_its_status_and_without_a_rank()
    {
        var entry = EntryOf(December, WithRoom, Some.Booking(Some.Afternoon, BookingStatus.UnderReview));

        entry.Status.ShouldBe(BookingStatus.UnderReview);
        entry.Rank.ShouldBeNull();
    }

    [Fact]
    public void A_booked_day_is_booked_even_when_it_has_no_place_left() =>
        EntryOf(WithWaitingList(0), WithoutRoom, Some.Booking(Some.Afternoon)).State.ShouldBe(DayState.Booked);

    [Fact]
    public void A_day_is_closed_before_its_period_opens_and_open_from_then_on()
    {
        var opens = Some.Instant("2026-09-01T00:00+02:00");

        EntryOf(December with { Now = opens.AddTicks(-1) }, WithRoom).ShouldBe(new CalendarEntry(Some.Afternoon, DayState.Closed, Availability.None));
        EntryOf(December with { Now = opens }, WithRoom).State.ShouldBe(DayState.Open);
    }

    [Fact]
    public void Residents_see_as_open_what_is_open_to_them_earlier()
    {
        var period = Some.Period() with { OpensAt = Some.Now.AddDays(1), OpensForResidentsAt = Some.Now };
        var early = December with { Catalogue = Some.Catalogue(Some.Activities(), period) };

        EntryOf(early, WithRoom).State.ShouldBe(DayState.Open);
        EntryOf(early with { Family = Some.Family() with { IsResident = false } }, WithRoom).State.ShouldBe(DayState.Closed);
    }

    [Fact]
    public void A_day_that_is_not_booked_is_closed_after_the_deadline_to_book()
    {
        EntryOf(December with { Now = TooLateToBook.AddTicks(-1) }, WithRoom).State.ShouldBe(DayState.Open);
        EntryOf(December with { Now = TooLateToBook }, WithRoom).State.ShouldBe(DayState.Closed);
    }

    [Fact]
    public void A_closed_period_leaves_the_calendar_with_its_bookings()
    {
        var closed = December with { Catalogue = Some.Catalogue(Some.Activities(), Some.Period() with { ClosesAt = Some.Now }) };

        EntryOf(closed, WithRoom).State.ShouldBe(DayState.Closed);
        EntryOf(closed, WithRoom, Some.Booking(Some.Afternoon)).State.ShouldBe(DayState.Closed);
    }

    [Fact]
    public void A_day_is_closed_to_a_child_for_whom_the_activity_is_not()
    {
        EntryOf(December with { Child = Some.Child("2020-12-02") }, WithRoom).State.ShouldBe(DayState.Closed);
        EntryOf(December with { Child = Some.Child("2020-12-03") }, WithRoom).State.ShouldBe(DayState.Open);
    }

    [Fact]
    public void A_child_that_outgrows_the_activity_during_the_month_sees_it_open_until_the_birthday()
    {
        var month = Month(December with { Child = Some.Child("2020-12-09") }, [Some.Afternoon]);

        month.Days[1].State.ShouldBe(DayState.Open);
        month.Days[8].State.ShouldBe(DayState.Closed);
    }

    [Fact]
    public void Every_day_of_the_month_is_shown_and_those_that_no_period_opens_are_closed()
    {
        var month = Month(December, [Some.Afternoon]);

        month.Days.Select(day => day.Date).ShouldBe(Enumerable.Range(0, 31).Select(Some.Date("2026-12-01").AddDays));
        month.Days.Where(day => day.State is not DayState.Closed).Select(day => day.Date.Day).ShouldBe([2, 9, 16]);
    }

    [Theory]
    [InlineData("2027-02-15", 28)]
    [InlineData("2028-02-15", 29)]
    [InlineData("9999-12-15", 31)]
    public void Any_day_names_its_month(string day, int days) =>
        December.Of(Some.Date(day), [], NoBookings, NoOccupancy).Days.Length.ShouldBe(days);

    [Theory]
    [InlineData(DayState.Booked, "booked locked open full closed")]
    [InlineData(DayState.Locked, "locked open full closed")]
    [InlineData(DayState.Open, "open full closed")]
    [InlineData(DayState.Full, "full closed")]
    [InlineData(DayState.Closed, "closed")]
    [InlineData(DayState.Booked, "booked closed")]
    [InlineData(DayState.Booked, "booked open")]
    [InlineData(DayState.Locked, "locked closed")]
    [InlineData(DayState.Open, "open closed")]
    public void A_day_with_several_activities_is_the_first_that_applies_of_booked_locked_open_full_closed(DayState state, string shown)
    {
        ImmutableArray<ActivityId> activities = [.. shown.Split(' ').Select(id => new ActivityId(id))];

        var day = OneActivityInEachState(activities).Days[Some.Day.Day - 1];

        day.State.ShouldBe(state);
        day.Activities.ShouldAllBe(entry => entry.Activity == new ActivityId(NameOf(entry.State)));
        day.Activities.Length.ShouldBe(activities.Length);
    }

    [Fact]
    public void A_day_on_which_nothing_is_shown_is_closed()
    {
        var month = Month(December, [Some.Unknown]);

        month.Activities.ShouldBeEmpty();
        month.Days.ShouldAllBe(day => day.State == DayState.Closed && day.Activities.IsEmpty);
    }

    [Fact]
    public void Activities_are_shown_in_the_order_of_the_catalogue_whatever_the_order_asked_for()
    {
        var month = Month(December, [Some.WholeDay, Some.Morning]);

        month.Activities.Select(activity => activity.Id).ShouldBe([Some.Morning, Some.WholeDay]);
        month.Days.ShouldAllBe(day => day.Activities.Select(entry => entry.Activity).SequenceEqual(new[] { Some.Morning, Some.WholeDay }));
    }

    [Fact]
    public void An_activity_is_shown_with_its_hours_price_and_wallet() => Month(December, [Some.Afternoon]).Activities.ShouldBe(
        [new CalendarActivity(Some.Afternoon, "ALSH alsh-3-6-apres-midi", Some.Time("12:00"), Some.Time("17:30"), 6.65m, "PERISCOLAIRE")]);

    [Fact]
    public void Without_a_choice_the_activities_that_the_child_may_book_in_the_month_are_shown()
    {
        var forOlder = Some.Activity(new ActivityId("alsh-6-12")) with { Eligibility = new Eligibility(6, 11, []) };
        var inSummer = Some.Activity(new ActivityId("sejour"));
        var calendar = December with { Catalogue = Some.Catalogue([forOlder, inSummer, Some.Activity()], Some.Period(forOlder.Id, Some.Afternoon)) };

        Month(calendar, []).Activities.Select(activity => activity.Id).ShouldBe([Some.Afternoon]);
    }

    [Fact]
    public void Without_a_choice_an_activity_that_the_child_is_booked_on_is_shown_though_it_may_no_longer_book_it()
    {
        var calendar = December with { Child = Some.Child("2015-01-01") };

        var month = Month(calendar, [], Some.Booking(Some.Morning));

        month.Activities.Select(activity => activity.Id).ShouldBe([Some.Morning]);
        month.Days[Some.Day.Day - 1].State.ShouldBe(DayState.Booked);
    }

    private static string NameOf(DayState state) => state switch
    {
        DayState.Booked => "booked",
        DayState.Locked => "locked",
        DayState.Open => "open",
        DayState.Full => "full",
        _ => "closed",
    };

    private static Calendar WithWaitingList(int limit) => December with
    {
        Catalogue = Some.Catalogue([Some.Activity() with { WaitingListLimit = limit }], Some.Period()),
    };

    private static CalendarEntry EntryOf(Calendar calendar, DayOccupancy occupancy, FamilyBooking? booking = null) => calendar.Of(
        Some.Day,
        [Some.Afternoon],
        booking is null ? NoBookings : new() { [(Some.Afternoon, Some.Day)] = booking },
        new Dictionary<(ActivityId, DateOnly), DayOccupancy> { [(Some.Afternoon, Some.Day)] = occupancy })
        .Days[Some.Day.Day - 1].Activities.Single();

    private static CalendarMonth Month(Calendar calendar, ImmutableArray<ActivityId> shown, params FamilyBooking[] live) =>
        calendar.Of(Some.Day, shown, live.ToDictionary(booking => (booking.Id.Activity, booking.Id.Date)), NoOccupancy);

    private static CalendarMonth OneActivityInEachState(ImmutableArray<ActivityId> shown)
    {
        ActivityId booked = new("booked"), locked = new("locked"), open = new("open"), full = new("full"), closed = new("closed");

        // The weakest state is listed first, so that none wins by its place in the list.
        var catalogue = Some.Catalogue(
            [Some.Activity(closed), Some.Activity(full) with { WaitingListLimit = 0 }, Some.Activity(open), Some.Activity(locked), Some.Activity(booked)],
            Some.Period(booked, open, full),
            Some.Period(locked) with { ToCancel = new FixedInstant(Some.Now) });
        return (December with { Catalogue = catalogue }).Of(
            Some.Day,
            shown,
            new[] { booked, locked }.ToDictionary(activity => (activity, Some.Day), activity => Some.Booking(activity)),
            new[] { booked, locked, full }.ToDictionary(activity => (activity, Some.Day), activity => WithoutRoom with { Activity = activity }));
    }
}
