using Orleans.Concurrency;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Privacy;
using Periscolaire.Wallets;

namespace Periscolaire.Families;

/// <summary>The key of <see cref="IFamilyGrain"/>.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Family">The family.</param>
[GenerateSerializer, Immutable, Alias("FamilyKey")]
public readonly record struct FamilyKey([property: Id(0)] StructureId Structure, [property: Id(1)] FamilyId Family)
{
    /// <summary>Reads a key as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">A grain's key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">The text is not a key: a bug, never input.</exception>
    public static FamilyKey Parse(string text) => text.Split('/') is [var structure, var family]
        ? new(new(structure), new(family))
        : throw new FormatException($"Not a family: {text}");

    /// <inheritdoc/>
    public override string ToString() => $"{Structure.Value}/{Family.Value}";
}

/// <summary>One family, keyed by <see cref="FamilyKey"/>. Its roles are interfaces of their own.</summary>
[Alias("IFamilyGrain")]
public interface IFamilyGrain : IFamilyProfile, IFamilyBookings, IFamilyWallets, IFamilyAttendance, IFamilyHealth, IFamilyErasure;

/// <summary>Who the family is.</summary>
[Alias("IFamilyProfile")]
public interface IFamilyProfile : IGrainWithStringKey
{
    /// <summary>The family.</summary>
    /// <returns>Null when there is no such family.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read.</exception>
    [Alias("Read"), AlwaysInterleave]
    Task<Family?> Read();

    /// <summary>Creates the family or replaces what is known of it; children are added or replaced, never removed.</summary>
    /// <param name="family">The family; its id is the grain's.</param>
    /// <returns>When it is durable. A repeat changes nothing.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Register")]
    Task Register(Family family);

    /// <summary>The family with its version, for who edits it.</summary>
    /// <returns>Null when there is no such family.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read.</exception>
    [Alias("Sheet"), AlwaysInterleave]
    Task<FamilySheet?> Sheet();

    /// <summary>Staff create the family or change what is known of it; a changed address acts at once, and the old one is told so.</summary>
    /// <param name="details">What is to be known.</param>
    /// <param name="edit">On which version, by whom.</param>
    /// <returns>What became of it. A repeat after its success is refused, since the version has moved.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; read the family again.</exception>
    [Alias("Edit")]
    Task<FamilyEditAnswer> Edit(FamilyDetails details, StaffEdit edit);

    /// <summary>Staff add a child or change what is known of it.</summary>
    /// <param name="child">The child.</param>
    /// <param name="edit">On which version of the family, by whom.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; read the family again.</exception>
    [Alias("EditChild")]
    Task<FamilyEditAnswer> EditChild(Child child, StaffEdit edit);

    /// <summary>Staff remove a child that never had a booking.</summary>
    /// <param name="child">The child.</param>
    /// <param name="edit">On which version of the family, by whom.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; read the family again.</exception>
    [Alias("RemoveChild")]
    Task<FamilyEditAnswer> RemoveChild(ChildId child, StaffEdit edit);

    /// <summary>The address that mails go to, and the one that replaces it at the next transmission.</summary>
    /// <returns>Nulls for a family without an address, and when nothing is pending.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read.</exception>
    [Alias("Email")]
    Task<EmailStanding> Email();

    /// <summary>Changes the address, now or at the next transmission as the structure says, and tells the old one so in the same write.</summary>
    /// <param name="email">The new address; checked beforehand.</param>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("ChangeEmail")]
    Task ChangeEmail(string email);

    /// <summary>Ends the activation, whose rows were written beside it: the next call reads them.</summary>
    /// <returns>When no later call is answered from its memory.</returns>
    [Alias("Forget")]
    Task Forget();

    /// <summary>Drops a pending address.</summary>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("DropPendingEmail")]
    Task DropPendingEmail();
}

/// <summary>A family's address.</summary>
/// <param name="Current">Where mails go; null for none.</param>
/// <param name="Pending">Where they will go after the next transmission; null when nothing is pending.</param>
[GenerateSerializer, Immutable, Alias("EmailStanding")]
public sealed record EmailStanding([property: Id(0)] string? Current, [property: Id(1)] string? Pending);
