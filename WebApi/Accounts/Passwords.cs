using System.Text;
using Periscolaire.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Checks of a new password at the boundary.</summary>
internal static class Passwords
{
    /// <summary>Why a password is refused in place of the current one; null when it is not. A first password kept would stay known to whoever gave it.</summary>
    public static async Task<IResult?> WhyNot(IAccountGrain account, string password, string? confirmation, string current) =>
        await WhyNot(account, password, confirmation)
        ?? (password.Normalize(NormalizationForm.FormKC) == current.Normalize(NormalizationForm.FormKC) ? Problem.Of(ProblemKinds.PasswordUnchanged) : null);

    /// <summary>Why a new password is refused; null when it is not.</summary>
    public static async Task<IResult?> WhyNot(IAccountGrain account, string password, string? confirmation)
    {
        if (!Text.IsWellFormed(password) || password.Length > 1_000)
            return Problem.Of(ProblemKinds.InvalidRequest);
        if (password != confirmation)
            return Problem.Of(ProblemKinds.ConfirmationMismatch);
        return await account.WhyNot(password) switch
        {
            PasswordFlaw.TooShort => Problem.Of(ProblemKinds.PasswordTooShort),
            PasswordFlaw.TooLong => Problem.Of(ProblemKinds.PasswordTooLong),
            PasswordFlaw.TooCommon => Problem.Of(ProblemKinds.PasswordTooCommon),
            _ => null,
        };
    }
}
