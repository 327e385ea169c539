using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Audit;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Operators;

/// <summary>Structures of the deployment: an operator founds them with their first administrator, and sees nothing of what they hold.</summary>
internal static class StructureEndpoints
{
    public static void MapStructures(this IEndpointRouteBuilder operators)
    {
        var structures = operators.MapGroup("/structures").WithTags("Exploitation");
        structures.MapGet("", List).WithSummary("Les structures de cette installation").Produces<IReadOnlyList<FoundedStructureBody>>().ProducesProblem(503);
        structures.MapPut("/{structureId}", Found)
            .WithSummary("Fonder une structure (If-None-Match: *) avec son premier administrateur ; renvoyer la demande achève ce qui fut interrompu")
            .Produces<AccountBody>(201).ProducesProblem(400).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
        structures.MapPost("/{structureId}/administrators/{identifier}/reopening", Reopen)
            .WithSummary("Donner un nouveau code d'ouverture à un administrateur qui a tout perdu").Produces<AccountBody>().ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> List(IGrainFactory grains)
    {
        var structures = await grains.GetGrain<IAccountsGrain>(OperatorAccounts.Structure.Value).Structures();
        var catalogues = await Task.WhenAll(structures.Select(structure => grains.GetGrain<ICatalogueGrain>(structure.Value).Read()));
        return TypedResults.Ok<IReadOnlyList<FoundedStructureBody>>(
            [.. structures.Zip(catalogues, (id, catalogue) => new FoundedStructureBody(id.Value, catalogue?.Settings.Name ?? id.Value))]);
    }

    private static async Task<IResult> Found(
        string structureId,
        NewStructureBody body,
        [FromHeader(Name = Editions.IfNoneMatch)] string? ifNoneMatch,
        SignedIn caller,
        IGrainFactory grains,
        TownClock clock)
    {
        if (!Editions.IsCreation(ifNoneMatch))
            return Problem.Of(ProblemKinds.IfMatchRequired, "Une structure se fonde avec If-None-Match: * ; ses administrateurs la modifient ensuite.");
        if (!Input.TryStructure(structureId, out var structure) || structure == OperatorAccounts.Structure)
            return Problem.Of(ProblemKinds.InvalidRequest, "L'identifiant d'une structure : de 1 à 60 minuscules, chiffres et tirets.");
        if (!AccountDesk.IsName(body.Name) || !AccountDesk.IsName(body.Administrator.DisplayName) || !Input.TryIdentifier(body.Administrator.Identifier, out var identifier))
            return Problem.Of(ProblemKinds.InvalidRequest, "name et administrator.displayName ont de 1 à 200 caractères ; administrator.identifier est un identifiant.");

        // Only the demand that was interrupted is finished: whoever founds structures adds no administrator to one that has its own.
        var staff = await grains.GetGrain<IAccountsGrain>(structure.Value).List(new AccountFilter(Role.Staff, Limit: 1));
        if (!staff.IsEmpty)
            return Problem.Of(ProblemKinds.AlreadyExists);
        var desk = DeskOf(structure, identifier, caller, grains);
        if (await desk.WhyNot(body.Administrator.Password) is { } flaw)
            return flaw;

        // The catalogue first: an account without one could sign in to nothing. Found again after an interruption, it is left as it is.
        var settings = new StructureSettings(body.Name.Trim(), body.Zone, IsDemo: false, []);
        await grains.GetGrain<ICatalogueGrain>(structure.Value).Save(
            new StructureCatalogue(structure, Version: 1, settings, [], [], [], []),
            new AuditEntry(caller.Author, clock.GetUtcNow(), "structure-founded", $"structure/{structure}", After: Auditing.ValueOf(body with { Administrator = body.Administrator with { Password = null } })));
        return await desk.Open(new NewAccount(
            Role.Staff,
            Family: null,
            body.Administrator.DisplayName.Trim(),
            body.Administrator.Password,
            MustChangePassword: body.Administrator.Password is not null,
            Rights: [StaffRight.Administrator]));
    }

    private static async Task<IResult> Reopen(string structureId, string identifier, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.TryStructure(structureId, out var structure) || !Input.TryIdentifier(identifier, out var name))
            return Problem.Of(ProblemKinds.UnknownAccount);
        var desk = DeskOf(structure, name, caller, grains);
        return await desk.Find(account => account.Role is Role.Staff && account.Rights.Contains(StaffRight.Administrator)) is null
            ? Problem.Of(ProblemKinds.UnknownAccount)
            : await desk.Reopen();
    }

    private static AccountDesk DeskOf(StructureId structure, string identifier, SignedIn caller, IGrainFactory grains) =>
        new(grains, new AccountKey(structure, identifier), caller.Author);
}

/// <summary>A structure to be founded.</summary>
/// <param name="Name">As families read it, e.g. "Mairie de DEOLS".</param>
/// <param name="Zone">Its school-holiday zone: a, b or c.</param>
/// <param name="Administrator">Who sets it up.</param>
internal sealed record NewStructureBody(string Name, SchoolZone Zone, NewAdministratorBody Administrator);

/// <summary>A structure's first administrator.</summary>
/// <param name="Identifier">What they sign in with.</param>
/// <param name="DisplayName">As shown after signing in.</param>
/// <param name="Password">A first password, to be changed at first use; absent for an opening code.</param>
internal sealed record NewAdministratorBody(string Identifier, string DisplayName, string? Password = null);

/// <summary>A structure of the deployment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
internal sealed record FoundedStructureBody(string Id, string Name);
