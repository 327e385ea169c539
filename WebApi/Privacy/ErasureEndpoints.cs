using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Privacy;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Privacy;

/// <summary>The right to be forgotten (GDPR, article 17), as far as accounts must not be kept.</summary>
internal static class ErasureEndpoints
{
    public static void MapErasure(this IEndpointRouteBuilder staff) =>
        staff.MapPost("/families/{familyId}/erasure", Erase).WithTags("Personnel : données personnelles").RequireRight(StaffRight.Administrator)
            .WithSummary("Effacer une famille, sans retour ; dryRun=true dit ce qui partirait et ce qui resterait")
            .WithDescription("Le motif reste dans le journal d'audit : n'y nommez personne.")
            .Produces<ErasureBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);

    private static async Task<IResult> Erase(
        string familyId, ErasureRequestBody body, [FromQuery(Name = "dryRun")] bool? dryRun, SignedIn caller, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(body.Reason) || !Text.IsNote(body.Reason))
            return Problem.Of(ProblemKinds.InvalidRequest, "reason a de 1 à 500 caractères.");
        if (!Input.IsId(familyId))
            return Problem.Of(ProblemKinds.UnknownFamily);
        if (body.Confirm != familyId)
            return Problem.Of(ProblemKinds.ConfirmationMismatch, "confirm répète l'identifiant de la famille.");
        var grain = grains.GetGrain<IFamilyPrivacyGrain>(new FamilyKey(caller.Structure, new FamilyId(familyId)).ToString());
        var answer = await grain.Erase(new ErasureOrder(caller.Author, body.Reason.Trim(), dryRun == true));
        return answer.Outcome switch
        {
            ErasureOutcome.Erased => TypedResults.Ok(ErasureBody.From(familyId, answer)),
            ErasureOutcome.Refused => Problem.Of(
                ProblemKinds.ErasureRefused,
                string.Join(' ', answer.Obstacles.Select(Sentence)),
                ("obstacles", answer.Obstacles.Select(obstacle => new ErasureObstacleBody(obstacle.Kind, obstacle.Count, obstacle.Amount)))),
            _ => Problem.Of(ProblemKinds.UnknownFamily),
        };
    }

    private static string Sentence(ErasureObstacle obstacle) => obstacle.Kind switch
    {
        ErasureObstacleKind.LiveBookings => "Elle a des réservations à venir : annulez-les.",
        ErasureObstacleKind.Balance => "Un porte-monnaie n'est pas à zéro : remboursez, encaissez ou corrigez.",
        ErasureObstacleKind.NotSettled => "Des réservations restent à débiter ou à recréditer : attendez la nuit.",
        _ => "Un paiement par carte est en cours : attendez sa fin.",
    };
}

/// <summary>A request to erase a family.</summary>
/// <param name="Reason">Why, 1 to 500 characters, naming nobody.</param>
/// <param name="Confirm">The family's id, once more.</param>
internal sealed record ErasureRequestBody(string Reason, string Confirm);

/// <summary>What went of a family and what stays.</summary>
/// <param name="FamilyId">The family.</param>
/// <param name="ErasedAt">When it was erased; absent while it is not.</param>
/// <param name="Tables">What goes and what stays, table by table.</param>
internal sealed record ErasureBody(string FamilyId, DateTimeOffset? ErasedAt, IReadOnlyList<ErasureEffectBody> Tables)
{
    public static ErasureBody From(string family, ErasureAnswer answer) => new(
        family,
        answer.ErasedAt,
        [.. answer.Effects.Select(effect => new ErasureEffectBody(effect.Table, effect.Rows, effect.IsDeleted, effect.Gone, effect.Kept))]);
}

/// <summary>What an erasure does to a table.</summary>
/// <param name="Table">As in the family's export.</param>
/// <param name="Rows">How many rows it concerns.</param>
/// <param name="Deleted">Whether the rows go.</param>
/// <param name="Gone">The columns that are blanked.</param>
/// <param name="Kept">The columns that stay.</param>
internal sealed record ErasureEffectBody(string Table, long Rows, bool Deleted, IReadOnlyList<string> Gone, IReadOnlyList<string> Kept);

/// <summary>What ties a family to the town hall.</summary>
/// <param name="Kind">live-bookings, balance, not-settled or open-payments.</param>
/// <param name="Count">How many.</param>
/// <param name="Amount">Euros, where it is about money.</param>
internal sealed record ErasureObstacleBody(ErasureObstacleKind Kind, int Count, decimal? Amount);
