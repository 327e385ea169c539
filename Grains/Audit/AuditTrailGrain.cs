using System.Collections.Immutable;
using Orleans.Concurrency;
using Periscolaire.Journal;

namespace Periscolaire.Audit;

/// <summary>Hands lines of the audit trail to the journal, many at a time; each is answered once it is durable.</summary>
[Reentrant]
[GrainType("audit-trail")]
internal sealed class AuditTrailGrain(IJournal journal, IAuditReader reader) : Grain, IAuditTrailGrain
{
    private StructureId _structure;
    private long _version;
    private Task _lastWrite = Task.CompletedTask;

    /// <summary>The trail's own stream.</summary>
    public static StreamId StreamOf(StructureId structure) => new(structure, "audit");

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _structure = new StructureId(this.GetPrimaryKeyString());
        _version = await reader.Version(_structure);
    }

    public async Task Append(AuditEntry entry)
    {
        try
        {
            // After a write that failed, those handed in behind it fail as well: the version that they rest on was never reached.
            if (_lastWrite.IsFaulted)
                await _lastWrite;
            var write = journal.Append(new Change(StreamOf(_structure), _version, _version + 1, [new AuditRow(_structure, entry)]));
            (_version, _lastWrite) = (_version + 1, write);
            await write;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    public Task<ImmutableArray<NumberedAuditEntry>> Read(AuditFilter filter) => reader.Read(_structure, filter);
}
