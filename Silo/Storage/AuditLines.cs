using System.Data.Common;
using Dapper;
using Periscolaire.Audit;

namespace Periscolaire.Silo.Storage;

/// <summary>Lines of the audit trail in a transaction outside the journal, with what they tell of.</summary>
internal static class AuditLines
{
    /// <summary>Writes a line down.</summary>
    public static Task<int> Insert(DbTransaction transaction, StructureId structure, AuditEntry entry) => transaction.Connection!.ExecuteAsync(
        """
        INSERT INTO audit_entries (structure_id, author, at, act, subject, family_id, before, after, reason)
        VALUES (@structure, @author, @at, @act, @subject, @family, @before, @after, @reason)
        """,
        new
        {
            structure = structure.Value,
            author = entry.By.Value,
            at = entry.At,
            act = entry.Act,
            subject = entry.Subject,
            family = entry.Family?.Value,
            before = entry.Before,
            after = entry.After,
            reason = entry.Reason,
        },
        transaction);
}
