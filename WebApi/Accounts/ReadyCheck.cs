using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Periscolaire.Accounts;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>A password of one's own and, for who can do most, a second factor: until then an account opens nothing but itself.</summary>
internal sealed record ReadyRequirement : IAuthorizationRequirement;

/// <summary>What a caller has to do first.</summary>
internal sealed class NotReady(IAuthorizationHandler handler, ProblemKind problem) : AuthorizationFailureReason(handler, problem.Code)
{
    public ProblemKind Problem => problem;
}

/// <summary>Looks at what the account says now.</summary>
internal sealed class ReadyCheck(IOptions<AccountOptions> options) : AuthorizationHandler<ReadyRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ReadyRequirement requirement)
    {
        var caller = context.User;
        if (Claims.HasFirstPassword(caller))
            context.Fail(new NotReady(this, ProblemKinds.PasswordMustChange));
        else if (options.Value.SecondFactorForAdministrators == true && CanDoMost(caller) && !Claims.HasSecondFactor(caller))
            context.Fail(new NotReady(this, ProblemKinds.SecondFactorRequired));
        else
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool CanDoMost(System.Security.Claims.ClaimsPrincipal caller) =>
        caller.IsInRole(nameof(Role.Operator)) || Claims.RightsOf(caller).Contains(StaffRight.Administrator);
}
