namespace Periscolaire.Privacy;

/// <summary>After how many months a structure forgets; applied by the night.</summary>
/// <param name="Mails">Mails that were sent or given up, after their writing: who they went to and what they said is blanked.</param>
/// <param name="HealthNotes">Health notes, after their last change and the child's last live booking: they are deleted.</param>
/// <param name="AuditLines">Lines of the audit trail, after their writing: they are deleted; null to keep them.</param>
/// <param name="Families">Families, after their last live booking, ledger entry, sign-in or act of staff: with nothing owed either way, they are erased; null to keep them.</param>
[GenerateSerializer, Immutable, Alias("RetentionRules")]
public sealed record RetentionRules(
    [property: Id(0)] int Mails = 12,
    [property: Id(1)] int HealthNotes = 12,
    [property: Id(2)] int? AuditLines = null,
    [property: Id(3)] int? Families = null)
{
    /// <summary>The fewest months after which lines of the audit trail may go.</summary>
    public const int FewestForAuditLines = 12;

    /// <summary>The fewest months after which a family may be erased: a family that skips a school year comes back.</summary>
    public const int FewestForFamilies = 24;

    /// <summary>The most months of any of them.</summary>
    public const int Most = 240;

    /// <summary>What holds while a structure has said nothing.</summary>
    public static RetentionRules Default { get; } = new();
}
