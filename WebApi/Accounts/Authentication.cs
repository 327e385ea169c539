using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Periscolaire.Accounts;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Sign-in by bearer token, and what each role may call.</summary>
internal static class Authentication
{
    public const string FamilyPolicy = "family";
    public const string StaffPolicy = "staff";
    public const string OperatorPolicy = "operator";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<OpenSessions>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<AccessTokens>((options, tokens) =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = tokens.Rules();
            options.Events = new JwtBearerEvents { OnTokenValidated = RequireOpenSession, OnChallenge = Challenge };
        });
        services.AddSingleton<IAuthorizationHandler, RightCheck>();
        services.AddSingleton<IAuthorizationHandler, ReadyCheck>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationProblems>();
        services.AddAuthorizationBuilder()
            .AddPolicy(FamilyPolicy, policy => policy.RequireRole(nameof(Role.Family)).AddRequirements(new ReadyRequirement()))
            .AddPolicy(StaffPolicy, policy => policy.RequireRole(nameof(Role.Staff)).AddRequirements(new ReadyRequirement()))
            .AddPolicy(OperatorPolicy, policy => policy.RequireRole(nameof(Role.Operator)).AddRequirements(new ReadyRequirement()));
        return services;
    }

    private static async Task RequireOpenSession(TokenValidatedContext context)
    {
        var caller = SignedIn.From(context.Principal!);
        if (await context.HttpContext.RequestServices.GetRequiredService<OpenSessions>().HolderOf(caller.Account, caller.Session) is { } holder)
            context.Principal!.AddIdentity(Claims.Of(holder));
        else
            context.Fail("session ended");
    }

    private static async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
        await Problem.Of(context.AuthenticateFailure is null ? ProblemKinds.NotSignedIn : ProblemKinds.SessionEnded).ExecuteAsync(context.HttpContext);
    }
}
