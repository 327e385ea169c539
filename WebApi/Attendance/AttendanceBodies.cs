using System.Globalization;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Attendance;

/// <summary>What is recorded of a booking.</summary>
/// <param name="State">present, late, absent-justified or absent-unjustified.</param>
/// <param name="ArrivedAt">When the child came, HH:mm.</param>
/// <param name="LeftAt">When it was fetched, HH:mm.</param>
/// <param name="MinutesLate">How long after the activity's end it was fetched, when late; counted from leftAt when absent.</param>
/// <param name="WithoutBooking">Whether it came without having been booked, and was booked there and then.</param>
/// <param name="Reason">Why; a justified absence and a correction must have one.</param>
internal sealed record AttendanceBody(
    AttendanceState State, TimeOnly? ArrivedAt = null, TimeOnly? LeftAt = null, int? MinutesLate = null, bool WithoutBooking = false, string? Reason = null)
{
    public const string Form = "minutesLate va de 1 à 1 440 ; reason a 500 caractères au plus.";

    private const int MostMinutesLate = 1_440;

    public bool IsGood() => MinutesLate is null or (> 0 and <= MostMinutesLate) && Text.IsNote(Reason);

    public AttendanceRecord ToRecord() => new(State, ArrivedAt, LeftAt, MinutesLate, WithoutBooking, string.IsNullOrWhiteSpace(Reason) ? null : Reason);

    public static AttendanceBody? From(AttendanceRecord? record) => record is null
        ? null
        : new AttendanceBody(record.State, record.ArrivedAt, record.LeftAt, record.MinutesLate, record.WithoutBooking, record.Reason);
}

/// <summary>A line of what is recorded for a day.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="State">present, late, absent-justified or absent-unjustified.</param>
/// <param name="ArrivedAt">When the child came, HH:mm.</param>
/// <param name="LeftAt">When it was fetched, HH:mm.</param>
/// <param name="MinutesLate">How long after the activity's end it was fetched, when late; counted from leftAt when absent.</param>
/// <param name="WithoutBooking">Whether it came without having been booked, and was booked there and then.</param>
/// <param name="Reason">Why; a justified absence and a correction must have one.</param>
internal sealed record AttendanceListLineBody(
    string BookingId,
    AttendanceState State,
    TimeOnly? ArrivedAt = null,
    TimeOnly? LeftAt = null,
    int? MinutesLate = null,
    bool WithoutBooking = false,
    string? Reason = null)
{
    public AttendanceBody ToAttendance() => new(State, ArrivedAt, LeftAt, MinutesLate, WithoutBooking, Reason);
}

/// <summary>What is recorded for a day.</summary>
/// <param name="Lines">A line a booking, 500 at most.</param>
internal sealed record AttendanceListBody(IReadOnlyList<AttendanceListLineBody> Lines);

/// <summary>What became of a record.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="Outcome">recorded, unchanged; or why nothing was: unknown-booking, not-accepted, too-early, reason-missing, lateness-missing.</param>
/// <param name="Attendance">What is recorded now; absent when nothing is.</param>
/// <param name="Entries">What it entered in the family's wallets.</param>
internal sealed record AttendanceAnswerBody(string BookingId, AttendanceOutcome Outcome, AttendanceBody? Attendance, IReadOnlyList<AttendanceEntryBody> Entries)
{
    public static AttendanceAnswerBody From(string bookingId, AttendanceAnswer answer) => new(
        bookingId,
        answer.Outcome,
        AttendanceBody.From(answer.Record),
        [.. answer.Entered.Select(posting => new AttendanceEntryBody(posting.Wallet, posting.Kind, posting.Amount, posting.Reason))]);
}

/// <summary>An entry in a wallet.</summary>
/// <param name="WalletId">The wallet.</param>
/// <param name="Kind">consumption, reversal or penalty.</param>
/// <param name="Amount">Euros; above zero credits, below zero debits.</param>
/// <param name="Reason">Why.</param>
internal sealed record AttendanceEntryBody(string WalletId, EntryKind Kind, decimal Amount, string? Reason);

/// <summary>What became of the records of a day.</summary>
/// <param name="Items">In the order in which they were sent.</param>
internal sealed record AttendanceAnswersBody(IReadOnlyList<AttendanceAnswerBody> Items);

