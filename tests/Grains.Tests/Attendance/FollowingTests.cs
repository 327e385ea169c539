using System.Collections.Immutable;
using Periscolaire.Attendance;
using Periscolaire.Attendance.Rules;
using Periscolaire.Booking;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Attendance;

/// <summary>The entries by which money follows attendance.</summary>
public sealed class FollowingTests
{
    private static readonly BookingId Booking = new(Some.Afternoon, Some.Day, 17);
    private static readonly AttendanceRecord Late = new(AttendanceState.Late, MinutesLate: 20);
    private static readonly PenaltyRules Rules = new(new LatePickupPenalty("PERISCOLAIRE", ToleranceMinutes: 0, 5m, LatenessUnit.Flat));

    [Fact]
    public void A_late_penalty_names_the_booking_and_says_what_for()
    {
        var penalty = Postings(before: null, Late).ShouldHaveSingleItem();

        (penalty.Kind, penalty.Amount, penalty.Cause).ShouldBe((EntryKind.Penalty, -5m, $"attendance/late/{Booking}"));
        (penalty.Consumption!.Label, penalty.Consumption.Booking).ShouldBe(("Pénalité : retard de 20 min (ALSH)", Booking));
    }

    [Fact]
    public void A_penalty_withdrawn_and_due_again_has_a_cause_of_its_own_each_time()
    {
        var present = new AttendanceRecord(AttendanceState.Present);
        var first = Postings(before: null, Late);
        var withdrawn = Postings(Late, present, [.. first]);
        var again = Postings(present, Late, [.. first, .. withdrawn]);

        (withdrawn.Single().Amount, withdrawn.Single().Cause).ShouldBe((5m, $"attendance/late/{Booking}/withdrawn"));
        (again.Single().Amount, again.Single().Cause).ShouldBe((-5m, $"attendance/late/{Booking}/2"));
    }

    [Fact]
    public void Rules_that_changed_since_leave_a_penalty_alone_that_the_correction_does_not_touch()
    {
        var first = Postings(before: null, Late);
        var later = new Following(PenaltyRules.None, "ALSH", Some.Day);

        later.Postings(Attended(Late), Late with { LeftAt = Some.Time("17:50") }, new BookingAccount(Booking, first)).ShouldBeEmpty();
    }

    [Fact]
    public void A_credited_absence_that_was_a_presence_is_debited_again_at_the_same_price()
    {
        var justified = new AttendanceRecord(AttendanceState.AbsentJustified, Reason: "Certificat");
        var debit = new Posting("PERISCOLAIRE", EntryKind.Consumption, Charging.DebitCause(Booking), -6.65m, Some.Day, new Consumption(
            Some.Lea, Some.Day, Booking, "ALSH", 6.65m, Quantity: 1, Meal: 1.50m, Reduction: 0.35m, Why: "Tarif unique"));
        var credit = Postings(before: null, justified, debit).ShouldHaveSingleItem();
        var again = Postings(justified, new AttendanceRecord(AttendanceState.Present), debit, credit).ShouldHaveSingleItem();
        var credit2 = Postings(new AttendanceRecord(AttendanceState.Present), justified, debit, credit, again).ShouldHaveSingleItem();

        (credit.Amount, credit.Cause).ShouldBe((6.65m, $"credit/{Booking}"));
        (again.Amount, again.Kind, again.Cause, again.Consumption).ShouldBe((-6.65m, EntryKind.Consumption, $"debit/{Booking}/2", debit.Consumption));
        (credit2.Amount, credit2.Kind, credit2.Cause).ShouldBe((6.65m, EntryKind.Reversal, $"credit/{Booking}/2"));
    }

    private static ImmutableArray<Posting> Postings(AttendanceRecord? before, AttendanceRecord record, params ImmutableArray<Posting> entered) =>
        new Following(Rules, "ALSH", Some.Day).Postings(Attended(before), record, new BookingAccount(Booking, entered));

    private static AttendedBooking Attended(AttendanceRecord? before) => new(Booking, Some.Lea, BookingStatus.Accepted, before);
}
