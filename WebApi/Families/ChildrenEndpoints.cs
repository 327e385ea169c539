using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;

namespace Periscolaire.WebApi.Families;

/// <summary>The family's children.</summary>
internal static class ChildrenEndpoints
{
    public static void MapChildren(this IEndpointRouteBuilder family) =>
        family.MapGet("/children", Children).WithTags("Famille").WithSummary("Les enfants de la famille")
            .Produces<IReadOnlyList<ChildBody>>();

    private static async Task<IResult> Children(SignedIn caller, IGrainFactory grains)
    {
        var family = await caller.OwnFamily(grains).Read();
        return TypedResults.Ok<IReadOnlyList<ChildBody>>([.. (family?.Children ?? []).Select(child =>
            new ChildBody(child.Id.Value, child.FirstName, child.LastName, child.BirthDate, child.Group))]);
    }
}

/// <summary>A child.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="BirthDate">Birth date.</param>
/// <param name="Group">School or group, when known.</param>
internal sealed record ChildBody(string Id, string FirstName, string LastName, DateOnly BirthDate, string? Group);
