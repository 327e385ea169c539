using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Mail;
using Periscolaire.Staff;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads pages of exports: found by key first, what they refer to is looked up for the page alone. The SQL is what both databases share.</summary>
internal sealed class ExportReader(IFactsDatabase database, ILogger<ExportReader> log) : Queries(database, log), IExportReader
{
    private const string AfterOnDay = "AND (activity_id, date, number) > (@afterActivity, @afterDate, @afterNumber)";

    public async Task<ImmutableArray<ExportedBooking>> Bookings(StructureId structure, DayFilter filter, BookingStatus? status, BookingId? after, int limit)
    {
        var conditions = filter.Sql() + (status is null ? "" : "AND status = @status ") + (after is null ? "" : AfterOnDay);
        return [.. (await Query<ExportedBookingRecord>(
            $"""
            SELECT p.activity_id AS Activity, p.date AS Date, p.number AS Booking, p.child_id AS Child, p.family_id AS Family, p.status AS Status,
              p.asked_at AS At, p.charge AS Charge, c.first_name AS FirstName, c.last_name AS LastName, f.name AS FamilyName, m.run_id AS Run,
              a.state AS Attendance
            FROM (
              SELECT * FROM bookings WHERE structure_id = @structure {conditions} ORDER BY activity_id, date, number LIMIT @limit
            ) p
            JOIN children c ON c.structure_id = @structure AND c.child_id = p.child_id
            JOIN families f ON f.structure_id = @structure AND f.family_id = p.family_id
            JOIN movements m ON m.structure_id = @structure AND m.activity_id = p.activity_id AND m.date = p.date AND m.number = p.last_movement
            LEFT JOIN attendance a ON a.structure_id = @structure AND a.activity_id = p.activity_id AND a.date = p.date AND a.number = p.number
            ORDER BY p.activity_id, p.date, p.number
            """,
            OnDays(structure, filter, after, limit, status))).Select(row => row.ToBooking())];
    }

    public async Task<ImmutableArray<ExportedMovement>> Movements(StructureId structure, DayFilter filter, BookingId? after, int limit) =>
        [.. (await Query<ExportedMovementRecord>(
            $"""
            SELECT p.activity_id AS Activity, p.date AS Date, p.booking_number AS Booking, p.number AS Number, p.family_id AS Family, p.kind AS Kind,
              p.status AS Status, p.author AS Author, p.at AS At, p.reason AS Reason, p.run_id AS Run, b.child_id AS Child,
              c.first_name AS FirstName, c.last_name AS LastName, f.name AS FamilyName
            FROM (
              SELECT * FROM movements WHERE structure_id = @structure {filter.Sql()} {(after is null ? "" : AfterOnDay)}
              ORDER BY activity_id, date, number LIMIT @limit
            ) p
            JOIN bookings b ON b.structure_id = @structure AND b.activity_id = p.activity_id AND b.date = p.date AND b.number = p.booking_number
            JOIN children c ON c.structure_id = @structure AND c.child_id = b.child_id
            JOIN families f ON f.structure_id = @structure AND f.family_id = p.family_id
            ORDER BY p.activity_id, p.date, p.number
            """,
            OnDays(structure, filter, after, limit))).Select(row => row.ToMovement())];

    public async Task<ImmutableArray<ExportedEntry>> Ledger(StructureId structure, DayFilter filter, ExportedEntry? after, int limit) =>
        [.. (await Query<EntryRecord>(
            $"""
            SELECT {LedgerReader.EntryColumns}, family_id AS Family,
              (SELECT f.name FROM families f WHERE f.structure_id = @structure AND f.family_id = p.family_id) AS FamilyName,
              (SELECT r.year FROM receipts r WHERE r.structure_id = @structure AND r.receipt_id = p.receipt_id) AS ReceiptYear,
              (SELECT r.number FROM receipts r WHERE r.structure_id = @structure AND r.receipt_id = p.receipt_id) AS ReceiptNumber
            FROM ledger_entries p
            WHERE structure_id = @structure {filter.Sql("value_date")}
              {(after is null ? "" : "AND (family_id, wallet_id, number) > (@family, @wallet, @number)")}
            ORDER BY family_id, wallet_id, number LIMIT @limit
            """,
            new
            {
                structure = structure.Value,
                activity = filter.Activity?.Value,
                from = filter.From,
                to = filter.To,
                family = after?.Family.Value,
                wallet = after?.Entry.Posting.Wallet,
                number = after?.Entry.Number,
                limit,
            })).Select(row => new ExportedEntry(
                new FamilyId(row.Family),
                row.FamilyName,
                row.ToEntry(),
                row.ReceiptNumber is null ? null : FormattableString.Invariant($"{row.ReceiptYear}/{row.ReceiptNumber}")))];

    public async Task<ImmutableArray<ExportedDebt>> Debtors(StructureId structure, ExportedDebt? after, int limit) =>
        [.. (await Query<ExportedDebtRecord>(
            $"""
            SELECT w.family_id AS Family, f.name AS FamilyName, f.email AS Email, w.wallet_id AS Wallet, -w.balance_cents AS Due
            FROM wallets w
            JOIN families f ON f.structure_id = w.structure_id AND f.family_id = w.family_id
            WHERE w.structure_id = @structure AND w.balance_cents < 0 {(after is null ? "" : "AND (w.family_id, w.wallet_id) > (@family, @wallet)")}
            ORDER BY w.family_id, w.wallet_id LIMIT @limit
            """,
            new { structure = structure.Value, family = after?.Family.Value, wallet = after?.Wallet, limit })).Select(row => row.ToDebt())];

    public async Task<ImmutableArray<MailStanding>> Mails(
        StructureId structure, DateTimeOffset? from, DateTimeOffset? before, MailStanding? after, int limit)
    {
        var conditions = (from is null ? "" : "AND created_at >= @from ")
            + (before is null ? "" : "AND created_at < @before ")
            + (after is null ? "" : "AND (created_at, mail_id) > (@createdAt, @id)");
        return [.. (await Query<ExportedMailRecord>(
            $"""
            SELECT mail_id AS Id, family_id AS Family, recipient AS Recipient, subject AS Subject, created_at AS CreatedAt, status AS Status,
              attempts AS Attempts, due_at AS DueAt, last_error AS LastError
            FROM mails WHERE structure_id = @structure {conditions}
            ORDER BY created_at, mail_id LIMIT @limit
            """,
            new { structure = structure.Value, from, before, createdAt = after?.CreatedAt, id = after?.Id, limit })).Select(row => row.ToMail())];
    }

    private static object OnDays(StructureId structure, DayFilter filter, BookingId? after, int limit, BookingStatus? status = null) => new
    {
        structure = structure.Value,
        activity = filter.Activity?.Value,
        from = filter.From,
        to = filter.To,
        status = status is { } only ? Codes.Of(only) : null,
        afterActivity = after?.Activity.Value,
        afterDate = after?.Date,
        afterNumber = after?.Number,
        limit,
    };
}
