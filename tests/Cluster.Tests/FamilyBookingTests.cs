using Microsoft.Extensions.DependencyInjection;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>What a family books and cancels, from its grain down to the tables.</summary>
public sealed class FamilyBookingTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task One_refused_item_never_blocks_the_others(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);

        var answer = await Validate(silo, 0,
            Request(0, TestTown.Morning),
            new ReservationRequest(new("enfant-d-autrui"), TestTown.Morning, Town.Day),
            Request(0, new("danse")),
            Request(0, TestTown.Afternoon));

        answer.Items.Select(item => item.Answer.Outcome).ShouldBe([Outcome.Accepted, Outcome.Rejected, Outcome.Rejected, Outcome.Accepted]);
        answer.Items[1].Answer.Code.ShouldBe(RejectionCode.UnknownChild);
        answer.Items[2].Answer.Code.ShouldBe(RejectionCode.UnknownActivity);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_day_that_nobody_gave_places_to_has_a_waiting_list_from_the_first_request(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 2);

        var first = await Validate(silo, 0, Request(0, TestTown.Morning));
        var second = await Validate(silo, 1, Request(1, TestTown.Morning));
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 1);

        (first.Items[0].Answer.Rank, second.Items[0].Answer.Rank).ShouldBe((1, 2));
        (await Track(silo, 0))[0].Status.ShouldBe(BookingStatus.Accepted);
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_child_that_a_family_is_registered_again_without_stays_its_child(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        var family = Town.FamilyGrain(silo.Grains, 0);

        await family.Register(Town.Family(0) with { Children = [Town.Family(1).Children[0]] });

        (await family.Read())!.Children.Select(child => child.Id).ShouldBe([TestTown.ChildOf(0), TestTown.ChildOf(1)], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_draft_sent_again_gives_the_same_bookings_and_the_same_answers(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        ReservationRequest[] draft = [Request(0, TestTown.Morning), Request(0, TestTown.Reviewed), Request(0, TestTown.WholeDay)];

        var first = await Validate(silo, 0, draft);
        var again = await Validate(silo, 0, draft);

        again.Items.ShouldBe(first.Items);
        first.Items.Select(item => item.Answer.Outcome).ShouldBe([Outcome.Accepted, Outcome.UnderReview, Outcome.Rejected]);
        (await Track(silo, 0)).Length.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_draft_sent_twice_at_once_gives_one_booking(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Validate(silo, 0, Request(0, TestTown.Morning))));

        answers.Select(answer => answer.Items[0].Answer.Booking).Distinct().Count().ShouldBe(1);
        (await Track(silo, 0)).Length.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_child_cannot_be_in_two_places_at_once_and_is_told_where_it_is_booked(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        await Validate(silo, 0, Request(0, TestTown.Morning));

        var answer = await Validate(silo, 0, Request(0, TestTown.WholeDay), Request(0, TestTown.Afternoon));

        answer.Items[0].Answer.Code.ShouldBe(RejectionCode.Overlaps);
        answer.Items[0].Conflict!.Activity.ShouldBe(TestTown.Morning);
        answer.Items[0].Conflict!.Booking.ShouldNotBeNull();
        answer.Items[1].Answer.Outcome.ShouldBe(Outcome.Accepted);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_overlapping_drafts_sent_at_once_book_the_child_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);

        var answers = await Task.WhenAll(Validate(silo, 0, Request(0, TestTown.Morning)), Validate(silo, 0, Request(0, TestTown.WholeDay)));

        answers.Count(answer => answer.Items[0].Answer.Outcome is Outcome.Accepted).ShouldBe(1);
        answers.Count(answer => answer.Items[0].Answer.Code is RejectionCode.Overlaps).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_day_is_exchanged_for_another_in_one_draft(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var booked = (await Validate(silo, 0, Request(0, TestTown.Morning))).Items[0].Answer.Booking!.Value;

        var answer = await Town.FamilyGrain(silo.Grains, 0).Validate(new ReservationDraft([Request(0, TestTown.WholeDay)], [booked]));

        answer.Items.Select(item => item.Answer.Outcome).ShouldBe([Outcome.Cancelled, Outcome.Accepted]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_recap_says_what_would_happen_and_keeps_nothing(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, capacity: 1);
        await Validate(silo, 1, Request(1, TestTown.Morning));

        var recap = await Town.FamilyGrain(silo.Grains, 0).Recap(new ReservationDraft([Request(0, TestTown.Morning), Request(0, TestTown.Afternoon)], []));

        recap.Items.Select(item => item.Answer.Outcome).ShouldBe([Outcome.Waitlisted, Outcome.Accepted]);
        recap.Items[0].Answer.Rank.ShouldBe(1);
        recap.Items.ShouldAllBe(item => item.Answer.Booking == null);
        (await Track(silo, 0)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_familys_cancellation_promotes_another_family_which_sees_it_in_its_tracking(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, capacity: 1);
        var held = (await Validate(silo, 0, Request(0, TestTown.Morning))).Items[0].Answer.Booking!.Value;
        await Validate(silo, 1, Request(1, TestTown.Morning));
        await Validate(silo, 2, Request(2, TestTown.Morning));
        (await Track(silo, 2))[0].Rank.ShouldBe(2);

        await Town.FamilyGrain(silo.Grains, 0).Validate(new ReservationDraft([], [held]));

        (await Track(silo, 0))[0].Status.ShouldBe(BookingStatus.Cancelled);
        (await Track(silo, 1))[0].Status.ShouldBe(BookingStatus.Accepted);
        (await Track(silo, 2))[0].Rank.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Another_familys_booking_cannot_be_cancelled(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var booked = (await Validate(silo, 0, Request(0, TestTown.Morning))).Items[0].Answer.Booking!.Value;

        var answer = await Town.FamilyGrain(silo.Grains, 1).Validate(new ReservationDraft([], [booked]));

        answer.Items[0].Answer.Code.ShouldBe(RejectionCode.UnknownBooking);
        answer.Items[0].Child.ShouldBeNull();
        (await Track(silo, 0))[0].Status.ShouldBe(BookingStatus.Accepted);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_in_debt_is_refused_as_a_whole_with_the_amount_but_may_cancel(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var booked = (await Validate(silo, 0, Request(0, TestTown.Morning))).Items[0].Answer.Booking!.Value;
        await Town.Correct(silo.Grains, 0, -46.05m);

        var refused = await Town.FamilyGrain(silo.Grains, 0).Validate(new ReservationDraft([Request(0, TestTown.Afternoon)], [booked]));
        var cancelled = await Town.FamilyGrain(silo.Grains, 0).Validate(new ReservationDraft([], [booked]));

        refused.AmountDue.ShouldBe(46.05m);
        refused.Items.ShouldBeEmpty();
        cancelled.Items[0].Answer.Outcome.ShouldBe(Outcome.Cancelled);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Days_of_a_month_are_tracked_by_date_child_and_status_page_by_page(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        await SetCapacities(silo, 1, 25);
        await Validate(silo, 0, [.. Enumerable.Range(1, 25).Select(day => new ReservationRequest(TestTown.ChildOf(0), TestTown.Morning, Town.Today.AddDays(day)))]);

        var family = Town.FamilyGrain(silo.Grains, 0);
        var first = await family.Track(new TrackingFilter(Limit: 10));
        var second = await family.Track(new TrackingFilter(After: first[^1].Id, Limit: 10));
        var third = await family.Track(new TrackingFilter(After: second[^1].Id, Limit: 10));
        var range = await family.Track(new TrackingFilter(From: Town.Today.AddDays(3), To: Town.Today.AddDays(5)));

        first.Concat(second).Concat(third).Select(booking => booking.Id.Date).ShouldBe(Enumerable.Range(1, 25).Select(Town.Today.AddDays));
        range.Length.ShouldBe(3);
        (await family.Track(new TrackingFilter(Child: new("enfant-1")))).ShouldBeEmpty();
        (await family.Track(new TrackingFilter(Status: BookingStatus.Waitlisted))).ShouldBeEmpty();
        (await family.Track(new TrackingFilter(Transmitted: false))).Length.ShouldBe(25);
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_calendar_shows_what_was_booked_a_second_ago(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, capacity: 1);
        await Validate(silo, 1, Request(1, TestTown.Morning));
        await Task.Delay(1_100, TestContext.Current.CancellationToken);

        var month = await Town.FamilyGrain(silo.Grains, 0).Calendar(TestTown.ChildOf(0), Town.Day, [TestTown.Morning, TestTown.WholeDay]);
        await Validate(silo, 0, Request(0, TestTown.Morning));
        var after = await Town.FamilyGrain(silo.Grains, 0).Calendar(TestTown.ChildOf(0), Town.Day, [TestTown.Morning]);

        var day = month!.Days.Single(day => day.Date == Town.Day);
        day.Activities[0].State.ShouldBe(DayState.Open);
        day.Activities[0].Availability.ShouldBe(Availability.WaitingList);
        var booked = after!.Days.Single(day => day.Date == Town.Day).Activities[0];
        (booked.State, booked.Status, booked.Rank).ShouldBe((DayState.Booked, BookingStatus.Waitlisted, 1));
        (await Town.FamilyGrain(silo.Grains, 0).Calendar(TestTown.ChildOf(1), Town.Day, [])).ShouldBeNull();
    }

    private static async Task<SiloHost> Founded(TestStore store, int capacity = 5)
    {
        var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 3);
        foreach (var activity in (ActivityId[])[TestTown.Morning, TestTown.Afternoon, TestTown.WholeDay, TestTown.Reviewed])
            await Town.SetCapacity(silo.Grains, activity, capacity);
        return silo;
    }

    private static Task SetCapacities(SiloHost silo, int first, int last) => Task.WhenAll(
        Enumerable.Range(first, last - first + 1).Select(day => Town.SetCapacity(silo.Grains, TestTown.Morning, 3, Town.Today.AddDays(day))));

    private static ReservationRequest Request(int child, ActivityId activity) => new(TestTown.ChildOf(child), activity, Town.Day);

    private static Task<ReservationAnswer> Validate(SiloHost silo, int family, params ReservationRequest[] requests) =>
        Town.FamilyGrain(silo.Grains, family).Validate(new ReservationDraft([.. requests], []));

    private static Task<System.Collections.Immutable.ImmutableArray<TrackedBooking>> Track(SiloHost silo, int family) =>
        Town.FamilyGrain(silo.Grains, family).Track(new TrackingFilter());
}
