using System.Collections.Immutable;
using Periscolaire.Audit;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads the audit trail; the SQL is what both databases share.</summary>
internal sealed class AuditReader(IFactsDatabase database, ILogger<AuditReader> log) : Queries(database, log), IAuditReader
{
    public async Task<long> Version(StructureId structure)
    {
        var versions = await Query<long>(
            "SELECT version FROM streams WHERE structure_id = @structure AND name = @stream",
            new { structure = structure.Value, stream = AuditTrailGrain.StreamOf(structure).Name });
        return versions is [var version] ? version : 0;
    }

    public async Task<ImmutableArray<NumberedAuditEntry>> Read(StructureId structure, AuditFilter filter)
    {
        (string Condition, bool IsAsked)[] conditions =
        [
            ("AND number < @older", filter.Older is not null), ("AND at >= @from", filter.From is not null), ("AND at < @before", filter.Before is not null),
            ("AND author = @by", filter.By is not null), ("AND act = @act", filter.Act is not null), ("AND family_id = @family", filter.Family is not null),
            ("AND (subject = @subject OR substr(subject, 1, length(@subject) + 1) = @subject || '/')", filter.Subject is not null),
        ];
        var rows = await Query<AuditRecord>(
            $"""
            SELECT number AS Number, author AS Author, at AS At, act AS Act, subject AS Subject, family_id AS Family, before AS Before, after AS After, reason AS Reason
            FROM audit_entries
            WHERE structure_id = @structure {string.Join(' ', conditions.Where(condition => condition.IsAsked).Select(condition => condition.Condition))}
            ORDER BY number DESC
            LIMIT @limit
            """,
            new
            {
                structure = structure.Value,
                older = filter.Older,
                from = filter.From,
                before = filter.Before,
                by = filter.By?.Value,
                act = filter.Act,
                family = filter.Family?.Value,
                subject = filter.Subject,
                limit = filter.Limit,
            });
        return [.. rows.Select(row => new NumberedAuditEntry(row.Number, new AuditEntry(
            new Author(row.Author), row.At, row.Act, row.Subject, row.Family is null ? null : new(row.Family), row.Before, row.After, row.Reason)))];
    }

    private sealed record AuditRecord
    {
        public long Number { get; init; }

        public string Author { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public string Act { get; init; } = "";

        public string Subject { get; init; } = "";

        public string? Family { get; init; }

        public string? Before { get; init; }

        public string? After { get; init; }

        public string? Reason { get; init; }
    }
}
