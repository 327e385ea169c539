using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Accounts;

/// <summary>An account of staff as it is to be.</summary>
/// <param name="DisplayName">As shown after signing in, 1 to 200 characters.</param>
/// <param name="Rights">counter, director, accountant, administrator.</param>
/// <param name="IsClosed">Whether nobody can sign in to it any more.</param>
/// <param name="Password">When it is created: a first password, to be changed at first use; absent for an opening code.</param>
internal sealed record StaffAccountBody(string DisplayName, IReadOnlyList<StaffRight> Rights, bool IsClosed = false, string? Password = null);

/// <summary>A family's account as it is to be.</summary>
/// <param name="DisplayName">As shown after signing in, 1 to 200 characters; absent for the family's name.</param>
/// <param name="IsClosed">Whether nobody can sign in to it any more.</param>
/// <param name="Password">When it is created: a first password, to be changed at first use; absent for an opening code.</param>
internal sealed record FamilyAccountBody(string? DisplayName = null, bool IsClosed = false, string? Password = null);

/// <summary>An account.</summary>
/// <param name="Identifier">What its holder signs in with.</param>
/// <param name="Role">family or staff.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="DisplayName">As shown after signing in.</param>
/// <param name="Rights">What a member of staff may do.</param>
/// <param name="IsClosed">Whether nobody can sign in to it any more.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="OpeningCode">To be given to its holder, told this once: it lets a first password be chosen.</param>
/// <param name="OpeningExpiresAt">Until when the last opening code is good, while no password was chosen.</param>
internal sealed record AccountBody(
    string Identifier,
    Role Role,
    string? FamilyId,
    string DisplayName,
    IReadOnlyList<StaffRight> Rights,
    bool IsClosed,
    DateTimeOffset CreatedAt,
    string? OpeningCode,
    DateTimeOffset? OpeningExpiresAt)
{
    public static AccountBody From(RegisteredAccount account, string? code = null) => new(
        account.Identifier,
        account.Role,
        account.Family?.Value,
        account.DisplayName,
        account.Rights,
        account.IsClosed,
        account.CreatedAt,
        code,
        account.Opening?.ExpiresAt);
}

/// <summary>A page of accounts.</summary>
/// <param name="Items">By identifier.</param>
/// <param name="NextCursor">Gives the next page; absent on the last.</param>
internal sealed record AccountPageBody(IReadOnlyList<AccountBody> Items, string? NextCursor);
