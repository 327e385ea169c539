using System.Collections.Immutable;

namespace Periscolaire.Accounts;

/// <summary>An account as staff see it: whose it is and what it opens, never a secret.</summary>
/// <param name="Identifier">What its holder signs in with, in lower case.</param>
/// <param name="Role">Family, staff or operator.</param>
/// <param name="Family">The family; null for others.</param>
/// <param name="DisplayName">As shown after signing in.</param>
/// <param name="Rights">What a member of staff may do.</param>
/// <param name="IsClosed">Whether nobody can sign in to it any more.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Opening">The code that opens the choice of its first password; null for none.</param>
[GenerateSerializer, Immutable, Alias("RegisteredAccount")]
public sealed record RegisteredAccount(
    [property: Id(0)] string Identifier,
    [property: Id(1)] Role Role,
    [property: Id(2)] FamilyId? Family,
    [property: Id(3)] string DisplayName,
    [property: Id(4)] ImmutableArray<StaffRight> Rights,
    [property: Id(5)] bool IsClosed,
    [property: Id(6)] DateTimeOffset CreatedAt,
    [property: Id(7)] Opening? Opening = null);

/// <summary>A code that opens, once, the choice of a first password: random, so that a fast hash of it is enough.</summary>
/// <param name="Hash">SHA-256 of the code, in hexadecimal.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
[GenerateSerializer, Immutable, Alias("Opening")]
public sealed record Opening([property: Id(0)] string Hash, [property: Id(1)] DateTimeOffset ExpiresAt);

/// <summary>An account with its version.</summary>
/// <param name="Account">The account.</param>
/// <param name="Version">Counts its changes, from 1.</param>
[GenerateSerializer, Immutable, Alias("AccountSheet")]
public sealed record AccountSheet([property: Id(0)] RegisteredAccount Account, [property: Id(1)] long Version);

/// <summary>An account that was opened, with what its holder needs to come in.</summary>
/// <param name="Sheet">The account.</param>
/// <param name="Code">The opening code, told this once; null when a password was given.</param>
[GenerateSerializer, Immutable, Alias("OpenedAccount")]
public sealed record OpenedAccount([property: Id(0)] AccountSheet Sheet, [property: Id(1)] string? Code)
{
    /// <summary>Leaves the code out.</summary>
    /// <returns>The name only.</returns>
    public override string ToString() => nameof(OpenedAccount);
}

/// <summary>What staff change of an account.</summary>
/// <param name="DisplayName">As shown after signing in.</param>
/// <param name="Rights">What a member of staff may do; empty for a family's.</param>
/// <param name="IsClosed">Whether nobody can sign in to it any more; its sessions end.</param>
[GenerateSerializer, Immutable, Alias("AccountAmendment")]
public sealed record AccountAmendment(
    [property: Id(0)] string DisplayName, [property: Id(1)] ImmutableArray<StaffRight> Rights, [property: Id(2)] bool IsClosed);

/// <summary>Which accounts.</summary>
/// <param name="Role">One role; null for all.</param>
/// <param name="Family">One family; null for all.</param>
/// <param name="After">Continue after this identifier.</param>
/// <param name="Limit">The most to return, 1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("AccountFilter")]
public sealed record AccountFilter(
    [property: Id(0)] Role? Role = null, [property: Id(1)] FamilyId? Family = null, [property: Id(2)] string? After = null, [property: Id(3)] int Limit = 100);
