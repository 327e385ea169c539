using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.Transmission;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Signing in, staying signed in, signing out.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("").WithTags("Sessions");
        sessions.MapPost("/structures/{structure}/sessions", SignIn)
            .WithSummary("S'identifier").Produces<SessionBody>(201).ProducesProblem(401).ProducesProblem(429).ProducesProblem(503);
        sessions.MapPost("/sessions/refresh", Refresh)
            .WithSummary("Prolonger la session").Produces<SessionBody>(201).ProducesProblem(401).ProducesProblem(503);
        sessions.MapDelete("/sessions/current", SignOut)
            .WithSummary("Se déconnecter").RequireAuthorization().Produces(204).ProducesProblem(401);
        sessions.MapGet("/sessions", List)
            .WithSummary("Les sessions ouvertes de ce compte").RequireAuthorization().Produces<IReadOnlyList<SessionStandingBody>>().ProducesProblem(401);
        sessions.MapDelete("/sessions/others", EndOthers)
            .WithSummary("Fermer toutes les autres sessions de ce compte").RequireAuthorization().Produces(204).ProducesProblem(401).ProducesProblem(503);
    }

    private static async Task<IResult> SignIn(string structure, SignInBody body, IGrainFactory grains, AccessTokens tokens)
    {
        // An impossible identifier is answered like an unknown one, but needs no grain of its own.
        if (!Input.TryStructure(structure, out var town) || !Input.TryIdentifier(body.Identifier, out var identifier) || !IsPassword(body.Password)
            || !Text.IsNote(body.Code))
            return Problem.Of(ProblemKinds.InvalidCredentials);
        var account = new AccountKey(town, identifier);
        var answer = await grains.GetGrain<IAccountGrain>(account.ToString()).SignIn(body.Password, body.Remember, body.Code);
        return answer switch
        {
            { Session: { } session } => await Opened(account, session, grains, tokens),
            { NeedsCode: true } => Problem.Of(ProblemKinds.SecondFactorNeeded),
            { WasChecked: false, RetryAfter: { } wait } => Problem.Of(ProblemKinds.TooManyAttempts).WithRetryAfter(wait),
            { RetryAfter: { } wait } => Problem.Of(ProblemKinds.InvalidCredentials).WithRetryAfter(wait),
            _ => Problem.Of(ProblemKinds.InvalidCredentials),
        };
    }

    private static async Task<IResult> Refresh(RefreshBody body, IGrainFactory grains, AccessTokens tokens)
    {
        if (!RefreshToken.TryParse(body.RefreshToken, out var token))
            return Problem.Of(ProblemKinds.SessionEnded);
        var session = await grains.GetGrain<IAccountGrain>(token.Account.ToString()).Refresh(token.Session, token.Secret);
        return session is null ? Problem.Of(ProblemKinds.SessionEnded) : await Opened(token.Account, session, grains, tokens);
    }

    private static async Task<IResult> SignOut(SignedIn caller, IGrainFactory grains, OpenSessions sessions)
    {
        await grains.GetGrain<IAccountGrain>(caller.Account.ToString()).SignOut(caller.Session);
        sessions.Forget(caller.Session);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> List(SignedIn caller, IGrainFactory grains)
    {
        var sessions = await grains.GetGrain<IAccountGrain>(caller.Account.ToString()).Sessions();
        return TypedResults.Ok<IReadOnlyList<SessionStandingBody>>(
            [.. sessions.Select(session => new SessionStandingBody(session.OpenedAt, session.ExpiresAt, session.Id == caller.Session))]);
    }

    private static async Task<IResult> EndOthers(SignedIn caller, IGrainFactory grains)
    {
        await grains.GetGrain<IAccountGrain>(caller.Account.ToString()).EndOtherSessions(caller.Session);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Opened(AccountKey account, OpenedSession session, IGrainFactory grains, AccessTokens tokens)
    {
        var (token, expiresAt) = tokens.Sign(account, session);
        var catalogue = await grains.GetGrain<ICatalogueGrain>(account.Structure.Value).Read();
        return TypedResults.Created((string?)null, new SessionBody(
            token,
            expiresAt,
            new RefreshToken(account, session.Id, session.RefreshSecret).ToString(),
            session.ExpiresAt,
            session.Holder.Role,
            session.Holder.DisplayName,
            session.Holder.MustChangePassword,
            new StructureBody(account.Structure.Value, catalogue?.Settings.Name ?? account.Structure.Value),
            await grains.GetGrain<ITransmissionGrain>(account.Structure.Value).LastUpdate()));
    }

    private static bool IsPassword(string password) => password.Length is > 0 and <= 128 && Text.IsWellFormed(password);
}
