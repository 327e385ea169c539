using System.Collections.Immutable;
using Periscolaire.Supervision;

namespace Periscolaire.Silo.Storage;

/// <summary>Adds money up; the SQL is what both databases share.</summary>
internal sealed class MoneyAuditReader(IFactsDatabase database, ILogger<MoneyAuditReader> log) : Queries(database, log), IMoneyAuditReader
{
    /// <summary>The last entry of a booking says whether it is debited: an absence can be justified, and be taken back.</summary>
    private const string WrongCharges = """
        SELECT b.activity_id || '/' || b.date || '/' || b.number
        FROM bookings b
        LEFT JOIN ledger_entries e ON e.structure_id = b.structure_id AND e.family_id = b.family_id AND e.kind IN ('consumption', 'reversal')
          AND e.activity_date = b.date AND e.activity_id = b.activity_id AND e.booking_number = b.number
          AND NOT EXISTS (
            SELECT 1 FROM ledger_entries l
            WHERE l.structure_id = e.structure_id AND l.family_id = e.family_id AND l.kind IN ('consumption', 'reversal') AND l.activity_date = e.activity_date
              AND l.activity_id = e.activity_id AND l.booking_number = e.booking_number AND l.number > e.number)
        WHERE b.structure_id = @structure AND b.charge <> CASE
          WHEN e.number IS NULL THEN 'none' WHEN e.kind = 'reversal' THEN 'credited' WHEN e.reduction_cents > 0 THEN 'reduced' ELSE 'debited' END
        LIMIT @limit
        """;

    private const string WrongAttendance = """
        SELECT b.activity_id || '/' || b.date || '/' || b.number
        FROM bookings b
        LEFT JOIN attendance a ON a.structure_id = b.structure_id AND a.activity_id = b.activity_id AND a.date = b.date AND a.number = b.number
        WHERE b.structure_id = @structure AND b.status = 'accepted'
          AND CASE WHEN a.state = 'absent-justified' THEN b.charge IN ('debited', 'reduced') ELSE b.charge = 'credited' END
        LIMIT @limit
        """;

    private const string WrongReceipts = """
        SELECT r.receipt_id FROM receipts r
        LEFT JOIN ledger_entries e ON e.structure_id = r.structure_id AND e.family_id = r.family_id AND e.receipt_id = r.receipt_id
        WHERE r.structure_id = @structure
        GROUP BY r.receipt_id, r.amount_cents HAVING COALESCE(sum(e.amount_cents), 0) <> r.amount_cents
        LIMIT @limit
        """;

    private const string Gaps = """
        SELECT CAST(r.year AS text) FROM receipts r
        LEFT JOIN receipt_series s ON s.structure_id = r.structure_id AND s.year = r.year
        WHERE r.structure_id = @structure
        GROUP BY r.year HAVING min(r.number) <> 1 OR max(r.number) <> count(*) OR COALESCE(max(s.last), 0) <> count(*)
        LIMIT @limit
        """;

    private const string WrongPayments = """
        SELECT p.payment_id FROM payments p
        LEFT JOIN receipts r ON r.structure_id = p.structure_id AND r.receipt_id = 'card/' || p.payment_id
        WHERE p.structure_id = @structure AND p.status = 'paid' AND (r.receipt_id IS NULL OR r.amount_cents <> p.total_cents)
        LIMIT @limit
        """;

    public async Task<ImmutableArray<KeptWallet>> Wallets(StructureId structure) =>
        [.. (await Query<WalletRecord>(
            """
            SELECT e.family_id AS Family, e.wallet_id AS Wallet, COALESCE(max(w.balance_cents), 0) AS Balance, COALESCE(max(w.entries), 0) AS Entries,
              CAST(sum(e.amount_cents) AS bigint) AS Sum, count(*) AS Count, min(e.number) AS First, max(e.number) AS Last,
              min(CASE WHEN e.balance_cents <> e.running THEN e.number END) AS Broken
            FROM (
              SELECT structure_id, family_id, wallet_id, number, amount_cents, balance_cents,
                sum(amount_cents) OVER (PARTITION BY family_id, wallet_id ORDER BY number) AS running
              FROM ledger_entries WHERE structure_id = @structure
            ) e
            LEFT JOIN wallets w ON w.structure_id = e.structure_id AND w.family_id = e.family_id AND w.wallet_id = e.wallet_id
            GROUP BY e.family_id, e.wallet_id
            UNION ALL
            SELECT w.family_id, w.wallet_id, w.balance_cents, w.entries, 0, 0, 0, 0, NULL FROM wallets w
            WHERE w.structure_id = @structure AND NOT EXISTS (
              SELECT 1 FROM ledger_entries e
              WHERE e.structure_id = w.structure_id AND e.family_id = w.family_id AND e.wallet_id = w.wallet_id)
            """,
            new { structure = structure.Value })).Select(row => row.ToWallet())];

    public async Task<ImmutableArray<Violation>> Violations(StructureId structure, int limit) =>
    [
        .. await Find("LEDGER", "booking and ledger differ on whether it was debited", WrongCharges, structure, limit),
        .. await Find("LEDGER", "attendance and ledger differ on whether a booking is due", WrongAttendance, structure, limit),
        .. await Find("LEDGER", "receipt and its entries differ", WrongReceipts, structure, limit),
        .. await Find("LEDGER", "receipts are not numbered without a gap", Gaps, structure, limit),
        .. await Find("PAY", "payment is paid and not credited as it was meant", WrongPayments, structure, limit),
    ];

    private async Task<IEnumerable<Violation>> Find(string invariant, string what, string sql, StructureId structure, int limit) =>
        (await Query<string>(sql, new { structure = structure.Value, limit })).Select(where => new Violation(invariant, where, what));

    private sealed record WalletRecord
    {
        public string Family { get; init; } = "";

        public string Wallet { get; init; } = "";

        public long Balance { get; init; }

        public long Entries { get; init; }

        public long Sum { get; init; }

        public long Count { get; init; }

        public long First { get; init; }

        public long Last { get; init; }

        public long? Broken { get; init; }

        public KeptWallet ToWallet() =>
            new(new FamilyId(Family), Wallet, Cents.ToEuros(Balance), Entries, Cents.ToEuros(Sum), Count, First, Last, Broken);
    }
}
