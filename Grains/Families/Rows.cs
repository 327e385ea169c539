using Periscolaire.Journal;

namespace Periscolaire.Families;

/// <summary>A family, replaced by key.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Family">The family; its children are rows of their own.</param>
/// <param name="Pending">The address that is to replace the family's.</param>
public sealed record FamilyRow(StructureId Structure, Family Family, PendingEmail? Pending = null) : Row
{
    /// <inheritdoc/>
    public override object Key => Family.Id;
}

/// <summary>A child that is no longer the family's; the store refuses it while bookings refer to the child.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Family">The family.</param>
/// <param name="Child">The child.</param>
public sealed record ChildRemovedRow(StructureId Structure, FamilyId Family, ChildId Child) : Row
{
    /// <inheritdoc/>
    public override object Key => Child;
}

/// <summary>A child, replaced by key.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Family">The child's family.</param>
/// <param name="Child">The child.</param>
public sealed record ChildRow(StructureId Structure, FamilyId Family, Child Child) : Row
{
    /// <inheritdoc/>
    public override object Key => Child.Id;
}
