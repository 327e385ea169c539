using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Audit;

/// <summary>
/// The audit trail of one structure, keyed by its <see cref="StructureId"/>. Takes what is done outside the journal, before it is kept: a trail that tells of
/// an act that a crash then prevented is better than an act that it does not tell. Acts that are changes of the journal carry their own line.
/// </summary>
[Alias("IAuditTrailGrain")]
public interface IAuditTrailGrain : IGrainWithStringKey
{
    /// <summary>Adds a line; each call adds one.</summary>
    /// <param name="entry">What it says.</param>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed: do not go on with the act.</exception>
    /// <exception cref="StaleStreamException">Another activation wrote: nothing was kept; ask again.</exception>
    /// <exception cref="OverloadedException">Too much is waiting to be written: nothing was kept.</exception>
    [Alias("Append")]
    Task Append(AuditEntry entry);

    /// <summary>Reads the trail, the latest first.</summary>
    /// <param name="filter">Which lines.</param>
    /// <returns>At most the filter's limit.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Read"), AlwaysInterleave]
    Task<ImmutableArray<NumberedAuditEntry>> Read(AuditFilter filter);
}
