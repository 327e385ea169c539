using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Attendance;

/// <summary>Hours realised, for the family allowances office (CAF), and how they are counted.</summary>
internal static class CafEndpoints
{
    private const int MostMonths = 24;
    private const string MonthsForm = "from et to sont des mois, aaaa-MM, dans l'ordre ; 24 au plus.";

    public static void MapCaf(this IEndpointRouteBuilder staff)
    {
        var hours = staff.MapGroup("").WithTags("Personnel : CAF").RequireRight(StaffRight.Director).ProducesProblem(400).ProducesProblem(503);
        hours.MapGet("/caf-hours", Hours).WithSummary("Les heures réalisées par activité, mois et tranche d'âge").Produces<CafHoursBody>();
        hours.MapGet("/caf-hours.csv", HoursCsv).WithSummary("Les heures réalisées, en CSV").Produces<string>(200, FrenchCsv.MediaType);
        var rules = staff.MapGroup("/caf-rules").WithTags("Personnel : réglages").ProducesProblem(404).ProducesProblem(503);
        rules.MapGet("", Read).WithSummary("Comment les heures sont comptées pour la CAF").Produces<CafRulesBody>();
        rules.MapPut("", Replace).WithSummary("Remplacer les règles lues (If-Match)").RequireRight(StaffRight.Administrator)
            .Produces<CafRulesBody>().ProducesProblem(400).ProducesProblem(412).ProducesProblem(428);
    }

    private static async Task<IResult> Hours(string? from, string? to, SignedIn caller, IGrainFactory grains) =>
        TryMonths(from, to, out var first, out var last)
            ? TypedResults.Ok(CafHoursBody.Of(from!, to!, await GrainOf(caller, grains).CafHours(first, last)))
            : Problem.Of(ProblemKinds.InvalidRequest, MonthsForm);

    private static async Task<IResult> HoursCsv(string? from, string? to, SignedIn caller, IGrainFactory grains) =>
        TryMonths(from, to, out var first, out var last)
            ? TypedResults.File(CafDocuments.Csv(await GrainOf(caller, grains).CafHours(first, last)), FrenchCsv.MediaType, $"heures-caf-{from}-{to}.csv")
            : Problem.Of(ProblemKinds.InvalidRequest, MonthsForm);

    private static async Task<IResult> Read(SignedIn caller, IGrainFactory grains) =>
        await grains.GetGrain<ICatalogueGrain>(caller.Structure.Value).Read() is { } catalogue ? Answer(catalogue) : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Replace(
        CafRulesBody body, [FromHeader(Name = Editions.IfMatch)] string? ifMatch, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!Editions.TryMatch(ifMatch, out var version, out var refusal))
            return refusal;
        var grain = grains.GetGrain<ICatalogueGrain>(caller.Structure.Value);
        if (await grain.Read() is not { } catalogue)
            return Problem.Of(ProblemKinds.NotFound);
        if (!body.IsGood(catalogue))
            return Problem.Of(ProblemKinds.InvalidRequest, CafRulesBody.Form);
        if (catalogue.Version != version)
            return Problem.Of(ProblemKinds.ChangedMeanwhile);
        var (before, after) = (CafRulesBody.From(RulesOf(catalogue)), body.ToRules());
        var next = catalogue with { Version = version + 1, Settings = catalogue.Settings with { Caf = after } };
        var audit = caller.Entry(clock, "caf-rules-changed", "caf-rules", before, CafRulesBody.From(after));
        if (audit.Before == audit.After)
            return Answer(catalogue);
        return await grain.Save(next, audit) ? Answer(next) : Problem.Of(ProblemKinds.ChangedMeanwhile);
    }

    private static IResult Answer(StructureCatalogue catalogue) => Editions.Tagged(TypedResults.Ok(CafRulesBody.From(RulesOf(catalogue))), catalogue.Version);

    private static CafRules RulesOf(StructureCatalogue catalogue) => catalogue.Settings.Caf ?? CafRules.Default;

    private static bool TryMonths(string? from, string? to, out DateOnly first, out DateOnly last)
    {
        var areMonths = TryMonth(from, out first) & TryMonth(to, out last);
        if (!areMonths || last < first || ((last.Year - first.Year) * 12) + last.Month - first.Month >= MostMonths)
            return false;
        last = new DateOnly(last.Year, last.Month, DateTime.DaysInMonth(last.Year, last.Month));
        return true;
    }

    private static bool TryMonth(string? text, out DateOnly month) =>
        DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out month);

    private static IAttendanceGrain GrainOf(SignedIn caller, IGrainFactory grains) => grains.GetGrain<IAttendanceGrain>(caller.Structure.Value);
}
