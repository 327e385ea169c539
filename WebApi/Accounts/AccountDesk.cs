using Periscolaire.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Opens, changes and reopens an account for staff and operators alike.</summary>
/// <param name="grains">Where accounts are.</param>
/// <param name="key">The account.</param>
/// <param name="by">Who asks.</param>
internal sealed class AccountDesk(IGrainFactory grains, AccountKey key, Author by)
{
    private const int LongestName = 200;

    private IAccountGrain Grain => grains.GetGrain<IAccountGrain>(key.ToString());

    public static bool IsName(string? name) => name is { Length: > 0 and <= LongestName } && !string.IsNullOrWhiteSpace(name) && Text.IsNote(name);

    /// <summary>Why a first password cannot be given; null when it can, or none is.</summary>
    public async Task<IResult?> WhyNot(string? password) => password is null ? null : await Passwords.WhyNot(Grain, password, password);

    /// <summary>Opens the account, with a first password or else with an opening code.</summary>
    public async Task<IResult> Open(NewAccount account)
    {
        if (await WhyNot(account.Password) is { } flaw)
            return flaw;
        return await Grain.Open(account, by) is { } opened
            ? Editions.Tagged(TypedResults.Created((string?)null, AccountBody.From(opened.Sheet.Account, opened.Code)), opened.Sheet.Version)
            : Problem.Of(ProblemKinds.AlreadyExists);
    }

    public async Task<IResult> Change(AccountAmendment amendment, long version) => await Grain.Amend(amendment, version, by) is { } changed
        ? Editions.Tagged(TypedResults.Ok(AccountBody.From(changed.Account)), changed.Version)
        : Problem.Of(ProblemKinds.ChangedMeanwhile);

    public async Task<IResult> Reopen() => await Grain.Reopen(by) is { } opened
        ? Editions.Tagged(TypedResults.Ok(AccountBody.From(opened.Sheet.Account, opened.Code)), opened.Sheet.Version)
        : Problem.Of(ProblemKinds.UnknownAccount);

    /// <summary>The account, when it is what the caller may see.</summary>
    public async Task<AccountSheet?> Find(Func<RegisteredAccount, bool> isAllowed) => await Grain.Read() is { } sheet && isAllowed(sheet.Account) ? sheet : null;
}
