using Periscolaire.Attendance;
using Periscolaire.Attendance.Rules;
using Periscolaire.Booking;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Attendance;

/// <summary>What may be recorded of a booking, and when.</summary>
public sealed class RecordingTests
{
    private static readonly AttendanceRecord Present = new(AttendanceState.Present);
    private static readonly AttendanceRecord Late = new(AttendanceState.Late, MinutesLate: 20);
    private static readonly AttendanceRecord Unjustified = new(AttendanceState.AbsentUnjustified);
    private static readonly AttendanceRecord Justified = new(AttendanceState.AbsentJustified, Reason: "Certificat");

    [Fact]
    public void Presence_is_recorded_from_the_day_on_and_an_absence_ahead()
    {
        Judge(Present, today: Some.Day.AddDays(-1)).ShouldBe(AttendanceOutcome.TooEarly);
        Judge(Late, today: Some.Day.AddDays(-1)).ShouldBe(AttendanceOutcome.TooEarly);
        Judge(Present, today: Some.Day).ShouldBe(AttendanceOutcome.Recorded);
        Judge(Present, today: Some.Day.AddDays(40)).ShouldBe(AttendanceOutcome.Recorded);
        Judge(Justified, today: Some.Day.AddDays(-30)).ShouldBe(AttendanceOutcome.Recorded);
    }

    [Theory]
    [InlineData(BookingStatus.UnderReview)]
    [InlineData(BookingStatus.Waitlisted)]
    [InlineData(BookingStatus.Refused)]
    [InlineData(BookingStatus.Cancelled)]
    public void Only_an_accepted_booking_has_attendance(BookingStatus status)
    {
        (Booking(before: null) with { Status = status }).Judge(Present, Some.Day).ShouldBe(AttendanceOutcome.NotAccepted);
        ((AttendedBooking?)null).Judge(Present, Some.Day).ShouldBe(AttendanceOutcome.UnknownBooking);
    }

    [Fact]
    public void A_justified_absence_and_every_correction_say_why_and_what_is_only_added_does_not()
    {
        Judge(Justified with { Reason = " " }).ShouldBe(AttendanceOutcome.ReasonMissing);
        Judge(Unjustified).ShouldBe(AttendanceOutcome.Recorded);
        Judge(Present, before: Unjustified).ShouldBe(AttendanceOutcome.ReasonMissing);
        Judge(Present with { Reason = "Erreur de pointage" }, before: Unjustified).ShouldBe(AttendanceOutcome.Recorded);
        Judge(Late with { MinutesLate = 10 }, before: Late).ShouldBe(AttendanceOutcome.ReasonMissing);
        Judge(Present with { LeftAt = Some.Time("17:00") }, before: Present).ShouldBe(AttendanceOutcome.Recorded);
        Judge(Present, before: Present).ShouldBe(AttendanceOutcome.Unchanged);
    }

    [Fact]
    public void Minutes_late_are_counted_from_the_activitys_end_unless_they_are_given()
    {
        // The activity ends at 17:30; 17:52 is 22 minutes after.
        var late = new AttendanceRecord(AttendanceState.Late, LeftAt: Some.Time("17:52"));

        late.Completed(Some.Activity()).MinutesLate.ShouldBe(22);
        (late with { MinutesLate = 15 }).Completed(Some.Activity()).MinutesLate.ShouldBe(15);
        Judge((late with { LeftAt = Some.Time("17:30") }).Completed(Some.Activity())).ShouldBe(AttendanceOutcome.LatenessMissing);
        Judge(new AttendanceRecord(AttendanceState.Late).Completed(Some.Activity())).ShouldBe(AttendanceOutcome.LatenessMissing);
    }

    [Fact]
    public void Who_was_absent_neither_came_nor_left_and_who_was_in_time_has_no_minutes()
    {
        var all = new AttendanceRecord(AttendanceState.AbsentUnjustified, Some.Time("12:00"), Some.Time("17:40"), MinutesLate: 10, WithoutBooking: true);

        all.Completed(Some.Activity()).ShouldBe(Unjustified);
        (all with { State = AttendanceState.Present }).Completed(Some.Activity()).MinutesLate.ShouldBeNull();
    }

    private static AttendanceOutcome Judge(AttendanceRecord record, AttendanceRecord? before = null, DateOnly? today = null) =>
        Booking(before).Judge(record, today ?? Some.Day);

    private static AttendedBooking Booking(AttendanceRecord? before) =>
        new(new BookingId(Some.Afternoon, Some.Day, 1), Some.Lea, BookingStatus.Accepted, before);
}
