using System.Collections.Immutable;
using Dapper;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads money; the SQL is what both databases share.</summary>
internal sealed class LedgerReader(IFactsDatabase database, ILogger<LedgerReader> log) : Queries(database, log), ILedgerReader
{
    private const string OfFamily = "structure_id = @structure AND family_id = @family";

    private const string ReceiptColumns = """
        receipt_id AS Id, kind AS Kind, mode AS Mode, document AS Document, payer AS Payer, bank AS Bank, value_date AS ValueDate,
        amount_cents AS Amount, reason AS Reason, year AS Year, number AS Number
        """;

    /// <summary>All that an entry is read from.</summary>
    public const string EntryColumns = """
        number AS Number, wallet_id AS Wallet, kind AS Kind, cause AS Cause, amount_cents AS Amount, balance_cents AS Balance, value_date AS ValueDate,
        author AS Author, at AS At, reason AS Reason, receipt_id AS Receipt, run_id AS Run, child_id AS Child, activity_date AS Date, activity_id AS Activity,
        booking_number AS Booking, label AS Label, unit_price_cents AS UnitPrice, quantity AS Quantity, meal_cents AS Meal,
        reduction_cents AS Reduction, price_reason AS Why
        """;

    public async Task<ImmutableDictionary<string, Posting>> Entered(FamilyKey family, IReadOnlyCollection<string> causes)
    {
        // A parameter each: the two databases take a list in different ways.
        var parameters = new DynamicParameters(new { structure = family.Structure.Value, family = family.Family.Value });
        foreach (var (index, cause) in causes.Index())
            parameters.Add($"cause{index}", cause);
        var names = string.Join(", ", causes.Index().Select(entry => $"@cause{entry.Index}"));
        return (await Query<EntryRecord>($"SELECT {EntryColumns} FROM ledger_entries WHERE {OfFamily} AND cause IN ({names})", parameters))
            .ToImmutableDictionary(row => row.Cause, row => row.ToEntry().Posting, StringComparer.Ordinal);
    }

    public async Task<NumberedReceipt?> Receipt(StructureId structure, string receipt) =>
        (await Query<ReceiptRecord>(
            $"SELECT {ReceiptColumns} FROM receipts WHERE structure_id = @structure AND receipt_id = @receipt",
            new { structure = structure.Value, receipt })).Select(row => row.ToReceipt()).FirstOrDefault();

    public async Task<ReceiptSheet?> FindReceipt(StructureId structure, int year, long number)
    {
        if ((await Query<ReceiptRecord>(
            $"SELECT {ReceiptColumns}, family_id AS Family FROM receipts WHERE structure_id = @structure AND year = @year AND number = @number",
            new { structure = structure.Value, year, number })) is not [var receipt])
            return null;
        var entries = await Query<EntryRecord>(
            $"SELECT {EntryColumns} FROM ledger_entries WHERE {OfFamily} AND receipt_id = @receipt ORDER BY wallet_id, number",
            new { structure = structure.Value, family = receipt.Family, receipt = receipt.Id });
        return new ReceiptSheet(new FamilyId(receipt.Family), receipt.ToReceipt(), [.. entries.Select(row => row.ToEntry())]);
    }

    public async Task<ImmutableArray<ChargeableBooking>> Bookings(FamilyKey family, DateOnly from, DateOnly to) =>
        [.. (await Query<BookingRecord>(
            """
            SELECT b.activity_id AS Activity, b.date AS Date, b.number AS Number, b.child_id AS Child, b.status AS Status, b.charge AS Charge,
              a.state AS Attendance
            FROM bookings b
            LEFT JOIN attendance a ON a.structure_id = b.structure_id AND a.activity_id = b.activity_id AND a.date = b.date AND a.number = b.number
            WHERE b.structure_id = @structure AND b.family_id = @family AND b.date BETWEEN @from AND @to
            ORDER BY b.date, b.activity_id, b.number
            """,
            new { structure = family.Structure.Value, family = family.Family.Value, from, to })).Select(row => row.ToBooking())];

    public async Task<DateOnly?> FirstNotDebited(FamilyKey family) =>
        (await Query<DateRecord>(
            $"SELECT min(date) AS Date FROM bookings WHERE {OfFamily} AND charge = 'none' AND status IN ('accepted', 'under-review', 'waitlisted')",
            new { structure = family.Structure.Value, family = family.Family.Value }))[0].Date;

    public async Task<ImmutableDictionary<BookingId, BookingAccount>> Accounts(FamilyKey family, DateOnly from, DateOnly to) =>
        (await Query<EntryRecord>(
            $"""
            SELECT {EntryColumns} FROM ledger_entries
            WHERE {OfFamily} AND activity_date BETWEEN @from AND @to AND booking_number IS NOT NULL
            ORDER BY wallet_id, number
            """,
            new { structure = family.Structure.Value, family = family.Family.Value, from, to }))
        .Select(row => row.ToEntry().Posting)
        .GroupBy(posting => posting.Consumption!.Booking!.Value)
        .ToImmutableDictionary(booking => booking.Key, booking => new BookingAccount(booking.Key, [.. booking]));

