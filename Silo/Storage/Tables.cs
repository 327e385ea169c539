using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;
using Periscolaire.Mail;
using Periscolaire.Payments;
using Periscolaire.Wallets;
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
            Of((FamilyRow row) => row.Pending?.Since.UtcDateTime, "pending_since", Replaced),
            Of((FamilyRow row) => row.Family.Address, "address", Replaced),
            Of((FamilyRow row) => row.Family.Phone, "phone", Replaced)),
        new Table<ChildRow>(
            "children",
            Of((ChildRow row) => row.Structure.Value, "structure_id", Key),
            Of((ChildRow row) => row.Child.Id.Value, "child_id", Key),
            Of((ChildRow row) => row.Family.Value, "family_id", Replaced),
            Of((ChildRow row) => row.Child.FirstName, "first_name", Replaced),
            Of((ChildRow row) => row.Child.LastName, "last_name", Replaced),
            Of((ChildRow row) => row.Child.BirthDate, "birth_date", Replaced),
            Of((ChildRow row) => row.Child.Group, "school_group", Replaced)),
        new RemovalTable<ChildRemovedRow>(
            "children",
            Of((ChildRemovedRow row) => row.Structure.Value, "structure_id", Key),
            Of((ChildRemovedRow row) => row.Child.Value, "child_id", Key),
            Of((ChildRemovedRow row) => row.Family.Value, "family_id", Key)),
        new Table<QuotientRow>(
            "quotients",
            [
                .. OfFamily((QuotientRow row) => row.Family),
                Of((QuotientRow row) => row.Quotient.From, "from_date", Key),
                Of((QuotientRow row) => Cents.Of(row.Quotient.Value), "quotient_cents", Replaced),
                Of((QuotientRow row) => row.By.Author.Value, "author", Replaced),
                Of((QuotientRow row) => row.By.At.UtcDateTime, "at", Replaced),
            ]),
        new Table<AccountRow>(
            "accounts",
            Of((AccountRow row) => row.Structure.Value, "structure_id", Key),
            Of((AccountRow row) => row.Account.Identifier, "identifier", Key),
            Of((AccountRow row) => Codes.Of(row.Account.Role), "role", Fixed),
            Of((AccountRow row) => row.Account.Family?.Value, "family_id", Fixed),
            Of((AccountRow row) => row.Account.DisplayName, "display_name", Replaced),
            Of((AccountRow row) => string.Join(' ', row.Account.Rights.Select(Codes.Of)), "rights", Replaced),
            Of((AccountRow row) => row.Account.IsClosed, "is_closed", Replaced),
            Of((AccountRow row) => row.Account.Opening?.Hash, "opening_hash", Replaced),
            Of((AccountRow row) => row.Account.Opening?.ExpiresAt.UtcDateTime, "opening_expires_at", Replaced),
            Of((AccountRow row) => row.Account.CreatedAt.UtcDateTime, "created_at", Fixed)),
        new Table<DayRow>(
            "activity_days",
            [
                .. OfDay((DayRow row) => row.Day),
                Of((DayRow row) => row.Capacity, "capacity", Replaced),
                Of((DayRow row) => row.IsClosed, "is_closed", Replaced),
                Of((DayRow row) => row.Animators, "animators", Replaced),
            ]),
        new Table<CapacityChangeRow>(
            "capacity_changes",
            [
                .. OfDay((CapacityChangeRow row) => row.Day),
                Of((CapacityChangeRow row) => row.Change.Number, "number", Key),
                Of((CapacityChangeRow row) => row.Change.Capacity, "capacity", Fixed),
                Of((CapacityChangeRow row) => row.Change.By.Author.Value, "author", Fixed),
                Of((CapacityChangeRow row) => row.Change.By.At.UtcDateTime, "at", Fixed),
                Of((CapacityChangeRow row) => row.Change.Reason, "reason", Fixed),
                Of((CapacityChangeRow row) => row.Change.IsClosure, "is_closure", Fixed),
                Of((CapacityChangeRow row) => row.Change.Animators, "animators", Fixed),
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
        new Table<AttendanceRow>(
            "attendance",
            [
                .. OfDay((AttendanceRow row) => new ActivityDayKey(row.Family.Structure, row.Booking.Activity, row.Booking.Date)),
                Of((AttendanceRow row) => row.Booking.Number, "number", Key),
                Of((AttendanceRow row) => Codes.Of(row.Record.State), "state", Replaced),
                Of((AttendanceRow row) => Clocks.Of(row.Record.ArrivedAt), "arrived_at", Replaced),
                Of((AttendanceRow row) => Clocks.Of(row.Record.LeftAt), "left_at", Replaced),
                Of((AttendanceRow row) => row.Record.MinutesLate, "minutes_late", Replaced),
                Of((AttendanceRow row) => row.Record.WithoutBooking, "without_booking", Replaced),
                Of((AttendanceRow row) => row.By.Author.Value, "author", Replaced),
                Of((AttendanceRow row) => row.By.At.UtcDateTime, "at", Replaced),
                Of((AttendanceRow row) => row.Record.Reason, "reason", Replaced),
            ]),
        new Table<HealthNoteRow>(
            "health_notes",
            [
                .. OfFamily((HealthNoteRow row) => row.Family),
                Of((HealthNoteRow row) => row.Child.Value, "child_id", Key),
                Of((HealthNoteRow row) => row.Notes.Version, "version", Replaced),
                Of((HealthNoteRow row) => row.Notes.Text, "notes", Replaced),
                Of((HealthNoteRow row) => row.By.Author.Value, "author", Replaced),
                Of((HealthNoteRow row) => row.By.At.UtcDateTime, "at", Replaced),
            ]),
        new Table<PaymentRow>(
            "payments",
            Of((PaymentRow row) => row.Structure.Value, "structure_id", Key),
            Of((PaymentRow row) => row.Payment.Id, "payment_id", Key),
            Of((PaymentRow row) => row.Payment.Intention.Family.Value, "family_id", Fixed),
            Of((PaymentRow row) => PaymentJson.Write(row.Payment.Intention.Amounts), "amounts", Fixed),
            Of((PaymentRow row) => Cents.Of(row.Payment.Intention.Total), "total_cents", Fixed),
            Of((PaymentRow row) => row.Payment.Intention.Email, "email", Fixed),
            Of((PaymentRow row) => row.Payment.CreatedAt.UtcDateTime, "created_at", Fixed),
            Of((PaymentRow row) => Codes.Of(row.Payment.Status), "status", Replaced),
            Of((PaymentRow row) => row.Payment.Session, "session_id", Replaced),
            Of((PaymentRow row) => row.Payment.RedirectUrl, "redirect_url", Replaced),
            Of((PaymentRow row) => row.Payment.PaymentIntent, "payment_intent", Replaced),
            Of((PaymentRow row) => PaymentJson.Write(row.Payment.Refunds), "refunds", Replaced),
            Of((PaymentRow row) => PaymentJson.Write(row.Payment.Reversals), "reversals", Replaced),
            Of((PaymentRow row) => row.Payment.Remark, "remark", Replaced)),
        new Table<PaymentEventRow>(
            "payment_events",
            Of((PaymentEventRow row) => row.Structure.Value, "structure_id", Key),
            Of((PaymentEventRow row) => row.Event, "event_id", Key),
            Of((PaymentEventRow row) => row.At.UtcDateTime, "at", Fixed)),
        new Table<ReceiptRow>(
            "receipts",
            Of((ReceiptRow row) => row.Family.Structure.Value, "structure_id", Key),
            Of((ReceiptRow row) => row.Receipt.Id, "receipt_id", Key),
            Of((ReceiptRow row) => row.Family.Family.Value, "family_id", Fixed),
            Of((ReceiptRow row) => Codes.Of(row.Receipt.Kind), "kind", Fixed),
            Of((ReceiptRow row) => row.Receipt.Mode?.ToString(), "mode", Fixed),
            Of((ReceiptRow row) => row.Receipt.Document, "document", Fixed),
            Of((ReceiptRow row) => row.Receipt.Payer, "payer", Fixed),
            Of((ReceiptRow row) => row.Receipt.Bank, "bank", Fixed),
            Of((ReceiptRow row) => row.Receipt.ValueDate, "value_date", Fixed),
            Of((ReceiptRow row) => Cents.Of(row.Receipt.Amount), "amount_cents", Fixed),
            Of((ReceiptRow row) => row.Receipt.Reason, "reason", Fixed),
            Of((ReceiptRow row) => row.By.Author.Value, "author", Fixed),
            Of((ReceiptRow row) => row.By.At.UtcDateTime, "at", Fixed),
            Of((ReceiptRow row) => row.Year, "year", Fixed)),
        new Table<LedgerRow>(
            "ledger_entries",
            [
                .. OfFamily((LedgerRow row) => row.Family),
                Of((LedgerRow row) => row.Entry.Posting.Wallet, "wallet_id", Key),
                Of((LedgerRow row) => row.Entry.Number, "number", Key),
                Of((LedgerRow row) => Codes.Of(row.Entry.Posting.Kind), "kind", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Cause, "cause", Fixed),
                Of((LedgerRow row) => Cents.Of(row.Entry.Posting.Amount), "amount_cents", Fixed),
                Of((LedgerRow row) => Cents.Of(row.Entry.Balance), "balance_cents", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.ValueDate, "value_date", Fixed),
                Of((LedgerRow row) => row.Entry.By.Value, "author", Fixed),
                Of((LedgerRow row) => row.Entry.At.UtcDateTime, "at", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Reason, "reason", Fixed),
                Of((LedgerRow row) => row.Entry.Receipt, "receipt_id", Fixed),
                Of((LedgerRow row) => row.Entry.Run, "run_id", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Consumption?.Child.Value, "child_id", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Consumption?.Date, "activity_date", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Consumption?.Booking?.Activity.Value, "activity_id", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Consumption?.Booking?.Number, "booking_number", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Consumption?.Label, "label", Fixed),
                Of((LedgerRow row) => Cents.Of(row.Entry.Posting.Consumption?.UnitPrice), "unit_price_cents", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Consumption?.Quantity, "quantity", Fixed),
                Of((LedgerRow row) => Cents.Of(row.Entry.Posting.Consumption?.Meal), "meal_cents", Fixed),
                Of((LedgerRow row) => Cents.Of(row.Entry.Posting.Consumption?.Reduction), "reduction_cents", Fixed),
                Of((LedgerRow row) => row.Entry.Posting.Consumption?.Why, "price_reason", Fixed),
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
        new Table<AuditRow>(
            "audit_entries",
            Of((AuditRow row) => row.Structure.Value, "structure_id", Fixed),
            Of((AuditRow row) => row.Entry.By.Value, "author", Fixed),
            Of((AuditRow row) => row.Entry.At.UtcDateTime, "at", Fixed),
            Of((AuditRow row) => row.Entry.Act, "act", Fixed),
            Of((AuditRow row) => row.Entry.Subject, "subject", Fixed),
            Of((AuditRow row) => row.Entry.Family?.Value, "family_id", Fixed),
            Of((AuditRow row) => row.Entry.Before, "before", Fixed),
            Of((AuditRow row) => row.Entry.After, "after", Fixed),
            Of((AuditRow row) => row.Entry.Reason, "reason", Fixed)),
    ];

    private static Column<TRow> Of<TRow, TValue>(Func<TRow, TValue> value, string name, ColumnRole role) => new Column<TRow, TValue>(name, role, value);

    private static IEnumerable<Column<TRow>> OfFamily<TRow>(Func<TRow, FamilyKey> family)
        where TRow : Row =>
    [
        Of((TRow row) => family(row).Structure.Value, "structure_id", Key),
        Of((TRow row) => family(row).Family.Value, "family_id", Key),
    ];

    private static IEnumerable<Column<TRow>> OfDay<TRow>(Func<TRow, ActivityDayKey> day)
        where TRow : Row =>
    [
        Of((TRow row) => day(row).Structure.Value, "structure_id", Key),
        Of((TRow row) => day(row).Activity.Value, "activity_id", Key),
        Of((TRow row) => day(row).Date, "date", Key),
    ];
}
