using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Families;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Attendance;

/// <summary>A child's health notes: allergies, diet, PAI. For directors only; each reading is in the audit trail, what they say is not.</summary>
internal static class HealthNoteEndpoints
{
    private const int LongestNotes = 2_000;

    public static void MapHealthNotes(this IEndpointRouteBuilder staff)
    {
        var notes = staff.MapGroup("/families/{familyId}/children/{childId}/health-notes").WithTags("Personnel : présences")
            .RequireRight(StaffRight.Director).ProducesProblem(404).ProducesProblem(503);
        notes.MapGet("", Read).WithSummary("Les notes de santé d'un enfant (allergies, régime, PAI) ; chaque lecture est tracée").Produces<HealthNotesBody>();
        notes.MapPut("", Write).WithSummary("Remplacer les notes de santé lues (If-Match) ; sans texte, elles sont supprimées")
            .Produces<HealthNotesBody>().ProducesProblem(400).ProducesProblem(412).ProducesProblem(428);
    }

    private static async Task<IResult> Read(string familyId, string childId, SignedIn caller, IGrainFactory grains)
    {
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        return Input.IsId(childId) && await found.Grain.ReadHealthNotes(new ChildId(childId), caller.Author) is { } notes
            ? Editions.Tagged(TypedResults.Ok(new HealthNotesBody(notes.Text)), notes.Version)
            : Problem.Of(ProblemKinds.UnknownChild);
    }

    private static async Task<IResult> Write(
        string familyId, string childId, HealthNotesBody body, [FromHeader(Name = Editions.IfMatch)] string? ifMatch, SignedIn caller, IGrainFactory grains)
    {
        if (!Editions.TryMatch(ifMatch, out var version, out var refusal))
            return refusal;
        if (!Text.IsParagraph(body.Notes, LongestNotes))
            return Problem.Of(ProblemKinds.InvalidRequest, "notes a 2 000 caractères au plus, sur plusieurs lignes s'il le faut.");
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        var text = string.IsNullOrWhiteSpace(body.Notes) ? null : body.Notes;
        var answer = Input.IsId(childId) ? await found.Grain.WriteHealthNotes(new ChildId(childId), new HealthNotes(version, text), caller.Author) : null;
        return answer switch
        {
            null => Problem.Of(ProblemKinds.UnknownChild),
            { IsKept: true } => Editions.Tagged(TypedResults.Ok(new HealthNotesBody(text)), answer.Version),
            _ => Problem.Of(ProblemKinds.ChangedMeanwhile),
        };
    }
}

/// <summary>A child's health notes.</summary>
/// <param name="Notes">In French; absent for none.</param>
internal sealed record HealthNotesBody(string? Notes = null);
