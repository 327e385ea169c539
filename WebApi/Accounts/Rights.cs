using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Which rights a call of staff needs.</summary>
internal static class Rights
{
    /// <summary>Any of these rights; an administrator has them all.</summary>
    public static TBuilder RequireRight<TBuilder>(this TBuilder calls, params ReadOnlySpan<StaffRight> rights)
        where TBuilder : IEndpointConventionBuilder
    {
        var requirement = new RightRequirement([.. rights]);
        return calls.RequireAuthorization(policy => policy.AddRequirements(requirement));
    }
}

/// <summary>Any of some rights.</summary>
/// <param name="Rights">One of them is enough.</param>
internal sealed record RightRequirement(ImmutableArray<StaffRight> Rights) : IAuthorizationRequirement;

/// <summary>Looks for the right in what the account says now, not in what it said when the token was signed.</summary>
internal sealed class RightCheck : AuthorizationHandler<RightRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (Claims.RightsOf(context.User).Allow(requirement.Rights))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
