namespace Periscolaire.Families;

/// <summary>Reads what the journal kept of families. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IFamilyReader
{
    /// <summary>A family with its version, in one snapshot.</summary>
    /// <param name="key">Structure and family.</param>
    /// <returns>Version 0 and no family when nothing was kept.</returns>
    Task<KeptFamily> Family(FamilyKey key);
}

/// <summary>A family as kept.</summary>
/// <param name="Version">The version of its stream.</param>
/// <param name="Family">The family; null when there is none.</param>
public sealed record KeptFamily(long Version, Family? Family);
