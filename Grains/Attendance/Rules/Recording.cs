using Periscolaire.Booking;
using Periscolaire.Catalogue;

namespace Periscolaire.Attendance.Rules;

/// <summary>A booking as far as attendance is concerned.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Child">The child.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Record">What was recorded; null when nothing was.</param>
public sealed record AttendedBooking(BookingId Id, ChildId Child, BookingStatus Status, AttendanceRecord? Record);

/// <summary>What may be recorded of a booking.</summary>
public static class Recording
{
    /// <summary>The longest lateness that is counted from a departure: a child is fetched on the day.</summary>
    private const int MinutesADay = 24 * 60;

    /// <summary>A record with what it leaves to be counted: how long after the activity's end a child was fetched.</summary>
    /// <param name="record">What is recorded.</param>
    /// <param name="activity">The activity; null when it is no longer offered.</param>
    /// <returns>The record as it is kept: only one who is late has minutes, only one who is there has come and gone.</returns>
    public static AttendanceRecord Completed(this AttendanceRecord record, Activity? activity) => record switch
    {
        { State: AttendanceState.Late, MinutesLate: null, LeftAt: { } left } when activity is not null && left > activity.Departure =>
            record with { MinutesLate = Math.Min(MinutesADay, (int)Math.Ceiling((left - activity.Departure).TotalMinutes)) },
        { State: AttendanceState.Late } => record,
        { IsThere: true } => record with { MinutesLate = null },
        _ => record with { MinutesLate = null, ArrivedAt = null, LeftAt = null, WithoutBooking = false },
    };

    /// <summary>Whether a record can be made of a booking.</summary>
    /// <param name="booking">The booking; null when the family has none of that id.</param>
    /// <param name="record">The record, completed.</param>
    /// <param name="today">The present day, Europe/Paris.</param>
    /// <returns><see cref="AttendanceOutcome.Recorded"/> when it can.</returns>
    public static AttendanceOutcome Judge(this AttendedBooking? booking, AttendanceRecord record, DateOnly today) => booking switch
    {
        null => AttendanceOutcome.UnknownBooking,
        { Status: not BookingStatus.Accepted } => AttendanceOutcome.NotAccepted,
        _ when record.IsThere && booking.Id.Date > today => AttendanceOutcome.TooEarly,
        _ when record is { State: AttendanceState.Late, MinutesLate: null or <= 0 } => AttendanceOutcome.LatenessMissing,
        _ when record == booking.Record => AttendanceOutcome.Unchanged,
        _ when string.IsNullOrWhiteSpace(record.Reason) && (record.State is AttendanceState.AbsentJustified || record.Corrects(booking.Record)) =>
            AttendanceOutcome.ReasonMissing,
        _ => AttendanceOutcome.Recorded,
    };

    /// <summary>Whether it says otherwise than before, rather than more.</summary>
    private static bool Corrects(this AttendanceRecord record, AttendanceRecord? before) => before is not null
        && (record.State != before.State || Penalties.Kinds.Any(kind => Penalties.BasisOf(kind, record) != Penalties.BasisOf(kind, before)));
}
