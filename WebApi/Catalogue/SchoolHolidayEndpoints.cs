using System.Text;
using Microsoft.Net.Http.Headers;
using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>The school-holiday calendar that dates are found in: the one that comes with the program, or the structure's own.</summary>
internal static class SchoolHolidayEndpoints
{
    private const string Csv = "text/csv";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void MapSchoolHolidays(this IEndpointRouteBuilder staff)
    {
        var holidays = staff.MapGroup("/school-holidays").WithTags("Personnel : calendriers");
        holidays.MapGet("", Read).WithSummary("Les vacances scolaires des trois zones").Produces<SchoolHolidaysBody>().ProducesProblem(503);
        holidays.MapPut("", Replace).WithSummary("Déposer un calendrier scolaire : CSV zone,name,first,last (If-Match)").RequireRight(StaffRight.Administrator)
            .Accepts<string>(Csv).Produces<SchoolHolidaysBody>().ProducesProblem(400).ProducesProblem(412).ProducesProblem(415).ProducesProblem(428).ProducesProblem(503);
        holidays.MapDelete("", Reset).WithSummary("Revenir au calendrier publié (If-Match)").RequireRight(StaffRight.Administrator)
            .Produces<SchoolHolidaysBody>().ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> Read(SignedIn caller, IGrainFactory grains) => Answer(await caller.Desk(grains).SchoolHolidays());

    private static async Task<IResult> Replace(HttpRequest request, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var media) || !media.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            return Problem.Of(ProblemKinds.UnsupportedMediaType, "Le calendrier s'envoie en text/csv.");
        try
        {
            using var reader = new StreamReader(request.Body, Strict, detectEncodingFromByteOrderMarks: false);
            return await Set(await reader.ReadToEndAsync(request.HttpContext.RequestAborted), query, caller, grains);
        }
        catch (DecoderFallbackException)
        {
            return Problem.Of(ProblemKinds.InvalidCalendar, "Le fichier doit être en UTF-8.");
        }
    }

    private static Task<IResult> Reset([AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains) => Set(csv: null, query, caller, grains);

    private static async Task<IResult> Set(string? csv, EditQuery query, SignedIn caller, IGrainFactory grains)
    {
        if (!Editions.TryMatch(query.IfMatch, out var version, out var refusal))
            return refusal;
        return await caller.Desk(grains).SetSchoolHolidays(csv, version, caller.Author, query.IsDryRun == true) switch
        {
            { Sheet: { } sheet } => Answer(sheet),
            { Flaws.IsEmpty: true } => Problem.Of(ProblemKinds.ChangedMeanwhile),
            { Flaws: var flaws } => Problem.Of(
                ProblemKinds.InvalidCalendar,
                string.Join(' ', flaws.Take(3).Select(flaw => $"Ligne {flaw.Line} : {flaw.What}.")),
                ("errors", flaws.Select(flaw => new HolidayFlawBody(flaw.Line, flaw.What)))),
        };
    }

    private static IResult Answer(SchoolHolidaySheet sheet) => Editions.Tagged(
        TypedResults.Ok(new SchoolHolidaysBody(
            sheet.IsOwn, [.. sheet.Holidays.Select(holiday => new SchoolHolidayBody(holiday.Zone, holiday.Name, holiday.First, holiday.Last))])),
        sheet.Version);
}

/// <summary>A school-holiday calendar.</summary>
/// <param name="IsOwn">Whether it is the structure's own; otherwise the one that comes with the program.</param>
/// <param name="Holidays">By zone and date.</param>
internal sealed record SchoolHolidaysBody(bool IsOwn, IReadOnlyList<SchoolHolidayBody> Holidays);

/// <summary>A school holiday.</summary>
/// <param name="Zone">a, b or c.</param>
/// <param name="Name">In French.</param>
/// <param name="First">First day without school.</param>
/// <param name="Last">Last day without school, included.</param>
internal sealed record SchoolHolidayBody(SchoolZone Zone, string Name, DateOnly First, DateOnly Last);

/// <summary>A line that cannot be used.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Detail">Why, in French.</param>
internal sealed record HolidayFlawBody(int Line, string Detail);
