namespace Periscolaire;

/// <summary>Who did something, as kept in movements and the audit trail: <c>family:…</c>, <c>staff:…</c>, <c>operator:…</c> or <c>system</c>.</summary>
/// <param name="Value">The written form.</param>
[GenerateSerializer, Immutable, Alias("Author")]
public readonly record struct Author([property: Id(0)] string Value)
{
    /// <summary>The software itself, by a rule: a promotion, an expiry.</summary>
    public static Author System { get; } = new("system");

    /// <summary>Somebody who did not say who they are.</summary>
    public static Author Nobody { get; } = new("nobody");

    /// <summary>A family, acting for itself.</summary>
    /// <param name="family">The family.</param>
    /// <returns>The author.</returns>
    public static Author Family(FamilyId family) => new($"family:{family.Value}");

    /// <summary>A member of staff.</summary>
    /// <param name="identifier">The identifier the member of staff signs in with.</param>
    /// <returns>The author.</returns>
    public static Author Staff(string identifier) => new($"staff:{identifier}");

    /// <summary>An operator of the deployment.</summary>
    /// <param name="identifier">The identifier the operator signs in with.</param>
    /// <returns>The author.</returns>
    public static Author Operator(string identifier) => new($"operator:{identifier}");

    /// <summary>Whether a person of the town hall, or an operator, did it: the audit trail tells of each such act.</summary>
    public bool IsStaff => Value.StartsWith("staff:", StringComparison.Ordinal) || Value.StartsWith("operator:", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
