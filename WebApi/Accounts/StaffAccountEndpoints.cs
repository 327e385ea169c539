using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Accounts;

/// <summary>The accounts of a structure; administrators open, change and close those of staff.</summary>
internal static class StaffAccountEndpoints
{
    public static void MapStaffAccounts(this IEndpointRouteBuilder staff)
    {
        var accounts = staff.MapGroup("/accounts").WithTags("Personnel : comptes").RequireRight(StaffRight.Administrator);
        accounts.MapGet("", List).WithSummary("Les comptes de la structure, par identifiant ; role=staff pour ceux du personnel")
            .Produces<AccountPageBody>().ProducesProblem(400).ProducesProblem(503);
        accounts.MapGet("/{identifier}", Read).WithSummary("Un compte du personnel").Produces<AccountBody>().ProducesProblem(404).ProducesProblem(503);
        accounts.MapPut("/{identifier}", Put).WithSummary("Ouvrir (If-None-Match: *) ou modifier (If-Match) un compte du personnel et ses droits")
            .Produces<AccountBody>(201).Produces<AccountBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
        accounts.MapPost("/{identifier}/reopening", Reopen)
            .WithSummary("Donner un nouveau code d'ouverture à qui a perdu mot de passe ou téléphone ; ses sessions sont fermées")
            .Produces<AccountBody>().ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> List([AsParameters] PageQuery page, string? role, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal))
            return refusal;
        if (role is not (null or "family" or "staff"))
            return Problem.Of(ProblemKinds.InvalidRequest, "role vaut family ou staff.");
        if (!Text.IsNote(after))
            return Problem.Of(ProblemKinds.InvalidCursor);
        Role? wanted = role switch { "family" => Role.Family, "staff" => Role.Staff, _ => null };
        var found = await grains.GetGrain<IAccountsGrain>(caller.Structure.Value).List(new AccountFilter(wanted, Family: null, after, limit + 1));
        return TypedResults.Ok(new AccountPageBody(
            [.. found.Take(limit).Select(sheet => AccountBody.From(sheet.Account))],
            found.Length > limit ? PageQuery.CursorAfter(found[limit - 1].Account.Identifier) : null));
    }

    private static async Task<IResult> Read(string identifier, SignedIn caller, IGrainFactory grains) =>
        TryDesk(identifier, caller, grains, out var desk) && await desk.Find(IsOfStaff) is { } sheet
            ? Editions.Tagged(TypedResults.Ok(AccountBody.From(sheet.Account)), sheet.Version)
            : Problem.Of(ProblemKinds.UnknownAccount);

    private static async Task<IResult> Put(
        string identifier,
        StaffAccountBody body,
        [FromHeader(Name = Editions.IfMatch)] string? ifMatch,
        [FromHeader(Name = Editions.IfNoneMatch)] string? ifNoneMatch,
        SignedIn caller,
        IGrainFactory grains)
    {
        if (!AccountDesk.IsName(body.DisplayName) || body.Rights.Count > StaffRights.All.Length || body.Rights.Distinct().Count() != body.Rights.Count)
            return Problem.Of(ProblemKinds.InvalidRequest, "displayName a de 1 à 200 caractères ; rights, chaque droit une fois au plus.");
        if (!TryDesk(identifier, caller, grains, out var desk))
            return Problem.Of(ProblemKinds.UnknownAccount, "Un identifiant a de 1 à 80 lettres, chiffres, points, tirets, @ et soulignés.");
        if (Editions.IsCreation(ifNoneMatch))
        {
            return await desk.Open(new NewAccount(
                Role.Staff, Family: null, body.DisplayName.Trim(), body.Password, MustChangePassword: body.Password is not null, Rights: [.. body.Rights]));
        }

        if (!Editions.TryMatch(ifMatch, out var version, out var refusal))
            return refusal;
        if (await desk.Find(IsOfStaff) is not { } sheet)
            return Problem.Of(ProblemKinds.UnknownAccount);
        if (sheet.Account.Identifier == caller.Account.Identifier && (body.IsClosed || !body.Rights.Contains(StaffRight.Administrator)))
            return Problem.Of(ProblemKinds.OwnRights);
        return await desk.Change(new AccountAmendment(body.DisplayName.Trim(), [.. body.Rights], body.IsClosed), version);
    }

    private static async Task<IResult> Reopen(string identifier, SignedIn caller, IGrainFactory grains) =>
        TryDesk(identifier, caller, grains, out var desk) && await desk.Find(IsOfStaff) is not null
            ? await desk.Reopen()
            : Problem.Of(ProblemKinds.UnknownAccount);

    private static bool IsOfStaff(RegisteredAccount account) => account.Role is Role.Staff;

    private static bool TryDesk(string identifier, SignedIn caller, IGrainFactory grains, out AccountDesk desk)
    {
        var isGood = Input.TryIdentifier(identifier, out var name);
        desk = new AccountDesk(grains, new AccountKey(caller.Structure, name), caller.Author);
        return isGood;
    }
}
