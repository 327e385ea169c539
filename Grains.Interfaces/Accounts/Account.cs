using System.Collections.Immutable;

namespace Periscolaire.Accounts;

/// <summary>Whose account it is, and so what it may do.</summary>
public enum Role
{
    /// <summary>A family: its own children, bookings and wallets.</summary>
    Family,

    /// <summary>Staff of a structure: everything of that structure, within their rights.</summary>
    Staff,

    /// <summary>Operator of the deployment: creates structures, and reads nothing of them.</summary>
    Operator,
}

/// <summary>What an account is created with.</summary>
/// <param name="Role">Whose it is.</param>
/// <param name="Family">The family; null for staff.</param>
/// <param name="DisplayName">As shown after signing in, e.g. "DUPONT Jean-Paul".</param>
/// <param name="Password">The first password, given by staff; null for an opening code in its place.</param>
/// <param name="MustChangePassword">Whether it is to be changed at first use.</param>
/// <param name="Question">The secret question, of <see cref="SecretQuestions"/>; null for none.</param>
/// <param name="Answer">Its answer.</param>
/// <param name="Rights">What a member of staff may do; null means everything.</param>
[GenerateSerializer, Immutable, Alias("NewAccount")]
public sealed record NewAccount(
    [property: Id(0)] Role Role,
    [property: Id(1)] FamilyId? Family,
    [property: Id(2)] string DisplayName,
    [property: Id(3)] string? Password,
    [property: Id(4)] bool MustChangePassword,
    [property: Id(5)] string? Question = null,
    [property: Id(6)] string? Answer = null,
    [property: Id(7)] ImmutableArray<StaffRight>? Rights = null)
{
    /// <summary>Leaves the password out: a log or an error message must never hold it.</summary>
    /// <returns>The role only.</returns>
    public override string ToString() => $"NewAccount {{ {Role} }}";
}

/// <summary>An open session, as its holder sees it.</summary>
/// <param name="Id">Names the session.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ExpiresAt">When it ends whatever happens.</param>
[GenerateSerializer, Immutable, Alias("SessionStanding")]
public sealed record SessionStanding([property: Id(0)] string Id, [property: Id(1)] DateTimeOffset OpenedAt, [property: Id(2)] DateTimeOffset ExpiresAt);

/// <summary>An open session.</summary>
/// <param name="Id">Names the session in access tokens.</param>
/// <param name="RefreshSecret">Opens the next access token, once; only its hash is kept.</param>
/// <param name="ExpiresAt">When it ends whatever happens.</param>
/// <param name="Holder">Who signed in.</param>
[GenerateSerializer, Immutable, Alias("OpenedSession")]
public sealed record OpenedSession(
    [property: Id(0)] string Id,
    [property: Id(1)] string RefreshSecret,
    [property: Id(2)] DateTimeOffset ExpiresAt,
    [property: Id(3)] AccountHolder Holder)
{
    /// <summary>Leaves the secret out.</summary>
    /// <returns>The session's id only.</returns>
    public override string ToString() => $"OpenedSession {{ {Id} }}";
}

/// <summary>Who an account belongs to.</summary>
/// <param name="Role">Family or staff.</param>
/// <param name="Family">The family; null for staff.</param>
/// <param name="DisplayName">As shown after signing in.</param>
/// <param name="MustChangePassword">Whether the password was given by staff and not changed yet.</param>
/// <param name="Rights">What a member of staff may do; null in accounts from before there were rights, which had them all.</param>
/// <param name="HasSecondFactor">Whether signing in asked for a code as well.</param>
[GenerateSerializer, Immutable, Alias("AccountHolder")]
public sealed record AccountHolder(
    [property: Id(0)] Role Role,
    [property: Id(1)] FamilyId? Family,
    [property: Id(2)] string DisplayName,
    [property: Id(3)] bool MustChangePassword,
    [property: Id(4)] ImmutableArray<StaffRight>? Rights = null,
    [property: Id(5)] bool HasSecondFactor = false)
{
    /// <summary>What the holder may do of staff's work.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ImmutableArray<StaffRight> EffectiveRights => Role is Role.Staff ? Rights ?? StaffRights.All : [];
}

/// <summary>The answer to an attempt to sign in.</summary>
/// <param name="Session">The session opened; null when refused, without telling whether the account exists.</param>
/// <param name="RetryAfter">How long to wait before the next attempt is looked at, after several failures; null when it can be made at once.</param>
/// <param name="WasChecked">False when the attempt came during such a wait, and the password was not looked at.</param>
/// <param name="NeedsCode">Whether the password is right and a code of the second factor is missing.</param>
[GenerateSerializer, Immutable, Alias("SignInAnswer")]
public sealed record SignInAnswer(
    [property: Id(0)] OpenedSession? Session,
    [property: Id(1)] TimeSpan? RetryAfter,
    [property: Id(2)] bool WasChecked = true,
    [property: Id(3)] bool NeedsCode = false);
