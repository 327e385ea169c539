using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Identifier and password, as given by the structure.</summary>
/// <param name="Identifier">Case does not matter.</param>
/// <param name="Password">Case matters.</param>
/// <param name="Remember">Whether the session is to last 30 days instead of 12 hours.</param>
/// <param name="Code">The code of the second step, for an account that has one: six digits, or one of its spare codes.</param>
internal sealed record SignInBody(string Identifier, string Password, bool Remember = false, string? Code = null);

/// <summary>What prolongs a session.</summary>
/// <param name="RefreshToken">The one last given; good for one use.</param>
internal sealed record RefreshBody(string RefreshToken);

/// <summary>An open session.</summary>
/// <param name="AccessToken">Goes with each request: <c>Authorization: Bearer …</c>.</param>
/// <param name="ExpiresAt">When the access token expires.</param>
/// <param name="RefreshToken">Gives the next access token, once.</param>
/// <param name="SessionExpiresAt">When the session ends whatever happens.</param>
/// <param name="Role">family, staff or operator.</param>
/// <param name="DisplayName">Who signed in.</param>
/// <param name="MustChangePassword">Whether the password was given by staff and is to be changed.</param>
/// <param name="Structure">Where.</param>
/// <param name="LastUpdate">The last transmission; absent before the first.</param>
internal sealed record SessionBody(
    string AccessToken,
    DateTimeOffset ExpiresAt,
    string RefreshToken,
    DateTimeOffset SessionExpiresAt,
    Role Role,
    string DisplayName,
    bool MustChangePassword,
    StructureBody Structure,
    DateTimeOffset? LastUpdate);

/// <summary>A structure, as families see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
internal sealed record StructureBody(string Id, string Name);

/// <summary>A session of the caller's account.</summary>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ExpiresAt">When it ends whatever happens.</param>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
internal sealed record SessionStandingBody(DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, bool IsCurrent);
