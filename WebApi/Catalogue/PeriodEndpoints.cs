using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>Booking periods: which dates of which activities, and their dates found in the school calendar.</summary>
internal static class PeriodEndpoints
{
    private const int MostActivities = 200;
    private const int MostDates = 1_000;
    private const int LongestHoliday = 100;

    public static void MapPeriods(this IEndpointRouteBuilder staff)
    {
        var periods = staff.MapGroup("/periods").WithTags("Personnel : catalogue");
        periods.MapGet("", List).WithSummary("Les périodes de réservation").Produces<ListBody<PeriodBody>>().ProducesProblem(400).ProducesProblem(503);
        periods.MapGet("/{periodId}", Read).WithSummary("Une période de réservation").Produces<PeriodBody>().ProducesProblem(404).ProducesProblem(503);
        periods.MapPut("/{periodId}", Put).WithSummary("Créer une période (If-None-Match: *) ou la remplacer (If-Match)").RequireRight(StaffRight.Administrator)
            .Produces<EditBody<PeriodBody>>().Produces<EditBody<PeriodBody>>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
        periods.MapDelete("/{periodId}", Remove).WithSummary("Retirer une période (If-Match) ; refusé tant que des enfants y sont inscrits").RequireRight(StaffRight.Administrator)
            .Produces<EditBody<PeriodBody>>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
        periods.MapPost("/{periodId}/dates/generation", Generate).WithTags("Personnel : calendriers").RequireRight(StaffRight.Administrator)
            .WithSummary("Trouver les dates d'une période dans le calendrier scolaire ; dryRun=true les montre seulement")
            .Produces<EditBody<PeriodBody>>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(503);
    }

    private static async Task<IResult> List([AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains) =>
        await caller.Catalogue(grains) is { } catalogue
            ? page.Page([.. catalogue.Periods.Select(PeriodBody.From)], period => period.Id!, catalogue.Version)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Read(string periodId, SignedIn caller, IGrainFactory grains) =>
        await caller.Catalogue(grains) is { } catalogue && PeriodBody.Of(catalogue, periodId) is { } period
            ? Editions.Tagged(TypedResults.Ok(period), catalogue.Version)
            : Problem.Of(ProblemKinds.UnknownPeriod);

    private static async Task<IResult> Put(string periodId, PeriodBody body, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.IsId(periodId) || (body.Id is not null && body.Id != periodId) || !IsReadable(body))
        {
            return Problem.Of(
                ProblemKinds.InvalidRequest,
                "L'identifiant est fait de minuscules, chiffres et tirets ; label a de 1 à 200 caractères ; chaque délai a un kind et seulement ce qu'il demande.");
        }

        return await caller.Edit(grains, query, new EditPeriod(body.ToPeriod(periodId)), ShownAs(periodId));
    }

    private static async Task<IResult> Remove(string periodId, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains) =>
        Input.IsId(periodId)
            ? await caller.Edit(grains, query with { IfNoneMatch = null }, new RemovePeriod(periodId), ShownAs(periodId))
            : Problem.Of(ProblemKinds.UnknownPeriod);

    // The edition may be left out: what is generated depends on the rule, not on the dates that were read. (A summary here would take the place of the French one.)
    private static async Task<IResult> Generate(string periodId, DateRuleBody body, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains)
    {
        long? version = null;
        if (query.IfMatch is not null && !(query with { IfNoneMatch = null }).TryRead(out version, out var stale))
            return stale;
        if (!IsReadable(body))
            return Problem.Of(ProblemKinds.InvalidRequest, $"weekdays a de 1 à 7 jours, holiday {LongestHoliday} caractères au plus, added et removed {MostDates} dates au plus.");
        if (!Input.IsId(periodId) || await caller.Catalogue(grains) is not { } catalogue)
            return Problem.Of(ProblemKinds.UnknownPeriod);
        var answer = await caller.Desk(grains).Change(new EditOrder(
            new GenerateDates(periodId, body.ToRule(catalogue.Settings.Zone)), caller.Author, version, IsDryRun: query.IsDryRun == true));
        return answer.Refusal(ProblemKinds.UnknownPeriod) ?? CatalogueEditing.Tagged(answer, edited => PeriodBody.Of(edited, periodId));
    }

    private static Shown<PeriodBody> ShownAs(string periodId) => new(catalogue => PeriodBody.Of(catalogue, periodId), ProblemKinds.UnknownPeriod);

    private static bool IsReadable(PeriodBody body) =>
        CatalogueEditing.IsLabel(body.Label)
        && body.Activities.Count <= MostActivities && body.Activities.All(Input.IsId)
        && body.Dates.Count <= MostDates
        && body.ToBook.IsComplete() && body.ToCancel.IsComplete() && body.ToPromote?.IsComplete() != false && body.Debit?.IsComplete() != false;

    private static bool IsReadable(DateRuleBody body) =>
        body.Weekdays.Count is > 0 and <= 7
        && (body.Holiday is null || (body.Holiday.Length is > 0 and <= LongestHoliday && Text.IsNote(body.Holiday)))
        && (body.Added?.Count ?? 0) <= MostDates && (body.Removed?.Count ?? 0) <= MostDates;
}
