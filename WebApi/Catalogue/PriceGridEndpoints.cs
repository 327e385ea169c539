using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>Price grids (grilles tarifaires): read, and replaced as a whole once nothing is wrong with them.</summary>
internal static class PriceGridEndpoints
{
    private const int MostGrids = 500;
    private const int MostLines = 100;

    /// <summary>Told at once: grids that all price the same have a flaw for each pair, 125,000 of them.</summary>
    private const int MostFlaws = 100;

    private const decimal MostQuotient = 1_000_000m;

    public static void MapPriceGrids(this IEndpointRouteBuilder staff)
    {
        var grids = staff.MapGroup("/price-grids").WithTags("Personnel : tarifs");
        grids.MapGet("", Read).WithSummary("Les grilles tarifaires").Produces<PriceGridsBody>().ProducesProblem(404).ProducesProblem(503);
        grids.MapPut("", Replace).WithSummary("Remplacer les grilles tarifaires lues (If-Match) ; dryRun=true montre qui est touché").RequireRight(StaffRight.Accountant)
            .Produces<PriceGridsEditBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> Read(SignedIn caller, IGrainFactory grains) =>
        await grains.GetGrain<ICatalogueGrain>(caller.Structure.Value).Read() is { } catalogue
            ? Editions.Tagged(TypedResults.Ok(PriceGridsBody.From(catalogue)), catalogue.Version)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Replace(
        PriceGridsBody body, [FromHeader(Name = Editions.IfMatch)] string? ifMatch, [FromQuery] bool? dryRun, SignedIn caller, IGrainFactory grains)
    {
        if (!Editions.TryMatch(ifMatch, out var version, out var stale))
            return stale;
        if (WhyNot(body) is { } refusal)
            return refusal;
        var edit = new EditGrids([.. body.Grids.Select(grid => grid.ToGrid())]);
        return await caller.Desk(grains).Change(new EditOrder(edit, caller.Author, version, IsDryRun: dryRun == true)) switch
        {
            { Outcome: EditOutcome.Kept, Catalogue: { } saved, Consequences: { } touched } => Editions.Tagged(
                TypedResults.Ok(new PriceGridsEditBody(PriceGridsBody.From(saved).Grids, ConsequencesBody.From(touched))), saved.Version),
            { GridFlaws: { IsEmpty: false } flaws } => Problem.Of(
                ProblemKinds.InvalidPriceGrid,
                string.Join(' ', flaws.Take(3).Select(Sentence)),
                ("errors", flaws.Take(MostFlaws).Select(flaw => new GridFlawBody(flaw.Grid, flaw.Field, flaw.Line, flaw.What)))),
            var refused => refused.Refusal(ProblemKinds.ChangedMeanwhile)!,
        };
    }

    /// <summary>What cannot even be read as grids; whether they can be used is for the rules to say.</summary>
    private static ProblemHttpResult? WhyNot(PriceGridsBody body)
    {
        if (body.Grids.Count > MostGrids || body.Grids.Any(grid => grid is null))
            return Problem.Of(ProblemKinds.InvalidRequest, $"{MostGrids} grilles au plus.");
        var bad = body.Grids.FirstOrDefault(grid => !IsReadable(grid));
        return bad is null ? null : Problem.Of(
            ProblemKinds.InvalidRequest,
            "Chaque grille a un id (minuscules, chiffres, tirets), un label de 1 à 200 caractères, des activités, et dans care et meal une seule des formes "
                + $"price, rate, brackets, publishedBrackets, de {MostLines} lignes au plus, QF au centième.");
    }

    private static string Sentence(GridFlaw flaw) => string.Create(
        CultureInfo.InvariantCulture,
        $"Grille {flaw.Grid}{(flaw.Field.Length == 0 ? "" : $", {flaw.Field}")}{(flaw.Line is { } line ? $", ligne {line}" : "")} : {flaw.What}.");

    private static bool IsReadable(PriceGridBody grid) =>
        Input.IsId(grid.Id)
        && grid.Label.Length is > 0 and <= 200 && Text.IsNote(grid.Label)
        && grid.Activities.Count <= MostLines && grid.Activities.All(Input.IsId)
        && IsReadable(grid.Care) && (grid.Meal is null || IsReadable(grid.Meal));

    private static bool IsReadable(TariffBody tariff) =>
        tariff.IsOneForm()
        && (tariff.Brackets is null || (tariff.Brackets.Count <= MostLines && tariff.Brackets.All(line => IsQuotient(line.From) && IsQuotient(line.Below ?? 0m))))
        && (tariff.PublishedBrackets is null
            || (tariff.PublishedBrackets.Count <= MostLines && tariff.PublishedBrackets.All(line => IsQuotient(line.From) && IsQuotient(line.Through ?? 0))));

    private static bool IsQuotient(decimal value) => value is >= 0 and <= MostQuotient && decimal.Round(value, 2) == value;
}
