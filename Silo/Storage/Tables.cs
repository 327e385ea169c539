using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;
using Periscolaire.Mail;
using static Periscolaire.Silo.Storage.ColumnRole;

namespace Periscolaire.Silo.Storage;

/// <summary>The tables of the journal, in an order in which rows may refer to rows before them.</summary>
internal static class Tables
{
    public static IReadOnlyList<Table> All { get; } =
    [
        new Table<FamilyRow>(
            "families",
            Of((FamilyRow row) => row.Structure.Value, "structure_id", Key),
            Of((FamilyRow row) => row.Family.Id.Value, "family_id", Key),
            Of((FamilyRow row) => row.Family.Name, "name", Replaced),
            Of((FamilyRow row) => row.Family.Email, "email", Replaced),
            Of((FamilyRow row) => row.Family.IsResident, "is_resident", Replaced),
            Of((FamilyRow row) => row.Pending?.Email, "pending_email", Replaced),
            Of((FamilyRow row) => row.Pending?.Since.UtcDateTime, "pending_since", Replaced)),
        new Table<ChildRow>(
            "children",
            Of((ChildRow row) => row.Structure.Value, "structure_id", Key),
            Of((ChildRow row) => row.Child.Id.Value, "child_id", Key),
            Of((ChildRow row) => row.Family.Value, "family_id", Fixed),
            Of((ChildRow row) => row.Child.FirstName, "first_name", Replaced),
            Of((ChildRow row) => row.Child.LastName, "last_name", Replaced),
            Of((ChildRow row) => row.Child.BirthDate, "birth_date", Replaced),
            Of((ChildRow row) => row.Child.Group, "school_group", Replaced)),
        new Table<DayRow>(
            "activity_days",
            [.. OfDay((DayRow row) => row.Day), Of((DayRow row) => row.Capacity, "capacity", Replaced)]),
        new Table<CapacityChangeRow>(
            "capacity_changes",
            [
                .. OfDay((CapacityChangeRow row) => row.Day),
                Of((CapacityChangeRow row) => row.Change.Number, "number", Key),
                Of((CapacityChangeRow row) => row.Change.Capacity, "capacity", Fixed),
                Of((CapacityChangeRow row) => row.Change.By.Author.Value, "author", Fixed),
                Of((CapacityChangeRow row) => row.Change.By.At.UtcDateTime, "at", Fixed),
                Of((CapacityChangeRow row) => row.Change.Reason, "reason", Fixed),
            ]),
        new Table<BookingRow>(
            "bookings",
            [
                .. OfDay((BookingRow row) => row.Day),
                Of((BookingRow row) => row.Booking.Number, "number", Key),
                Of((BookingRow row) => row.Booking.Child.Value, "child_id", Fixed),
                Of((BookingRow row) => row.Booking.Family.Value, "family_id", Fixed),
                Of((BookingRow row) => Codes.Of(row.Booking.Status), "status", Replaced),
                Of((BookingRow row) => row.Booking.AskedAt.UtcDateTime, "asked_at", Fixed),
                Of((BookingRow row) => row.Booking.LastMovement, "last_movement", Replaced),
            ]),
        new Table<MovementRow>(
            "movements",
            [
                .. OfDay((MovementRow row) => row.Day),
                Of((MovementRow row) => row.Movement.Number, "number", Key),
                Of((MovementRow row) => row.Movement.Booking, "booking_number", Fixed),
                Of((MovementRow row) => row.Movement.Family.Value, "family_id", Fixed),
                Of((MovementRow row) => Codes.Of(row.Movement.Kind), "kind", Fixed),
                Of((MovementRow row) => Codes.Of(row.Movement.Status), "status", Fixed),
                Of((MovementRow row) => row.Movement.By.Author.Value, "author", Fixed),
                Of((MovementRow row) => row.Movement.By.At.UtcDateTime, "at", Fixed),
                Of((MovementRow row) => row.Movement.Reason, "reason", Fixed),
            ]),
        new Table<MailRow>(
            "mails",
            Of((MailRow row) => row.Structure.Value, "structure_id", Key),
            Of((MailRow row) => row.Mail.Id, "mail_id", Key),
            Of((MailRow row) => row.Mail.Family?.Value, "family_id", Fixed),
            Of((MailRow row) => row.Mail.Sender, "sender", Fixed),
            Of((MailRow row) => row.Mail.Recipient, "recipient", Fixed),
            Of((MailRow row) => row.Mail.RecipientName, "recipient_name", Fixed),
            Of((MailRow row) => row.Mail.Subject, "subject", Fixed),
            Of((MailRow row) => row.Mail.Text, "text_part", Fixed),
            Of((MailRow row) => row.Mail.Html, "html_part", Fixed),
            Of((MailRow row) => row.At.UtcDateTime, "created_at", Fixed),
            Of((MailRow row) => row.At.UtcDateTime, "due_at", Fixed)),
    ];

    private static Column<TRow> Of<TRow, TValue>(Func<TRow, TValue> value, string name, ColumnRole role) => new Column<TRow, TValue>(name, role, value);

    private static IEnumerable<Column<TRow>> OfDay<TRow>(Func<TRow, ActivityDayKey> day)
        where TRow : Row =>
    [
        Of((TRow row) => day(row).Structure.Value, "structure_id", Key),
        Of((TRow row) => day(row).Activity.Value, "activity_id", Key),
        Of((TRow row) => day(row).Date, "date", Key),
    ];
}
