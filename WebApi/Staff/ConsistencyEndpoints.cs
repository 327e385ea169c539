using Periscolaire.Supervision;
using Periscolaire.WebApi.Accounts;

namespace Periscolaire.WebApi.Staff;

/// <summary>Recomputes what must always be true; the same checks serve tests and operators.</summary>
internal static class ConsistencyEndpoints
{
    public static void MapConsistency(this IEndpointRouteBuilder staff) =>
        staff.MapGet("/consistency", Check).WithTags("Personnel : contrôle")
            .WithSummary("Recalcule places, listes d'attente, mouvements et porte-monnaie depuis les tables, et dit ce qui ne concorde pas")
            .Produces<ConsistencyReport>().ProducesProblem(503);

    private static async Task<IResult> Check(SignedIn caller, IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IConsistencyGrain>(caller.Structure.Value).Check());
}
