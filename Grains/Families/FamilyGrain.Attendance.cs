using Periscolaire.Attendance;
using Periscolaire.Attendance.Rules;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Journal;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    public async Task<AttendanceAnswer> RecordAttendance(BookingId booking, AttendanceRecord record, Author author)
    {
        var catalogue = await Catalogue();
        var activity = catalogue.Find(booking.Activity);
        var by = new Authorship(author, clock.GetUtcNow());
        var today = ParisTime.DayOf(by.At);
        var known = await attendance.Booking(_key, booking);
        var kept = record.Completed(activity);
        if (known.Judge(kept, today) is not AttendanceOutcome.Recorded and var outcome)
            return await NotRecorded(outcome, known);

        // Read after the version that the write is fenced on, as every cause is.
        var account = (await ledger.Accounts(_key, booking.Date, booking.Date)).GetValueOrDefault(booking) ?? new BookingAccount(booking, []);
        var following = new Following(catalogue.Catalogue.Settings.Penalties ?? PenaltyRules.None, activity?.Label ?? booking.Activity.Value, today);
        var postings = following.Postings(known!, kept, account);
        Row[] rows = [new AttendanceRow(_key, booking, kept, by), .. AttendanceAuditing.RowsOf(_key, known!, kept, by)];
        await (postings.IsEmpty ? Keep(_kept, rows) : Enter(postings, new EntryOrigin(by), rows));
        return new AttendanceAnswer(AttendanceOutcome.Recorded, kept, postings);
    }

    public async Task<AbsenceOutcome> RecordAbsence(BookingId booking, bool isJustified, string? reason, Author author)
    {
        var account = (await ledger.Accounts(_key, booking.Date, booking.Date)).GetValueOrDefault(booking);
        if (!isJustified && account is { IsCredited: true } && await attendance.Booking(_key, booking) is { Status: BookingStatus.Accepted })
            return AbsenceOutcome.AlreadyCredited;
        var state = isJustified ? AttendanceState.AbsentJustified : AttendanceState.AbsentUnjustified;
        return (await RecordAttendance(booking, new AttendanceRecord(state, Reason: reason), author)).Outcome switch
        {
            AttendanceOutcome.Recorded or AttendanceOutcome.Unchanged => AbsenceOutcome.Recorded,
            AttendanceOutcome.ReasonMissing => AbsenceOutcome.ReasonMissing,
            _ => AbsenceOutcome.UnknownBooking,
        };
    }

    private async Task<AttendanceAnswer> NotRecorded(AttendanceOutcome outcome, AttendedBooking? known)
    {
        // A write that was given up for lost may have been kept after this activation read the family: what is answered as recorded is also gone by.
        if (outcome is AttendanceOutcome.Unchanged)
            _kept = await families.Family(_key);
        return new AttendanceAnswer(outcome, known?.Record, []);
    }
}
