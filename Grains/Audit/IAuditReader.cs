using System.Collections.Immutable;

namespace Periscolaire.Audit;

/// <summary>Reads the audit trail. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IAuditReader
{
    /// <summary>The version of the trail's own stream.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>0 when nothing was written to it.</returns>
    Task<long> Version(StructureId structure);

    /// <summary>Lines, the latest first.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="filter">Which lines.</param>
    /// <returns>At most the filter's limit.</returns>
    Task<ImmutableArray<NumberedAuditEntry>> Read(StructureId structure, AuditFilter filter);
}
