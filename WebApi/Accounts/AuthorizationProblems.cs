using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Says why a signed-in caller may not.</summary>
internal sealed class AuthorizationProblems : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _others = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden)
            return _others.HandleAsync(next, context, policy, authorizeResult);
        var failed = authorizeResult.AuthorizationFailure?.FailedRequirements.ToList() ?? [];

        var reason = authorizeResult.AuthorizationFailure?.FailureReasons.OfType<NotReady>().FirstOrDefault();

        // Who is on the wrong side altogether is told that, and not which right would have been asked.
        var answer = failed.All(requirement => requirement is RightRequirement) && failed.OfType<RightRequirement>().FirstOrDefault() is { } missing
            ? Problem.Of(ProblemKinds.RightMissing, more: ("rights", missing.Rights))
            : Problem.Of(reason is null || failed.Any(requirement => requirement is RolesAuthorizationRequirement) ? ProblemKinds.Forbidden : reason.Problem);
        return answer.ExecuteAsync(context);
    }
}
