using System.Collections.Immutable;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Families;

/// <summary>Reads what the journal kept of families. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IFamilyReader
{
    /// <summary>A family with its version, in one snapshot.</summary>
    /// <param name="key">Structure and family.</param>
    /// <returns>Version 0 and no family when nothing was kept.</returns>
    Task<KeptFamily> Family(FamilyKey key);

    /// <summary>The family of a child.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="child">The child.</param>
    /// <returns>Null when there is no such child.</returns>
    Task<FamilyId?> FamilyOf(StructureId structure, ChildId child);

    /// <summary>Whether a child was ever booked or debited.</summary>
    /// <param name="family">The family.</param>
    /// <param name="child">The child.</param>
    /// <returns>True when something refers to it.</returns>
    Task<bool> HasHistory(FamilyKey family, ChildId child);

    /// <summary>The names of families and their children.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="after">Only ids after this one; null for the first.</param>
    /// <param name="limit">The most families.</param>
    /// <returns>By id.</returns>
    Task<ImmutableArray<FamilyFound>> Names(StructureId structure, FamilyId? after, int limit);
}

/// <summary>A family as kept.</summary>
/// <param name="Version">The version of its stream.</param>
/// <param name="Family">The family; null when there is none.</param>
/// <param name="Pending">The address that is to replace the family's; null when none is.</param>
/// <param name="Ledger">Its wallets.</param>
/// <param name="ErasedAt">When who it is was erased; null while it is not.</param>
public sealed record KeptFamily(long Version, Family? Family, PendingEmail? Pending, FamilyLedger Ledger, DateTimeOffset? ErasedAt = null)
{
    /// <summary>A family of which nothing was kept.</summary>
    public static KeptFamily None { get; } = new(0, Family: null, Pending: null, FamilyLedger.Empty);

    /// <summary>The family as far as bookings go: an erased one has no children to book.</summary>
    public Family? Bookable => ErasedAt is null || Family is null ? Family : Family with { Children = [] };

    /// <summary>The family once a transmission has passed: an address that was pending before it is in force.</summary>
    /// <param name="lastUpdate">The start of the last completed transmission; null before the first.</param>
    /// <returns>The same when nothing has become due.</returns>
    public KeptFamily Settled(DateTimeOffset? lastUpdate) =>
        Pending is { } pending && lastUpdate > pending.Since ? this with { Family = Family! with { Email = pending.Email }, Pending = null } : this;
}

/// <summary>An address that takes effect at the next transmission.</summary>
/// <param name="Email">The address.</param>
/// <param name="Since">When it was given.</param>
public sealed record PendingEmail(string Email, DateTimeOffset Since);
