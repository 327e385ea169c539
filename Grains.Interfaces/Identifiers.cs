namespace Periscolaire;

/// <summary>A structure (town hall, tenant): lower-case letters, digits and hyphens, e.g. <c>deols</c>.</summary>
/// <param name="Value">The identifier as it appears in addresses and keys.</param>
[GenerateSerializer, Immutable, Alias("StructureId")]
public readonly record struct StructureId([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A family account, unique within its structure.</summary>
/// <param name="Value">The identifier as it appears in keys; never shown to another family.</param>
[GenerateSerializer, Immutable, Alias("FamilyId")]
public readonly record struct FamilyId([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A child, unique within its structure.</summary>
/// <param name="Value">The identifier as it appears in keys.</param>
[GenerateSerializer, Immutable, Alias("ChildId")]
public readonly record struct ChildId([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>An activity, unique within its structure: lower-case letters, digits and hyphens, e.g. <c>alsh-3-6-matin</c>.</summary>
/// <param name="Value">The identifier as it appears in addresses and keys.</param>
[GenerateSerializer, Immutable, Alias("ActivityId")]
public readonly record struct ActivityId([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
