using Microsoft.AspNetCore.Http.HttpResults;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Transmission;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Families;

/// <summary>The family's profile: address, password, secret question; what is pending until the next update.</summary>
internal static class ProfileEndpoints
{
    private const int LongestAnswer = 100;

    public static void MapProfile(this IEndpointRouteBuilder family)
    {
        var profile = family.MapGroup("/profile").WithTags("Famille");
        profile.MapGet("", Read).WithSummary("Le profil, et ce qui prendra effet à la prochaine mise à jour").Produces<ProfileBody>().ProducesProblem(503);
        profile.MapPatch("", Change).WithSummary("Modifier le profil ; ce qui change se saisit deux fois, avec le mot de passe actuel")
            .Produces<ProfileBody>().ProducesProblem(400).ProducesProblem(429).ProducesProblem(503);
        profile.MapDelete("/pending", Drop).WithSummary("Abandonner les modifications en attente").Produces(204).ProducesProblem(503);
    }

    private static async Task<IResult> Read(SignedIn caller, IGrainFactory grains) => TypedResults.Ok(await Profile(caller, grains));

    private static async Task<IResult> Change(ProfileChangeBody body, SignedIn caller, IGrainFactory grains)
    {
        var account = grains.GetGrain<IAccountGrain>(caller.Account.ToString());
        if (WhyNot(body) is { } refusal)
            return refusal;
        if (await account.Confirm(body.CurrentPassword) is { IsRight: false } wrong)
        {
            return wrong.RetryAfter is { } wait
                ? Problem.Of(ProblemKinds.TooManyAttempts).WithRetryAfter(wait)
                : Problem.Of(ProblemKinds.WrongCurrentPassword);
        }

        if (body.NewPassword is { } password && await Passwords.WhyNot(account, password, body.NewPasswordConfirmation, body.CurrentPassword) is { } flaw)
            return flaw;
        if (body.NewPassword is not null || body.Question is not null)
            await account.Change(new SecretsChange(body.NewPassword, body.Question, body.Answer), caller.Session);
        if (body.Email is not null)
            await caller.OwnFamily(grains).ChangeEmail(body.Email.Trim());
        return TypedResults.Ok(await Profile(caller, grains));
    }

    private static async Task<IResult> Drop(SignedIn caller, IGrainFactory grains)
    {
        await grains.GetGrain<IAccountGrain>(caller.Account.ToString()).DropPending();
        await caller.OwnFamily(grains).DropPendingEmail();
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult? WhyNot(ProfileChangeBody body)
    {
        if (body is { Email: null, NewPassword: null, Question: null } || body.CurrentPassword.Length > 1_000 || !Text.IsWellFormed(body.CurrentPassword))
            return Problem.Of(ProblemKinds.InvalidRequest, "Rien à modifier, ou mot de passe actuel illisible.");
        if (body.Email is { } email)
        {
            if (!string.Equals(email.Trim(), body.EmailConfirmation?.Trim(), StringComparison.Ordinal))
                return Problem.Of(ProblemKinds.ConfirmationMismatch);
            if (!Input.IsEmail(email.Trim()))
                return Problem.Of(ProblemKinds.InvalidEmail);
        }

        if ((body.Question is null) != (body.Answer is null) || (body.Question is { } question && !SecretQuestions.All.Contains(question, StringComparer.Ordinal)))
            return Problem.Of(ProblemKinds.InvalidRequest, "question est l'une de celles de questions, et va avec answer.");
        if (body.Answer is { } answer && (answer.Length > LongestAnswer || !Text.IsNote(answer) || answer.Count(char.IsLetterOrDigit) < 3))
            return Problem.Of(ProblemKinds.InvalidRequest, "answer a de 3 à 100 caractères.");
        return null;
    }

    private static async Task<ProfileBody> Profile(SignedIn caller, IGrainFactory grains)
    {
        var secrets = await grains.GetGrain<IAccountGrain>(caller.Account.ToString()).Secrets();
        var email = await caller.OwnFamily(grains).Email();
        var isPending = email.Pending is not null || secrets.PendingQuestion is not null || secrets.IsPasswordPending;
        return new ProfileBody(
            new ProfileValuesBody(email.Current, secrets.Question),
            isPending ? new PendingValuesBody(email.Pending, secrets.PendingQuestion, secrets.IsPasswordPending) : null,
            isPending ? await grains.GetGrain<ITransmissionGrain>(caller.Structure.Value).NextNight() : null,
            SecretQuestions.All);
    }
}

/// <summary>What is to change; what is absent stays.</summary>
/// <param name="CurrentPassword">Asked for whatever is changed.</param>
/// <param name="Email">The new address.</param>
/// <param name="EmailConfirmation">The same again.</param>
/// <param name="NewPassword">12 to 128 characters.</param>
/// <param name="NewPasswordConfirmation">The same again.</param>
/// <param name="Question">One of the profile's questions.</param>
/// <param name="Answer">Its answer.</param>
internal sealed record ProfileChangeBody(
    string CurrentPassword,
    string? Email = null,
    string? EmailConfirmation = null,
    string? NewPassword = null,
    string? NewPasswordConfirmation = null,
    string? Question = null,
    string? Answer = null);

/// <summary>The profile.</summary>
/// <param name="Current">What is in force.</param>
/// <param name="Pending">What takes effect later; absent when nothing does.</param>
/// <param name="EffectiveFrom">When it does, at the latest: the next night; absent when nothing is pending.</param>
/// <param name="Questions">The questions to choose from.</param>
internal sealed record ProfileBody(
    ProfileValuesBody Current, PendingValuesBody? Pending, DateTimeOffset? EffectiveFrom, IReadOnlyList<string> Questions);

/// <summary>What is in force.</summary>
/// <param name="Email">Where mails go.</param>
/// <param name="Question">The secret question.</param>
internal sealed record ProfileValuesBody(string? Email, string? Question);

/// <summary>What takes effect later.</summary>
/// <param name="Email">The new address.</param>
/// <param name="Question">The new question.</param>
/// <param name="Password">Whether a new password does.</param>
internal sealed record PendingValuesBody(string? Email, string? Question, bool Password);
