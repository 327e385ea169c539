using Periscolaire.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>A lost password, by question, by mail or by staff. What is said never tells whether an account exists.</summary>
internal static class RecoveryEndpoints
{
    public static void MapRecovery(this IEndpointRouteBuilder api)
    {
        var recovery = api.MapGroup("/structures/{structure}/password-recovery").WithTags("Mot de passe oublié").RequireRateLimiting(RateLimits.PerAddress);
        recovery.MapPost("/question", Question).WithSummary("La question secrète d'un identifiant").Produces<RecoveryQuestionBody>().ProducesProblem(400);
        recovery.MapPost("/answer", Answer).WithSummary("Répondre à la question : la bonne réponse ouvre, une fois et pour 10 minutes, le choix d'un mot de passe")
            .Produces<RecoveryTicketBody>().ProducesProblem(400).ProducesProblem(429).ProducesProblem(503);
        recovery.MapPost("/opening", Open).WithSummary("Première connexion : le code du courrier de la mairie ouvre, pour 10 minutes, le choix du mot de passe")
            .Produces<RecoveryTicketBody>().ProducesProblem(400).ProducesProblem(429).ProducesProblem(503);
        recovery.MapPost("/email", Email).WithSummary("Recevoir un lien, valable 30 minutes, si l'adresse est celle du compte").Produces(202).ProducesProblem(400);
        recovery.MapPost("/reset", Reset).WithSummary("Choisir le nouveau mot de passe ; toutes les sessions sont fermées")
            .Produces(204).ProducesProblem(400).ProducesProblem(503);
    }

    public static void MapAccounts(this IEndpointRouteBuilder staff) =>
        staff.MapPost("/accounts/{identifier}/password", Replace).WithTags("Personnel : comptes").RequireRight(StaffRight.Counter)
            .WithSummary("Donner un nouveau premier mot de passe à une famille, à changer à la première connexion")
            .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> Question(string structure, IdentifierBody body, IGrainFactory grains) =>
        TryAccount(structure, body.Identifier, out var account)
            ? TypedResults.Ok(new RecoveryQuestionBody(await grains.GetGrain<IAccountGrain>(account.ToString()).RecoveryQuestion()))
            : Problem.Of(ProblemKinds.InvalidRequest);

    private static async Task<IResult> Answer(string structure, RecoveryAnswerBody body, IGrainFactory grains)
    {
        if (!TryAccount(structure, body.Identifier, out var account) || !Text.IsNote(body.Answer))
            return Problem.Of(ProblemKinds.InvalidRequest);
        return AnswerOf(await grains.GetGrain<IAccountGrain>(account.ToString()).AnswerQuestion(body.Answer), account, ProblemKinds.WrongAnswer);
    }

    private static async Task<IResult> Open(string structure, OpeningCodeBody body, IGrainFactory grains)
    {
        if (!TryAccount(structure, body.Identifier, out var account) || !Text.IsNote(body.Code))
            return Problem.Of(ProblemKinds.InvalidRequest);
        return AnswerOf(await grains.GetGrain<IAccountGrain>(account.ToString()).Redeem(body.Code), account, ProblemKinds.WrongCode);
    }

    private static IResult AnswerOf(RecoveryAnswer answer, AccountKey account, ProblemKind wrong) => answer switch
    {
        { Ticket: { } ticket, ExpiresAt: { } expiresAt } => TypedResults.Ok(new RecoveryTicketBody(new RecoveryTicket(account, ticket).ToString(), expiresAt)),
        { RetryAfter: { } wait } => Problem.Of(ProblemKinds.TooManyAttempts).WithRetryAfter(wait),
        _ => Problem.Of(wrong),
    };

    private static async Task<IResult> Email(string structure, RecoveryEmailBody body, IGrainFactory grains)
    {
        if (!TryAccount(structure, body.Identifier, out var account) || !Text.IsNote(body.Email))
            return Problem.Of(ProblemKinds.InvalidRequest);
        await grains.GetGrain<IAccountGrain>(account.ToString()).RecoverByMail(body.Email);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<IResult> Reset(string structure, ResetBody body, IGrainFactory grains)
    {
        if (!RecoveryTicket.TryParse(body.ResetToken, out var town, out var identifier, out var secret)
            || town != structure
            || !TryAccount(town, identifier, out var account))
            return Problem.Of(ProblemKinds.TicketSpent);
        var grain = grains.GetGrain<IAccountGrain>(account.ToString());
        if (await Passwords.WhyNot(grain, body.NewPassword, body.NewPasswordConfirmation) is { } flaw)
            return flaw;
        return await grain.Reset(secret, body.NewPassword) ? TypedResults.NoContent() : Problem.Of(ProblemKinds.TicketSpent);
    }

    private static async Task<IResult> Replace(string identifier, FirstPasswordBody body, SignedIn caller, IGrainFactory grains)
    {
        if (!TryAccount(caller.Structure.Value, identifier, out var account))
            return Problem.Of(ProblemKinds.UnknownAccount);
        var grain = grains.GetGrain<IAccountGrain>(account.ToString());
        if (await Passwords.WhyNot(grain, body.Password, body.Password) is { } flaw)
            return flaw;
        return await grain.Replace(body.Password, caller.Author) ? TypedResults.NoContent() : Problem.Of(ProblemKinds.UnknownAccount);
    }

    private static bool TryAccount(string structure, string? identifier, out AccountKey account)
    {
        account = default;
        if (!Input.TryStructure(structure, out var town) || !Input.TryIdentifier(identifier, out var name))
            return false;
        account = new AccountKey(town, name);
        return true;
    }
}

/// <summary>Whose password is lost.</summary>
/// <param name="Identifier">As given by the structure.</param>
internal sealed record IdentifierBody(string Identifier);

/// <summary>A secret question.</summary>
/// <param name="Question">In French.</param>
internal sealed record RecoveryQuestionBody(string Question);

/// <summary>An answer.</summary>
/// <param name="Identifier">As given by the structure.</param>
/// <param name="Answer">Case and accents do not matter.</param>
internal sealed record RecoveryAnswerBody(string Identifier, string Answer);

/// <summary>What opens the choice of a new password.</summary>
/// <param name="ResetToken">Good once.</param>
/// <param name="ExpiresAt">Until when.</param>
internal sealed record RecoveryTicketBody(string ResetToken, DateTimeOffset ExpiresAt);

/// <summary>A code from the town hall's letter.</summary>
/// <param name="Identifier">As given by the structure.</param>
/// <param name="Code">Case, spaces and hyphens do not matter.</param>
internal sealed record OpeningCodeBody(string Identifier, string Code);

/// <summary>Where to send the link.</summary>
/// <param name="Identifier">As given by the structure.</param>
/// <param name="Email">The address of the profile.</param>
internal sealed record RecoveryEmailBody(string Identifier, string Email);

/// <summary>A new password.</summary>
/// <param name="ResetToken">From the answer or the mail.</param>
/// <param name="NewPassword">12 to 128 characters.</param>
/// <param name="NewPasswordConfirmation">The same again.</param>
internal sealed record ResetBody(string ResetToken, string NewPassword, string NewPasswordConfirmation);

/// <summary>A first password.</summary>
/// <param name="Password">12 to 128 characters.</param>
internal sealed record FirstPasswordBody(string Password);
