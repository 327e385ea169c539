using System.Collections.Immutable;
using System.Security.Claims;
using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;
using Periscolaire.WebApi.Wallets;

namespace Periscolaire.WebApi.Attendance;

/// <summary>Attendance sheets: of an activity-day, and of all activities of a date; to be read, for a spreadsheet or to be printed.</summary>
internal static class AttendanceSheetEndpoints
{
    public static void MapAttendanceSheets(this IEndpointRouteBuilder staff)
    {
        var sheets = staff.MapGroup("").WithTags("Personnel : présences").RequireRight(StaffRight.Counter, StaffRight.Director)
            .ProducesProblem(404).ProducesProblem(503);
        sheets.MapGet("/activity-days/{activityId}/{date}/attendance", One)
            .WithSummary("La feuille de présence d'une journée ; notes=true ajoute les notes de santé (directeur, lecture tracée)")
            .Produces<AttendanceSheetBody>().ProducesProblem(400);
        sheets.MapGet("/activity-days/{activityId}/{date}/attendance.csv", OneCsv).WithSummary("La feuille de présence d'une journée, en CSV")
            .Produces<string>(200, FrenchCsv.MediaType);
        sheets.MapGet("/activity-days/{activityId}/{date}/attendance.pdf", OnePdf).WithSummary("La feuille de présence d'une journée, à imprimer")
            .Produces<string>(200, PdfPrinter.MediaType);
        sheets.MapGet("/attendance/{date}", All).WithSummary("Les feuilles de présence de toutes les activités d'une date").Produces<AttendanceDayBody>()
            .ProducesProblem(400);
        sheets.MapGet("/attendance/{date}.csv", AllCsv).WithSummary("Les feuilles de présence d'une date, en CSV").Produces<string>(200, FrenchCsv.MediaType)
            .ProducesProblem(400);
        sheets.MapGet("/attendance/{date}.pdf", AllPdf).WithSummary("Les feuilles de présence d'une date, à imprimer").Produces<string>(200, PdfPrinter.MediaType)
            .ProducesProblem(400);
    }

    private static async Task<IResult> One(string activityId, string date, string? notes, SignedIn caller, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (notes is not (null or "true" or "false"))
            return Problem.Of(ProblemKinds.InvalidRequest, "notes vaut true ou false.");
        if (notes is "true" && !Claims.RightsOf(principal).Allow([StaffRight.Director]))
            return Problem.Of(ProblemKinds.RightMissing, "Les notes de santé se lisent avec le droit de directeur.");
        return await Sheet(activityId, date, caller, grains, notes is "true") is [var sheet]
            ? TypedResults.Ok(AttendanceSheetBody.From(sheet))
            : Problem.Of(ProblemKinds.UnknownActivityDay);
    }

    private static async Task<IResult> OneCsv(string activityId, string date, SignedIn caller, IGrainFactory grains) =>
        await Sheet(activityId, date, caller, grains) is [var sheet]
            ? TypedResults.File(AttendanceDocuments.Csv([sheet]), FrenchCsv.MediaType, $"presences-{activityId}-{date}.csv")
            : Problem.Of(ProblemKinds.UnknownActivityDay);

    private static async Task<IResult> OnePdf(string activityId, string date, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        await Sheet(activityId, date, caller, grains) is [var sheet]
            ? await Pdf(sheet.Date, [sheet], $"presences-{activityId}-{date}.pdf", caller, new Letterheads(grains, clock))
            : Problem.Of(ProblemKinds.UnknownActivityDay);

    private static Task<IResult> All(string date, SignedIn caller, IGrainFactory grains) => Sheets(date, caller, grains, (day, sheets) =>
        Task.FromResult<IResult>(TypedResults.Ok(new AttendanceDayBody(day, [.. sheets.Select(AttendanceSheetBody.From)]))));

    private static Task<IResult> AllCsv(string date, SignedIn caller, IGrainFactory grains) => Sheets(date, caller, grains, (_, sheets) =>
        Task.FromResult<IResult>(TypedResults.File(AttendanceDocuments.Csv(sheets), FrenchCsv.MediaType, $"presences-{date}.csv")));

    private static Task<IResult> AllPdf(string date, SignedIn caller, IGrainFactory grains, TownClock clock) => Sheets(date, caller, grains, (day, sheets) =>
        Pdf(day, sheets, $"presences-{date}.pdf", caller, new Letterheads(grains, clock)));

    private static async Task<IResult> Sheets(
        string date, SignedIn caller, IGrainFactory grains, Func<DateOnly, ImmutableArray<AttendanceSheet>, Task<IResult>> show) =>
        Input.TryDate(date, out var day)
            ? await show(day, await GrainOf(caller, grains).Sheets(day, activity: null))
            : Problem.Of(ProblemKinds.InvalidRequest, "La date s'écrit aaaa-MM-jj.");

    private static async Task<IResult> Pdf(
        DateOnly date, IReadOnlyCollection<AttendanceSheet> sheets, string fileName, SignedIn caller, Letterheads letterheads) =>
        TypedResults.File(AttendanceDocuments.Pdf((await letterheads.Of(caller.Structure)).Head, date, sheets), PdfPrinter.MediaType, fileName);

    /// <summary>The sheet of an activity-day; none when the caller's own structure does not open it and nobody holds a place there.</summary>
    private static async Task<ImmutableArray<AttendanceSheet>> Sheet(
        string activityId, string date, SignedIn caller, IGrainFactory grains, bool withNotes = false) =>
        Input.IsId(activityId) && Input.TryDate(date, out var day)
            ? await GrainOf(caller, grains).Sheets(day, new ActivityId(activityId), withNotes ? caller.Author : null)
            : [];

    private static IAttendanceGrain GrainOf(SignedIn caller, IGrainFactory grains) => grains.GetGrain<IAttendanceGrain>(caller.Structure.Value);
}
