using System.Collections.Immutable;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Privacy;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Privacy;

/// <summary>The right of access (GDPR, article 15): everything known of a family, for itself or for an administrator who answers it.</summary>
internal static class FamilyDataEndpoints
{
    /// <summary>The family's own data, for itself.</summary>
    public static void MapOwnData(this IEndpointRouteBuilder family) =>
        family.MapGet("/data.zip", ReadOwn).WithTags("Famille").WithSummary("Tout ce que la mairie sait de la famille : un JSON et un tableau par sujet, dans un ZIP")
            .Produces<byte[]>(200, FamilyArchive.MediaType).ProducesProblem(503);

    /// <summary>A family's data, for administrators.</summary>
    public static void MapFamilyData(this IEndpointRouteBuilder staff) =>
        staff.MapGet("/families/{familyId}/data.zip", Read).WithTags("Personnel : données personnelles").RequireRight(StaffRight.Administrator)
            .WithSummary("Tout ce qui est connu d'une famille, dans un ZIP ; la lecture est inscrite au journal d'audit")
            .Produces<byte[]>(200, FamilyArchive.MediaType).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> ReadOwn(SignedIn caller, IGrainFactory grains, TownClock clock) =>
        FileOf(caller.FamilyKey, await GrainOf(caller.FamilyKey, grains).Export(caller.Author), clock);

    private static async Task<IResult> Read(string familyId, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!Input.IsId(familyId))
            return Problem.Of(ProblemKinds.UnknownFamily);
        var key = new FamilyKey(caller.Structure, new FamilyId(familyId));
        return FileOf(key, await GrainOf(key, grains).Export(caller.Author), clock);
    }

    /// <summary>All is read before the first byte is sent: a store that fails is a refusal, never half a file.</summary>
    private static IResult FileOf(FamilyKey family, ImmutableArray<PersonalTable>? tables, TownClock clock) => tables is { } known
        ? TypedResults.Stream(
            new FamilyArchive(family.Family.Value, clock.GetUtcNow(), known).Write, FamilyArchive.MediaType, $"donnees-{family.Family.Value}.zip")
        : Problem.Of(ProblemKinds.UnknownFamily);

    private static IFamilyPrivacyGrain GrainOf(FamilyKey family, IGrainFactory grains) => grains.GetGrain<IFamilyPrivacyGrain>(family.ToString());
}
