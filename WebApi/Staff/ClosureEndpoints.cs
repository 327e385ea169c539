using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Catalogue;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>Closing days for a strike or the weather: bookings are cancelled and credited back, families are told.</summary>
internal static class ClosureEndpoints
{
    public static void MapClosures(this IEndpointRouteBuilder staff)
    {
        var closures = staff.MapGroup("").WithTags("Personnel : fermetures");
        closures.MapGet("/closures", List).WithSummary("Les journées fermées").Produces<ListBody<ClosureBody>>().ProducesProblem(400).ProducesProblem(503);
        closures.MapPost("/closures", CloseMany).WithSummary("Fermer des journées ; dryRun=true montre qui est touché").RequireRight(StaffRight.Director)
            .Produces<ClosingBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        closures.MapPost("/activity-days/{activityId}/{date}/closure", CloseOne).WithSummary("Fermer une journée ; répéter la demande termine ce qui a été interrompu")
            .RequireRight(StaffRight.Director).Produces<ClosingBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        closures.MapDelete("/activity-days/{activityId}/{date}/closure", Reopen).WithSummary("Rouvrir une journée ; ses places sont ensuite à fixer")
            .RequireRight(StaffRight.Director).Produces(204).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> List([AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains) =>
        await caller.Catalogue(grains) is { } catalogue
            ? page.Page(
                [.. catalogue.Periods.SelectMany(period => period.Closures).OrderBy(closure => closure.Date).ThenBy(closure => closure.Activity.Value, StringComparer.Ordinal)
                    .Select(closure => new ClosureBody(closure.Activity.Value, closure.Date, closure.Reason))],
                closure => $"{closure.Date:yyyy-MM-dd}/{closure.ActivityId}",
                catalogue.Version)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> CloseOne(
        string activityId, string date, ClosureReasonBody body, [FromQuery] bool? dryRun, SignedIn caller, IGrainFactory grains)
    {
        if (!IsReason(body.Reason))
            return Problem.Of(ProblemKinds.InvalidRequest, "Une fermeture se motive : donnez une raison de 1 à 500 caractères dans reason.");
        if (!Input.IsId(activityId) || !Input.TryDate(date, out var day))
            return Problem.Of(ProblemKinds.UnknownActivityDay);
        return await Close(new ClosingOrder([new ActivityId(activityId)], [day], body.Reason, caller.Author, dryRun == true), caller, grains);
    }

    private static async Task<IResult> CloseMany(ClosuresBody body, [FromQuery] bool? dryRun, SignedIn caller, IGrainFactory grains)
    {
        if (!IsReason(body.Reason))
            return Problem.Of(ProblemKinds.InvalidRequest, "Une fermeture se motive : donnez une raison de 1 à 500 caractères dans reason.");
        if (!DaySelection.TryRead(body.Activities, body.From, body.To, body.Dates, out var selection, out var refusal))
            return refusal;
        return await Close(new ClosingOrder(selection.Activities, selection.Dates, body.Reason, caller.Author, dryRun == true), caller, grains);
    }

    private static async Task<IResult> Close(ClosingOrder order, SignedIn caller, IGrainFactory grains)
    {
        var answer = await caller.Desk(grains).Close(order);
        return answer.Days.IsEmpty
            ? Problem.Of(ProblemKinds.UnknownActivityDay, "Le catalogue n'ouvre aucune de ces journées à partir d'aujourd'hui.")
            : TypedResults.Ok(new ClosingBody(
                [.. answer.Days.Select(day => new ClosedDayBody(day.Activity.Value, day.Date, day.Reason, day.Cancelled))],
                ConsequencesBody.From(answer.Consequences)));
    }

    private static async Task<IResult> Reopen(string activityId, string date, [FromQuery] bool? dryRun, SignedIn caller, IGrainFactory grains) =>
        Input.IsId(activityId) && Input.TryDate(date, out var day)
        && await caller.Desk(grains).Reopen(new ActivityId(activityId), day, caller.Author, dryRun == true)
            ? TypedResults.NoContent()
            : Problem.Of(ProblemKinds.UnknownClosure);

    private static bool IsReason(string reason) => !string.IsNullOrWhiteSpace(reason) && Text.IsNote(reason);
}

/// <summary>Why.</summary>
/// <param name="Reason">1 to 500 characters; families read it.</param>
internal sealed record ClosureReasonBody(string Reason);

/// <summary>Days to close: of the activities, on the dates, or from one to another.</summary>
/// <param name="Activities">The activities.</param>
/// <param name="Reason">1 to 500 characters; families read it.</param>
/// <param name="Dates">The dates; or from and to.</param>
/// <param name="From">The first date.</param>
/// <param name="To">The last date, included.</param>
internal sealed record ClosuresBody(
    IReadOnlyList<string> Activities, string Reason, IReadOnlyList<DateOnly>? Dates = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>A closed activity-day.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
/// <param name="Reason">Why.</param>
internal sealed record ClosureBody(string ActivityId, DateOnly Date, string Reason);

/// <summary>What a closing came to.</summary>
/// <param name="Days">The days closed, now or before.</param>
/// <param name="Consequences">What it touched, or would; on a repeat, what was left to do.</param>
internal sealed record ClosingBody(IReadOnlyList<ClosedDayBody> Days, ConsequencesBody Consequences);

/// <summary>A closed activity-day.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
/// <param name="Reason">Why: of a day that was closed before, its first reason.</param>
/// <param name="Cancelled">Bookings that its closure cancelled.</param>
internal sealed record ClosedDayBody(string ActivityId, DateOnly Date, string Reason, int Cancelled);