    public async Task<ImmutableArray<ConsumptionLine>> Consumptions(FamilyKey family, DateOnly from, DateOnly to) =>
        [.. (await Query<ConsumptionRecord>(
            """
            SELECT e.activity_date AS Date, e.child_id AS Child, c.first_name AS FirstName, c.last_name AS LastName, e.label AS Label,
              e.unit_price_cents AS UnitPrice, e.quantity AS Quantity, e.amount_cents AS Amount, e.price_reason AS Why
            FROM ledger_entries e
            LEFT JOIN children c ON c.structure_id = e.structure_id AND c.child_id = e.child_id
            WHERE e.structure_id = @structure AND e.family_id = @family AND e.activity_date BETWEEN @from AND @to
              AND (e.kind = 'consumption' OR (e.kind = 'penalty' AND (e.amount_cents < 0 OR e.booking_number IS NULL))
                OR (e.kind = 'reversal' AND e.booking_number IS NULL))
              AND NOT EXISTS (
                SELECT 1 FROM ledger_entries r
                WHERE e.kind = 'consumption' AND r.structure_id = e.structure_id AND r.family_id = e.family_id AND r.kind = 'reversal'
                  AND r.activity_date = e.activity_date AND r.activity_id = e.activity_id AND r.booking_number = e.booking_number
                  AND r.wallet_id = e.wallet_id AND r.number > e.number)
              AND NOT EXISTS (
                SELECT 1 FROM ledger_entries w
                WHERE e.kind = 'penalty' AND w.structure_id = e.structure_id AND w.cause = e.cause || '/withdrawn')
            ORDER BY e.activity_date, e.child_id, e.number
            """,
            new { structure = family.Structure.Value, family = family.Family.Value, from, to })).Select(row => row.ToLine())];

    public async Task<ImmutableArray<NumberedReceipt>> Payments(FamilyKey family, DateOnly from, DateOnly to) =>
        [.. (await Query<ReceiptRecord>(
            $"""
            SELECT {ReceiptColumns} FROM receipts
            WHERE {OfFamily} AND value_date BETWEEN @from AND @to
              AND (kind IN ('payment', 'refund', 'dispute') OR (kind = 'correction' AND mode IS NOT NULL))
            ORDER BY value_date, year, number
            """,
            new { structure = family.Structure.Value, family = family.Family.Value, from, to })).Select(row => row.ToReceipt())];

    public async Task<ImmutableArray<LedgerEntry>> Entries(FamilyKey family, string wallet, long? before, int limit) =>
        [.. (await Query<EntryRecord>(
            $"SELECT {EntryColumns} FROM ledger_entries WHERE {OfFamily} AND wallet_id = @wallet AND number < @before ORDER BY number DESC LIMIT @limit",
            new { structure = family.Structure.Value, family = family.Family.Value, wallet, before = before ?? long.MaxValue, limit }))
        .Select(row => row.ToEntry())];

    public async Task<ImmutableArray<(ActivityId Activity, DateOnly Date)>> DaysNotDebited(StructureId structure) =>
        [.. (await Query<DayRecord>(
            """
            SELECT DISTINCT activity_id AS Activity, date AS Date FROM bookings
            WHERE structure_id = @structure AND status = 'accepted' AND charge = 'none' ORDER BY date, activity_id
            """,
            new { structure = structure.Value })).Select(row => (new ActivityId(row.Activity), row.Date))];

    public async Task<ImmutableArray<(FamilyId Family, BookingId Booking)>> NotDebited(ActivityDayKey day) =>
        [.. (await Query<DueRecord>(
            """
            SELECT b.family_id AS Family, b.activity_id AS Activity, b.date AS Date, b.number AS Number
            FROM bookings b
            JOIN movements m ON m.structure_id = b.structure_id AND m.activity_id = b.activity_id AND m.date = b.date AND m.number = b.last_movement
            WHERE b.structure_id = @structure AND b.activity_id = @activity AND b.date = @date AND b.status = 'accepted' AND b.charge = 'none'
              AND m.run_id IS NOT NULL
            """,
            new { structure = day.Structure.Value, activity = day.Activity.Value, date = day.Date })).Select(row => row.ToDue())];

    public async Task<ImmutableArray<(FamilyId Family, BookingId Booking)>> NotCredited(StructureId structure, int limit) =>
        [.. (await Query<DueRecord>(
            """
            SELECT b.family_id AS Family, b.activity_id AS Activity, b.date AS Date, b.number AS Number
            FROM bookings b
            JOIN movements m ON m.structure_id = b.structure_id AND m.activity_id = b.activity_id AND m.date = b.date AND m.number = b.last_movement
            WHERE b.structure_id = @structure AND b.status IN ('cancelled', 'refused') AND b.charge IN ('debited', 'reduced') AND m.run_id IS NOT NULL
            ORDER BY b.family_id
            LIMIT @limit
            """,
            new { structure = structure.Value, limit })).Select(row => row.ToDue())];

    private sealed record DateRecord
    {
        public DateOnly? Date { get; init; }
    }

    private sealed record DayRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }
    }

    private sealed record DueRecord
    {
        public string Family { get; init; } = "";

        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Number { get; init; }

        public (FamilyId Family, BookingId Booking) ToDue() => (new FamilyId(Family), new BookingId(new ActivityId(Activity), Date, Number));
    }

    private sealed record BookingRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Number { get; init; }

        public string Child { get; init; } = "";

        public string Status { get; init; } = "";

        public string Charge { get; init; } = "";

        public string? Attendance { get; init; }

        public ChargeableBooking ToBooking() => new(
            new BookingId(new ActivityId(Activity), Date, Number),
            new ChildId(Child),
            Codes.To<BookingStatus>(Status),
            Codes.To<Charge>(Charge),
            Attendance == Codes.Of(AttendanceState.AbsentJustified));
    }
}
