using Periscolaire.Journal;

namespace Periscolaire.Audit;

/// <summary>A line of the audit trail, in the change that it tells of; only ever added.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Entry">What it says.</param>
public sealed record AuditRow(StructureId Structure, AuditEntry Entry) : Row;
