using System.Collections.Immutable;
using Periscolaire.Payments;
using Periscolaire.Payments.Rules;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads card payments; the SQL is what both databases share.</summary>
internal sealed class PaymentReader(IFactsDatabase database, ILogger<PaymentReader> log) : Queries(database, log), IPaymentReader
{
    private const string Columns = """
        p.payment_id AS Id, p.family_id AS Family, p.amounts AS Amounts, p.email AS Email, p.created_at AS CreatedAt, p.status AS Status,
        p.session_id AS Session, p.redirect_url AS RedirectUrl, p.payment_intent AS PaymentIntent, p.refunds AS Refunds, p.reversals AS Reversals, p.remark AS Remark
        """;

    public async Task<(long Version, CardPayment? Payment)> Payment(PaymentKey key)
    {
        var rows = await Query<PaymentRecord>(
            $"""
            SELECT s.version AS Version, {Columns}
            FROM streams s JOIN payments p ON p.structure_id = s.structure_id AND p.payment_id = @payment
            WHERE s.structure_id = @structure AND s.name = @stream
            """,
            new { structure = key.Structure.Value, payment = key.Payment, stream = PaymentGrain.StreamOf(key).Name });
        return rows.Count == 0 ? (0, null) : (rows[0].Version, rows[0].ToPayment());
    }

    public async Task<ImmutableArray<CardPayment>> List(StructureId structure, PaymentFilter filter, PaymentPosition? before, int limit)
    {
        var conditions = (filter.Status is null ? "" : "AND p.status = @status ")
            + (filter.Family is null ? "" : "AND p.family_id = @family ")
            + (before is null ? "" : "AND (p.created_at, p.payment_id) < (@beforeAt, @beforeId)");
        return [.. (await Query<PaymentRecord>(
            $"SELECT {Columns} FROM payments p WHERE p.structure_id = @structure {conditions} ORDER BY p.created_at DESC, p.payment_id DESC LIMIT @limit",
            new
            {
                structure = structure.Value,
                status = filter.Status is { } wanted ? Codes.Of(wanted) : null,
                family = filter.Family?.Value,
                beforeAt = before?.CreatedAt,
                beforeId = before?.Id,
                limit,
            })).Select(row => row.ToPayment())];
    }

    public async Task<ImmutableArray<string>> Unsettled(StructureId structure) =>
        [.. await Query<string>(
            "SELECT payment_id FROM payments WHERE structure_id = @structure AND status IN ('intended', 'open') ORDER BY payment_id",
            new { structure = structure.Value })];

    private sealed record PaymentRecord
    {
        public long Version { get; init; }

        public string Id { get; init; } = "";

        public string Family { get; init; } = "";

        public string Amounts { get; init; } = "";

        public string Email { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public string Status { get; init; } = "";

        public string? Session { get; init; }

        public string? RedirectUrl { get; init; }

        public string? PaymentIntent { get; init; }

        public string Refunds { get; init; } = "";

        public string Reversals { get; init; } = "";

        public string? Remark { get; init; }

        public CardPayment ToPayment() => new(
            Id,
            new PaymentIntention(new FamilyId(Family), PaymentJson.Read<WalletAmount>(Amounts), Email),
            CreatedAt,
            Codes.To<PaymentStatus>(Status),
            Session,
            RedirectUrl,
            PaymentIntent,
            PaymentJson.Read<RefundOrder>(Refunds),
            PaymentJson.Read<Reversal>(Reversals),
            Remark);
    }
}
