using Periscolaire.Families;

namespace Periscolaire.Audit;

/// <summary>One line of the audit trail (SPEC, Accounts 5): who did what, when, and why. Only ever added; erasing a family blanks what it says of it.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Act">What was done: a stable code in the past tense, e.g. <c>capacity-changed</c>.</param>
/// <param name="Subject">To what, e.g. <c>activity-day/alsh-3-6-matin/2026-12-02</c> or <c>family/dupont</c>.</param>
/// <param name="Family">The family concerned, when there is one.</param>
/// <param name="Before">What it was, as short JSON.</param>
/// <param name="After">What it is since, as short JSON.</param>
/// <param name="Reason">Why, when someone said so.</param>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] Author By,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Act,
    [property: Id(3)] string Subject,
    [property: Id(4)] FamilyId? Family = null,
    [property: Id(5)] string? Before = null,
    [property: Id(6)] string? After = null,
    [property: Id(7)] string? Reason = null)
{
    /// <summary>Leaves what was said out: a log must not hold it.</summary>
    /// <returns>Act and author.</returns>
    public override string ToString() => $"AuditEntry {{ {Act} }}";
}

/// <summary>A line of the audit trail as kept.</summary>
/// <param name="Number">Counts the deployment's entries; later ones have greater numbers.</param>
/// <param name="Entry">What it says.</param>
[GenerateSerializer, Immutable, Alias("NumberedAuditEntry")]
public sealed record NumberedAuditEntry([property: Id(0)] long Number, [property: Id(1)] AuditEntry Entry);

/// <summary>Which lines of the audit trail; nulls for all.</summary>
/// <param name="From">No earlier instant.</param>
/// <param name="Before">Only earlier instants.</param>
/// <param name="By">One author.</param>
/// <param name="Act">One act.</param>
/// <param name="Subject">One subject, or all below it: <c>family/dupont</c> also finds <c>family/dupont/child/lilou</c>.</param>
/// <param name="Family">One family.</param>
/// <param name="Older">Only lines with a smaller number.</param>
/// <param name="Limit">The most to return, 1 to 5,000.</param>
[GenerateSerializer, Immutable, Alias("AuditFilter")]
public sealed record AuditFilter(
    [property: Id(0)] DateTimeOffset? From = null,
    [property: Id(1)] DateTimeOffset? Before = null,
    [property: Id(2)] Author? By = null,
    [property: Id(3)] string? Act = null,
    [property: Id(4)] string? Subject = null,
    [property: Id(5)] FamilyId? Family = null,
    [property: Id(6)] long? Older = null,
    [property: Id(7)] int Limit = 100);
