using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Families;

/// <summary>Families and their children, as staff look them up and edit them.</summary>
internal static class FamilyEndpoints
{
    private const int LongestSearch = 100;

    private static readonly DateOnly Earliest = new(1900, 1, 1);

    public static void MapFamilies(this IEndpointRouteBuilder staff)
    {
        var families = staff.MapGroup("/families").WithTags("Personnel : familles");
        families.MapGet("", Find).WithSummary("Les familles ; search cherche dans le nom, l'identifiant, le courriel et les noms des enfants, sans accents ni majuscules")
            .RequireRight(StaffRight.Counter, StaffRight.Director, StaffRight.Accountant)
            .Produces<FamilyPageBody>().ProducesProblem(400).ProducesProblem(503);
        families.MapGet("/{familyId}", Read).WithSummary("Une famille et ses enfants, avec son ETag")
            .RequireRight(StaffRight.Counter, StaffRight.Director, StaffRight.Accountant)
            .Produces<FamilyBody>().ProducesProblem(404).ProducesProblem(503);
        Edits(families.MapPut("/{familyId}", Save).WithSummary("Créer une famille (If-None-Match: *) ou modifier celle qui a été lue (If-Match)"))
            .Produces<FamilyBody>(201).ProducesProblem(400);
        Edits(families.MapPut("/{familyId}/children/{childId}", SaveChild).WithSummary("Ajouter un enfant (If-None-Match: *) ou le modifier (If-Match : l'ETag de la famille)"))
            .Produces<FamilyBody>(201).ProducesProblem(400).ProducesProblem(409);
        Edits(families.MapDelete("/{familyId}/children/{childId}", RemoveChild).WithSummary("Retirer un enfant qui n'a jamais été inscrit (If-Match : l'ETag de la famille)"))
            .ProducesProblem(409);

        static RouteHandlerBuilder Edits(RouteHandlerBuilder route) => route.RequireRight(StaffRight.Counter)
            .Produces<FamilyBody>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> Find([AsParameters] PageQuery page, string? search, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal))
            return refusal;
        if (search is not null && (search.Length > LongestSearch || !Text.IsNote(search)))
            return Problem.Of(ProblemKinds.InvalidRequest, $"search a {LongestSearch} caractères au plus.");
        if (after is not null && !Input.IsId(after))
            return Problem.Of(ProblemKinds.InvalidCursor);
        var found = await grains.GetGrain<IFamiliesGrain>(caller.Structure.Value).Find(
            new FamilySearch(search ?? "", after is null ? null : new FamilyId(after), limit + 1));
        return TypedResults.Ok(new FamilyPageBody(
            [.. found.Take(limit).Select(family => new FamilyFoundBody(family.Id.Value, family.Name, family.Email, family.Children))],
            found.Length > limit ? PageQuery.CursorAfter(found[limit - 1].Id.Value) : null));
    }

    private static async Task<IResult> Read(string familyId, SignedIn caller, IGrainFactory grains) =>
        Input.IsId(familyId) && await GrainOf(familyId, caller, grains).Sheet() is { } sheet
            ? Editions.Tagged(TypedResults.Ok(FamilyBody.From(sheet.Family)), sheet.Version)
            : Problem.Of(ProblemKinds.UnknownFamily);

    private static async Task<IResult> Save(
        string familyId, FamilyEditBody body, [AsParameters] EditHeaders headers, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.IsId(familyId) || !IsGood(body))
        {
            return Problem.Of(
                ProblemKinds.InvalidRequest,
                $"Identifiant : minuscules, chiffres, tirets ; name de 1 à 200 caractères ; address jusqu'à {Family.LongestAddress}, phone jusqu'à {Family.LongestPhone}.");
        }

        if (body.Email is { } email && !Input.IsEmail(email))
            return Problem.Of(ProblemKinds.InvalidEmail);
        if (!headers.TryRead(caller, out var edit, out var refusal))
            return refusal;
        var details = new FamilyDetails(body.Name, body.Email, body.IsResident, body.Address, body.Phone);
        return AnswerOf(await GrainOf(familyId, caller, grains).Edit(details, edit), edit, $"/api/v1/staff/families/{familyId}");
    }

    private static async Task<IResult> SaveChild(
        string familyId, string childId, ChildEditBody body, [AsParameters] EditHeaders headers, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!Input.IsId(childId) || !IsGood(body) || body.BirthDate < Earliest || body.BirthDate > ParisDay.Of(clock.GetUtcNow()))
        {
            return Problem.Of(
                ProblemKinds.InvalidRequest, "Identifiant : minuscules, chiffres, tirets ; firstName, lastName et group de 1 à 200 caractères ; birthDate passée.");
        }

        if (!Input.IsId(familyId))
            return Problem.Of(ProblemKinds.UnknownFamily);
        if (!headers.TryRead(caller, out var edit, out var refusal))
            return refusal;
        var child = new Child(new ChildId(childId), body.FirstName, body.LastName, body.BirthDate, body.Group);
        return AnswerOf(await GrainOf(familyId, caller, grains).EditChild(child, edit), edit, $"/api/v1/staff/families/{familyId}");
    }

    private static async Task<IResult> RemoveChild(
        string familyId, string childId, [AsParameters] EditHeaders headers, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.IsId(familyId) || !Input.IsId(childId))
            return Problem.Of(ProblemKinds.UnknownFamily);
        if (!Editions.TryMatch(headers.IfMatch, out var version, out var refusal))
            return refusal;
        var edit = new StaffEdit(version, caller.Author, headers.DryRun);
        return AnswerOf(await GrainOf(familyId, caller, grains).RemoveChild(new ChildId(childId), edit), edit, "");
    }

    private static IResult AnswerOf(FamilyEditAnswer answer, StaffEdit edit, string location) => answer switch
    {
        { Outcome: FamilyEditOutcome.Unknown } => Problem.Of(ProblemKinds.UnknownFamily, "Cette famille, ou cet enfant, n'est pas connu ici."),
        { Outcome: FamilyEditOutcome.AlreadyExists } => Problem.Of(ProblemKinds.AlreadyExists),
        { Outcome: FamilyEditOutcome.ChangedMeanwhile } => Problem.Of(ProblemKinds.ChangedMeanwhile),
        { Outcome: FamilyEditOutcome.ChildElsewhere } => Problem.Of(ProblemKinds.IdTaken, "Un enfant d'une autre famille porte cet identifiant."),
        { Outcome: FamilyEditOutcome.ChildHasBookings } => Problem.Of(ProblemKinds.ChildHasBookings),
        { Sheet: { } sheet } => Editions.Tagged(
            edit is { After: null, DryRun: false } ? TypedResults.Created(location, FamilyBody.From(sheet.Family)) : TypedResults.Ok(FamilyBody.From(sheet.Family)),
            sheet.Version),
        _ => throw new InvalidOperationException($"No answer for {answer.Outcome}."),
    };

    private static bool IsGood(FamilyEditBody body) =>
        IsName(body.Name)
        && (body.Address is null || (body.Address.Length <= Family.LongestAddress && Text.IsNote(body.Address)))
        && (body.Phone is null || (body.Phone.Length <= Family.LongestPhone && Text.IsNote(body.Phone)));

    private static bool IsGood(ChildEditBody body) => IsName(body.FirstName) && IsName(body.LastName) && (body.Group is null || IsName(body.Group));

    private static bool IsName(string text) => text.Length <= 200 && !string.IsNullOrWhiteSpace(text) && Text.IsNote(text);

    private static IFamilyGrain GrainOf(string familyId, SignedIn caller, IGrainFactory grains) =>
        grains.GetGrain<IFamilyGrain>(new FamilyKey(caller.Structure, new FamilyId(familyId)).ToString());
}
