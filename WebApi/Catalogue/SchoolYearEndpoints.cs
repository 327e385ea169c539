using System.Globalization;
using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>Copies last year's set-up to another school year.</summary>
internal static class SchoolYearEndpoints
{
    public static void MapSchoolYears(this IEndpointRouteBuilder staff) =>
        staff.MapPost("/school-years/{from}/copy", Copy).WithTags("Personnel : calendriers").RequireRight(StaffRight.Administrator)
            .WithSummary("Reprendre les périodes et les tarifs d'une année scolaire pour une autre ; dryRun=true les montre seulement")
            .Produces<EditBody<SchoolYearBody>>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(503);

    private static async Task<IResult> Copy(string from, SchoolYearCopyBody body, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains)
    {
        if (!int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            return Problem.Of(ProblemKinds.UnknownSchoolYear);
        long? version = null;
        if (query.IfMatch is not null && !(query with { IfNoneMatch = null }).TryRead(out version, out var stale))
            return stale;
        if (await caller.Catalogue(grains) is not { } before)
            return Problem.Of(ProblemKinds.NotFound);
        var answer = await caller.Desk(grains).Change(new EditOrder(
            new CopySchoolYear(year, body.To), caller.Author, version, IsDryRun: query.IsDryRun == true));
        return answer.Refusal(ProblemKinds.UnknownSchoolYear) ?? CatalogueEditing.Tagged(answer, after => SchoolYearBody.Of(before, after));
    }
}

/// <summary>The school year to copy to.</summary>
/// <param name="To">The year in which it begins, in September.</param>
internal sealed record SchoolYearCopyBody(int To);

/// <summary>What was copied.</summary>
/// <param name="Periods">The periods added; those that were there already are left as they were.</param>
/// <param name="PriceGrids">The price grids added; those without an end go on by themselves.</param>
internal sealed record SchoolYearBody(IReadOnlyList<PeriodBody> Periods, IReadOnlyList<PriceGridBody> PriceGrids)
{
    public static SchoolYearBody Of(StructureCatalogue before, StructureCatalogue after) => new(
        [.. after.Periods.ExceptBy(before.Periods.Select(period => period.Id), period => period.Id, StringComparer.Ordinal).Select(PeriodBody.From)],
        [.. after.Grids.ExceptBy(before.Grids.Select(grid => grid.Id), grid => grid.Id, StringComparer.Ordinal).Select(PriceGridBody.Of)]);
}
