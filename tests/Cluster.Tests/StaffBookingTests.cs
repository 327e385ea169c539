using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Core.Internal;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Staff book and cancel for a family: time and debt are set aside, everything else holds, for days gone by too.</summary>
public sealed class StaffBookingTests(SharedPostgreSql postgreSql)
{
    /// <summary>Open from 11 May to 9 July 2027.</summary>
    private static readonly TestTown Town = new(new StructureId("ville"), new DateOnly(2027, 5, 10));
    private static readonly DateOnly Day = new(2027, 5, 20);
    private static readonly Errand Errand = new(Author.Staff("accueil"), "Venu sans réservation");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task After_the_deadline_and_in_debt_staff_book_what_the_family_cannot_and_are_told_the_amount(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(Paris(5, 20, 9));
        await using var silo = await Founded(store, clock);
        await Town.Correct(silo.Grains, 0, -46.05m);
        var family = Town.FamilyGrain(silo.Grains, 0);
        var draft = Draft(TestTown.Morning);

        var own = await family.Validate(draft);
        var recap = await family.RecapFor(draft, Errand);
        var first = await family.ValidateFor(draft, Errand);
        var again = await family.ValidateFor(draft, Errand);

        own.AmountDue.ShouldBe(46.05m);
        (recap.AmountDue, recap.DebtSetAside, recap.Items[0].Answer.Outcome, recap.Items[0].Answer.Booking).ShouldBe((null, 46.05m, Outcome.Accepted, null));
        (first.AmountDue, first.DebtSetAside, first.Items[0].Answer.Outcome).ShouldBe((null, 46.05m, Outcome.Accepted));
        again.Items.ShouldBe(first.Items);
        await Town.Correct(silo.Grains, 0, 46.05m, "essai-2");
        (await family.Validate(Draft(TestTown.Afternoon, Day.AddDays(-1)))).Items[0].Answer.Code.ShouldBe(RejectionCode.DeadlinePassed);
        var told = await silo.Grains.GetGrain<IAuditTrailGrain>(Town.Structure.Value).Read(new AuditFilter(Family: TestTown.FamilyOf(0), Act: "booking-asked"));
        told.Select(line => (line.Entry.By, line.Entry.Subject, line.Entry.After, line.Entry.Reason)).ShouldBe(
            [(Errand.By, $"booking/{first.Items[0].Answer.Booking}", """{"status":"accepted"}""", Errand.Reason)]);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task On_a_day_gone_by_what_the_child_was_booked_on_still_overlaps_whoever_woke_the_family_up_since(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(Paris(5, 10, 12));
        await using var silo = await Founded(store, clock);
        var family = Town.FamilyGrain(silo.Grains, 0);
        await family.Validate(Draft(TestTown.Morning));
        clock.Advance(TimeSpan.FromDays(22));
        await family.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        await family.Recap(Draft(TestTown.Morning, new DateOnly(2027, 6, 9)));

        var answer = await family.ValidateFor(
            new ReservationDraft([Request(TestTown.WholeDay, Day), Request(TestTown.Morning, Day), Request(TestTown.Afternoon, Day)], []), Errand);

        answer.Items.Select(item => (item.Answer.Outcome, item.Answer.Code, item.Conflict?.Activity)).ShouldBe(
            [(Outcome.Rejected, RejectionCode.Overlaps, TestTown.Morning), (Outcome.Accepted, null, null), (Outcome.Accepted, null, null)]);
        (await Track(silo)).Select(booking => booking.Id.Activity).ShouldBe([TestTown.Afternoon, TestTown.Morning], "one booking each, the first of them the family's own");
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_full_day_gone_by_stays_full_and_a_day_too_long_ago_stays_as_it_is(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(Paris(5, 10, 12));
        await using var silo = await Founded(store, clock, capacity: 1);
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 1, new DateOnly(2027, 5, 12));
        await Town.DayGrain(silo.Grains, TestTown.Morning, Day).Decide([TestTown.AskOf(1)], Author.System);
        var old = (await Town.FamilyGrain(silo.Grains, 0).Validate(Draft(TestTown.Morning, new DateOnly(2027, 5, 12)))).Items[0].Answer.Booking!.Value;

        // On 12 July the first day that staff reach is 13 May: 18 more days of May, 30 of June and 12 of July are 60.
        clock.Advance(TimeSpan.FromDays(63));
        var answer = await Town.FamilyGrain(silo.Grains, 0).ValidateFor(
            new ReservationDraft([Request(TestTown.Morning, Day), Request(TestTown.Afternoon, new DateOnly(2027, 5, 12))], [old]), Errand);

        answer.Items.Select(item => item.Answer.Code).ShouldBe([RejectionCode.TooLongAgo, RejectionCode.Full, RejectionCode.TooLongAgo]);
        (await Track(silo)).Single().Status.ShouldBe(BookingStatus.Accepted);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_booking_of_a_day_gone_by_that_staff_cancel_is_credited_back_the_next_night(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(Paris(5, 10, 12));
        await using var silo = await Founded(store, clock);
        var family = Town.FamilyGrain(silo.Grains, 0);
        var booking = (await family.Validate(Draft(TestTown.Morning))).Items[0].Answer.Booking!.Value;
        clock.Advance(TimeSpan.FromDays(12));
        await Town.Transmit(silo.Grains);
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-TestTown.Price);

        (await family.Validate(new ReservationDraft([], [booking]))).Items[0].Answer.Code.ShouldBe(RejectionCode.DeadlinePassed);
        var cancelled = await family.ValidateFor(new ReservationDraft([], [booking]), Errand with { Reason = "Malade, certificat reçu" });
        var night = await Town.Transmit(silo.Grains);

        cancelled.Items[0].Answer.Outcome.ShouldBe(Outcome.Cancelled);
        (await Town.Balance(silo.Grains, 0)).ShouldBe(0m);
        var line = (await silo.Grains.GetGrain<Transmission.ITransmissionGrain>(Town.Structure.Value).Manifest(night.Number, after: null, 10)).Single();
        (line.Kind, line.Author).ShouldBe(("cancelled", Errand.By));

        // The manifest holds no reason, since it never changes and a reason can name somebody: the movement has it.
        (await DatabaseText.Rows(store, $"SELECT reason FROM movements WHERE run_id = {night.Number}")).Single().ShouldBe(["Malade, certificat reçu"]);
        await ShouldBeConsistent(silo);
    }

    private static async Task<SiloHost> Founded(TestStore store, FakeTimeProvider clock, int capacity = 5)
    {
        var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero))));
        await Town.Found(silo.Grains, families: 2);
        foreach (var activity in (ActivityId[])[TestTown.Morning, TestTown.Afternoon, TestTown.WholeDay])
            await Town.SetCapacity(silo.Grains, activity, capacity, Day);
        return silo;
    }

    private static DateTimeOffset Paris(int month, int day, int hour) => new(2027, month, day, hour, 0, 0, TimeSpan.FromHours(2));

    private static ReservationRequest Request(ActivityId activity, DateOnly date) => new(TestTown.ChildOf(0), activity, date);

    private static ReservationDraft Draft(ActivityId activity, DateOnly? date = null) => new([Request(activity, date ?? Day)], []);

    private static async Task<IReadOnlyList<TrackedBooking>> Track(SiloHost silo) => await Town.FamilyGrain(silo.Grains, 0).Track(new TrackingFilter());

    private static async Task ShouldBeConsistent(SiloHost silo) =>
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();
}