/// <summary>The attendance sheets of a date.</summary>
/// <param name="Date">The date.</param>
/// <param name="Sheets">A sheet an activity.</param>
internal sealed record AttendanceDayBody(DateOnly Date, IReadOnlyList<AttendanceSheetBody> Sheets);

/// <summary>The attendance sheet of an activity-day.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Activity">As families read it.</param>
/// <param name="Date">The date.</param>
/// <param name="Arrival">When it starts.</param>
/// <param name="Departure">When it ends.</param>
/// <param name="Capacity">Places offered.</param>
/// <param name="Animators">Animators; absent when nobody said how many.</param>
/// <param name="Held">Places held.</param>
/// <param name="Present">Children recorded as there.</param>
/// <param name="Absent">Children recorded as absent.</param>
/// <param name="Lines">The children who hold a place, by name.</param>
/// <param name="Warnings">Where there are too few animators.</param>
internal sealed record AttendanceSheetBody(
    string ActivityId,
    string Activity,
    DateOnly Date,
    TimeOnly Arrival,
    TimeOnly Departure,
    int Capacity,
    int? Animators,
    int Held,
    int Present,
    int Absent,
    IReadOnlyList<AttendanceLineBody> Lines,
    IReadOnlyList<RatioWarningBody> Warnings)
{
    public static AttendanceSheetBody From(AttendanceSheet sheet) => new(
        sheet.Activity.Value,
        sheet.Label,
        sheet.Date,
        sheet.Arrival,
        sheet.Departure,
        sheet.Capacity,
        sheet.Animators,
        sheet.Lines.Length,
        sheet.Lines.Count(line => line.Record is { IsThere: true }),
        sheet.Lines.Count(line => line.Record is { IsThere: false }),
        [.. sheet.Lines.Select(line => AttendanceLineBody.From(line, sheet))],
        [.. sheet.Warnings.Select(RatioWarningBody.From)]);
}

/// <summary>A child on a sheet.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="Status">accepted or under-review.</param>
/// <param name="ChildId">The child.</param>
/// <param name="FamilyId">Its family.</param>
/// <param name="LastName">Last name.</param>
/// <param name="FirstName">First name.</param>
/// <param name="Age">In whole years, on the date.</param>
/// <param name="Group">School or group, when known.</param>
/// <param name="Arrival">When it is expected.</param>
/// <param name="Departure">When it is to be fetched.</param>
/// <param name="Attendance">What is recorded; absent when nothing is.</param>
/// <param name="Notes">Health notes, when they were asked for.</param>
internal sealed record AttendanceLineBody(
    string BookingId,
    BookingStatus Status,
    string ChildId,
    string FamilyId,
    string LastName,
    string FirstName,
    int Age,
    string? Group,
    TimeOnly Arrival,
    TimeOnly Departure,
    AttendanceBody? Attendance,
    string? Notes)
{
    public static AttendanceLineBody From(AttendanceLine line, AttendanceSheet sheet) => new(
        line.Booking.ToString(),
        line.Status,
        line.Child.Value,
        line.Family.Value,
        line.LastName,
        line.FirstName,
        line.Age,
        line.Group,
        sheet.Arrival,
        sheet.Departure,
        AttendanceBody.From(line.Record),
        line.Notes);
}

/// <summary>More animators are needed than there are.</summary>
/// <param name="Concern">booked: the children who hold a place; present: those recorded as there.</param>
/// <param name="UnderSix">How many of them are under six.</param>
/// <param name="FromSix">How many are six or older.</param>
/// <param name="Needed">Animators needed.</param>
/// <param name="Animators">Animators there are.</param>
/// <param name="Detail">In French.</param>
internal sealed record RatioWarningBody(RatioConcern Concern, int UnderSix, int FromSix, int Needed, int Animators, string Detail)
{
    public static RatioWarningBody From(RatioWarning warning) => new(
        warning.Concern,
        warning.UnderSix,
        warning.FromSix,
        warning.Needed,
        warning.Animators,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Encadrement insuffisant pour les enfants {(warning.Concern is RatioConcern.Booked ? "inscrits" : "présents")} : moins de six ans {warning.UnderSix}, "
                + $"six ans et plus {warning.FromSix} ; animateurs nécessaires {warning.Needed}, prévus {warning.Animators}."));
}
