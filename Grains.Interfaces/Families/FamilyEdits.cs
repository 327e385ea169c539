using System.Collections.Immutable;

namespace Periscolaire.Families;

/// <summary>A family with the version of its stream.</summary>
/// <param name="Family">The family.</param>
/// <param name="Version">Moves with every change of the family, its children and its wallets.</param>
[GenerateSerializer, Immutable, Alias("FamilySheet")]
public sealed record FamilySheet([property: Id(0)] Family Family, [property: Id(1)] long Version);

/// <summary>How staff edit.</summary>
/// <param name="After">The version that was read; null to create what must not be there yet.</param>
/// <param name="By">Who.</param>
/// <param name="DryRun">Whether it is only checked.</param>
[GenerateSerializer, Immutable, Alias("StaffEdit")]
public sealed record StaffEdit([property: Id(0)] long? After, [property: Id(1)] Author By, [property: Id(2)] bool DryRun = false);

/// <summary>What staff write of a family; its children and quotients are resources of their own.</summary>
/// <param name="Name">The payer.</param>
/// <param name="Email">Where mails go; null for a family without an address.</param>
/// <param name="IsResident">Whether it lives in the town.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Phone">Its telephone number.</param>
[GenerateSerializer, Immutable, Alias("FamilyDetails")]
public sealed record FamilyDetails(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Email,
    [property: Id(2)] bool IsResident,
    [property: Id(3)] string? Address,
    [property: Id(4)] string? Phone)
{
    /// <summary>Leaves everything out: a log must not hold it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(FamilyDetails);
}

/// <summary>What became of an edit.</summary>
public enum FamilyEditOutcome
{
    /// <summary>It is kept, or would be, or says what is known already.</summary>
    Saved,

    /// <summary>No such family, or no such child in it.</summary>
    Unknown,

    /// <summary>It is there already.</summary>
    AlreadyExists,

    /// <summary>The version is no longer the one that was read.</summary>
    ChangedMeanwhile,

    /// <summary>A child of this id belongs to another family.</summary>
    ChildElsewhere,

    /// <summary>The child has bookings, or was debited: its history would be lost.</summary>
    ChildHasBookings,
}

/// <summary>The answer to an edit, durable unless it was a dry run.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Sheet">The family after; null unless saved.</param>
[GenerateSerializer, Immutable, Alias("FamilyEditAnswer")]
public sealed record FamilyEditAnswer([property: Id(0)] FamilyEditOutcome Outcome, [property: Id(1)] FamilySheet? Sheet = null);

/// <summary>Which families to look for.</summary>
/// <param name="Words">Each must be found in the name, id, e-mail or a child's name; case and accents do not count; empty for all.</param>
/// <param name="After">Only ids after this one; null for the first page.</param>
/// <param name="Limit">The most to return.</param>
[GenerateSerializer, Immutable, Alias("FamilySearch")]
public sealed record FamilySearch([property: Id(0)] string Words, [property: Id(1)] FamilyId? After, [property: Id(2)] int Limit)
{
    /// <summary>Leaves the words out: they are names.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(FamilySearch);
}

/// <summary>A family as found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The payer.</param>
/// <param name="Email">Where mails go.</param>
/// <param name="Children">Its children's first and last names.</param>
[GenerateSerializer, Immutable, Alias("FamilyFound")]
public sealed record FamilyFound(
    [property: Id(0)] FamilyId Id, [property: Id(1)] string Name, [property: Id(2)] string? Email, [property: Id(3)] ImmutableArray<string> Children);

/// <summary>The families of a structure, keyed by its <see cref="StructureId"/>.</summary>
[Alias("IFamiliesGrain")]
public interface IFamiliesGrain : IGrainWithStringKey
{
    /// <summary>Looks for families.</summary>
    /// <param name="search">Which.</param>
    /// <returns>By id; at most the search's limit.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Find"), Orleans.Concurrency.AlwaysInterleave]
    Task<ImmutableArray<FamilyFound>> Find(FamilySearch search);
}
