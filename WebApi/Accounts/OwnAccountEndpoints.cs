using Microsoft.AspNetCore.Http.HttpResults;
using Periscolaire.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>The caller's own account, whatever its role: what it may do, its password, its second factor.</summary>
internal static class OwnAccountEndpoints
{
    public static void MapOwnAccount(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Mon compte").RequireAuthorization().ProducesProblem(401).ProducesProblem(503);
        account.MapGet("", Read).WithSummary("Le compte : rôle, droits, validation en deux étapes").Produces<OwnAccountBody>();
        account.MapPut("/password", ChangePassword).WithSummary("Choisir un autre mot de passe ; les autres sessions sont fermées")
            .Produces(204).ProducesProblem(400).ProducesProblem(429);
        account.MapPost("/second-factor", Begin).WithSummary("Commencer la validation en deux étapes : le secret à saisir dans une application d'authentification")
            .Produces<SecondFactorBody>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429);
        account.MapPost("/second-factor/confirmation", Confirm).WithSummary("Activer la validation en deux étapes par un premier code ; rend dix codes de secours")
            .Produces<SpareCodesBody>().ProducesProblem(400);
        account.MapPost("/second-factor/removal", Remove).WithSummary("Retirer la validation en deux étapes").Produces(204).ProducesProblem(400).ProducesProblem(429);
    }

    private static async Task<Ok<OwnAccountBody>> Read(SignedIn caller, IGrainFactory grains)
    {
        var holder = await GrainOf(caller, grains).HolderOf(caller.Session);
        return TypedResults.Ok(new OwnAccountBody(
            caller.Account.Identifier,
            caller.DisplayName,
            caller.Role,
            holder?.EffectiveRights ?? [],
            holder?.MustChangePassword == true,
            holder?.HasSecondFactor == true));
    }

    private static async Task<IResult> ChangePassword(PasswordChangeBody body, SignedIn caller, IGrainFactory grains, OpenSessions sessions)
    {
        var grain = GrainOf(caller, grains);
        if (await WhyNotConfirmed(grain, body.CurrentPassword) is { } refusal)
            return refusal;
        if (await Passwords.WhyNot(grain, body.NewPassword, body.NewPasswordConfirmation, body.CurrentPassword) is { } flaw)
            return flaw;
        await grain.Change(new SecretsChange(body.NewPassword, Question: null, Answer: null), caller.Session);
        sessions.Forget(caller.Session);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Begin(CurrentPasswordBody body, SignedIn caller, IGrainFactory grains)
    {
        var grain = GrainOf(caller, grains);
        if (await WhyNotConfirmed(grain, body.CurrentPassword) is { } refusal)
            return refusal;
        return await grain.BeginSecondFactor() is { } begun
            ? TypedResults.Created((string?)null, new SecondFactorBody(begun.Secret, begun.Uri))
            : Problem.Of(ProblemKinds.SecondFactorSet);
    }

    private static async Task<IResult> Confirm(CodeBody body, SignedIn caller, IGrainFactory grains, OpenSessions sessions)
    {
        if (!Text.IsNote(body.Code) || await GrainOf(caller, grains).ConfirmSecondFactor(body.Code, caller.Session) is not { } spare)
            return Problem.Of(ProblemKinds.WrongCode);
        sessions.Forget(caller.Session);
        return TypedResults.Ok(new SpareCodesBody(spare));
    }

    private static async Task<IResult> Remove(CodeBody body, SignedIn caller, IGrainFactory grains, OpenSessions sessions)
    {
        if (!Text.IsNote(body.Code))
            return Problem.Of(ProblemKinds.WrongCode);
        var answer = await GrainOf(caller, grains).RemoveSecondFactor(body.Code);
        sessions.Forget(caller.Session);
        return answer switch
        {
            { IsRight: true } => TypedResults.NoContent(),
            { RetryAfter: { } wait } => Problem.Of(ProblemKinds.TooManyAttempts).WithRetryAfter(wait),
            _ => Problem.Of(ProblemKinds.WrongCode),
        };
    }

    private static async Task<IResult?> WhyNotConfirmed(IAccountGrain account, string password)
    {
        if (password.Length > 1_000 || !Text.IsWellFormed(password))
            return Problem.Of(ProblemKinds.WrongCurrentPassword);
        return await account.Confirm(password) switch
        {
            { IsRight: true } => null,
            { RetryAfter: { } wait } => Problem.Of(ProblemKinds.TooManyAttempts).WithRetryAfter(wait),
            _ => Problem.Of(ProblemKinds.WrongCurrentPassword),
        };
    }

    private static IAccountGrain GrainOf(SignedIn caller, IGrainFactory grains) => grains.GetGrain<IAccountGrain>(caller.Account.ToString());
}

/// <summary>The caller's own account.</summary>
/// <param name="Identifier">What it signs in with.</param>
/// <param name="DisplayName">Whose it is.</param>
/// <param name="Role">family, staff or operator.</param>
/// <param name="Rights">What a member of staff may do.</param>
/// <param name="MustChangePassword">Whether the password was given and must be changed before anything else.</param>
/// <param name="HasSecondFactor">Whether signing in asks for a code as well.</param>
internal sealed record OwnAccountBody(
    string Identifier, string DisplayName, Role Role, IReadOnlyList<StaffRight> Rights, bool MustChangePassword, bool HasSecondFactor);

/// <summary>Another password.</summary>
/// <param name="CurrentPassword">The one in force.</param>
/// <param name="NewPassword">12 to 128 characters.</param>
/// <param name="NewPasswordConfirmation">The same again.</param>
internal sealed record PasswordChangeBody(string CurrentPassword, string NewPassword, string NewPasswordConfirmation);

/// <summary>The password, again.</summary>
/// <param name="CurrentPassword">The one in force.</param>
internal sealed record CurrentPasswordBody(string CurrentPassword);

/// <summary>A code of the second step.</summary>
/// <param name="Code">Six digits, or one of the spare codes.</param>
internal sealed record CodeBody(string Code);

/// <summary>A second factor to be confirmed.</summary>
/// <param name="Secret">To be typed into an application that makes codes.</param>
/// <param name="Uri">The same, for a QR code.</param>
internal sealed record SecondFactorBody(string Secret, string Uri);

/// <summary>Codes for when the phone is lost.</summary>
/// <param name="SpareCodes">Each good once; told this once.</param>
internal sealed record SpareCodesBody(IReadOnlyList<string> SpareCodes);
