using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.WebApi.Families;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>How a family signs in: the counter opens, closes and reopens its accounts. Separated parents may have one each.</summary>
internal static class FamilyAccountEndpoints
{
    private const int MostAccounts = 50;

    public static void MapFamilyAccounts(this IEndpointRouteBuilder staff)
    {
        var accounts = staff.MapGroup("/families/{familyId}/accounts").WithTags("Personnel : comptes").RequireRight(StaffRight.Counter);
        accounts.MapGet("", List).WithSummary("Les comptes d'une famille").Produces<IReadOnlyList<AccountBody>>().ProducesProblem(404).ProducesProblem(503);
        accounts.MapGet("/{identifier}", Read).WithSummary("Un compte d'une famille").Produces<AccountBody>().ProducesProblem(404).ProducesProblem(503);
        accounts.MapPut("/{identifier}", Put).WithSummary("Ouvrir (If-None-Match: *) ou modifier (If-Match) un compte d'une famille")
            .Produces<AccountBody>(201).Produces<AccountBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
        accounts.MapPost("/{identifier}/reopening", Reopen)
            .WithSummary("Donner un nouveau code d'ouverture à une famille qui a perdu son mot de passe ; ses sessions sont fermées")
            .Produces<AccountBody>().ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> List(string familyId, SignedIn caller, IGrainFactory grains)
    {
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        var accounts = await grains.GetGrain<IAccountsGrain>(caller.Structure.Value).List(new AccountFilter(Role.Family, found.Family.Id, After: null, MostAccounts));
        return TypedResults.Ok<IReadOnlyList<AccountBody>>([.. accounts.Select(sheet => AccountBody.From(sheet.Account))]);
    }

    private static async Task<IResult> Read(string familyId, string identifier, SignedIn caller, IGrainFactory grains) =>
        await DeskOf(familyId, identifier, caller, grains) is { } desk && await desk.Find(account => account.Family?.Value == familyId) is { } sheet
            ? Editions.Tagged(TypedResults.Ok(AccountBody.From(sheet.Account)), sheet.Version)
            : Problem.Of(ProblemKinds.UnknownAccount);

    private static async Task<IResult> Put(
        string familyId,
        string identifier,
        FamilyAccountBody body,
        [FromHeader(Name = Editions.IfMatch)] string? ifMatch,
        [FromHeader(Name = Editions.IfNoneMatch)] string? ifNoneMatch,
        SignedIn caller,
        IGrainFactory grains)
    {
        if (body.DisplayName is not null && !AccountDesk.IsName(body.DisplayName))
            return Problem.Of(ProblemKinds.InvalidRequest, "displayName a de 1 à 200 caractères.");
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        if (await DeskOf(familyId, identifier, caller, grains) is not { } desk)
            return Problem.Of(ProblemKinds.UnknownAccount, "Un identifiant a de 1 à 80 lettres, chiffres, points, tirets, @ et soulignés.");
        var name = body.DisplayName?.Trim() ?? found.Family.Name;
        if (Editions.IsCreation(ifNoneMatch))
            return await desk.Open(new NewAccount(Role.Family, found.Family.Id, name, body.Password, MustChangePassword: body.Password is not null));
        if (!Editions.TryMatch(ifMatch, out var version, out var refusal))
            return refusal;
        return await desk.Find(account => account.Family == found.Family.Id) is null
            ? Problem.Of(ProblemKinds.UnknownAccount)
            : await desk.Change(new AccountAmendment(name, [], body.IsClosed), version);
    }

    private static async Task<IResult> Reopen(string familyId, string identifier, SignedIn caller, IGrainFactory grains) =>
        await DeskOf(familyId, identifier, caller, grains) is { } desk && await desk.Find(account => account.Family?.Value == familyId) is not null
            ? await desk.Reopen()
            : Problem.Of(ProblemKinds.UnknownAccount);

    private static async Task<AccountDesk?> DeskOf(string familyId, string identifier, SignedIn caller, IGrainFactory grains) =>
        Input.TryIdentifier(identifier, out var name) && await StaffFamilies.Find(familyId, caller, grains) is not null
            ? new AccountDesk(grains, new AccountKey(caller.Structure, name), caller.Author)
            : null;
}
