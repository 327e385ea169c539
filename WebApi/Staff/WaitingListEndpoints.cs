using System.Globalization;
using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.Staff;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>Waiting lists: where somebody waits, who, why; and a place given before its turn.</summary>
internal static class WaitingListEndpoints
{
    public static void MapWaitingLists(this IEndpointRouteBuilder staff)
    {
        var lists = staff.MapGroup("").WithTags("Personnel : listes d'attente");
        lists.MapGet("/waiting-lists", Days).WithSummary("Les journées où l'on attend : combien, places libres, fin des promotions")
            .Produces<WaitingDayPageBody>().ProducesProblem(400).ProducesProblem(503);
        lists.MapGet("/activity-days/{activityId}/{date}/waiting-list", List).RequireRight(StaffRight.Counter, StaffRight.Director)
            .WithSummary("La liste d'attente d'une journée : rang, enfant, pourquoi, chevauchement ou dette à régler")
            .Produces<WaitingListBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        lists.MapPost("/reservations/{bookingId}/promotion", Promote).RequireRight(StaffRight.Director)
            .WithSummary("Donner une place hors de son rang : une place libre, ou une place ajoutée pour elle (addPlace)")
            .Produces<DecisionAnswerBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    private static async Task<IResult> Days([AsParameters] DayQuery days, [AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var cursor, out var limit, out var refusal) || !days.TryParse(out var filter, out refusal))
            return refusal;
        WaitingDay? after = null;
        if (cursor is not null)
        {
            if (cursor.Split(' ') is not [var date, var activity] || !Input.TryDate(date, out var day) || !Input.IsId(activity))
                return Problem.Of(ProblemKinds.InvalidCursor);
            after = new WaitingDay(new ActivityId(activity), day, "", 0, 0, 0, PromotionEnds: null, default);
        }

        var found = await grains.GetGrain<IQueuesGrain>(caller.Structure.Value).WaitingDays(filter, after, limit + 1);
        return TypedResults.Ok(new WaitingDayPageBody(
            [.. found.Take(limit).Select(WaitingDayBody.From)],
            found.Length > limit ? PageQuery.CursorAfter($"{found[limit - 1].Date:yyyy-MM-dd} {found[limit - 1].Activity}") : null));
    }

    private static async Task<IResult> List(string activityId, string date, [AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var cursor, out var limit, out var refusal))
            return refusal;
        var after = 0L;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Problem.Of(ProblemKinds.InvalidCursor);
        if (await ActivityDayEndpoints.Find(activityId, date, caller, grains) is not { } day)
            return Problem.Of(ProblemKinds.UnknownActivityDay);
        var sheet = await grains.GetGrain<IQueuesGrain>(caller.Structure.Value).WaitingList(day.Key.Activity, day.Key.Date, after, limit + 1);
        return TypedResults.Ok(new WaitingListBody(
            WaitingDayBody.From(sheet.Day),
            [.. sheet.Bookings.Take(limit).Select(QueuedBody.From)],
            sheet.Bookings.Length > limit ? PageQuery.CursorAfter(sheet.Bookings[limit - 1].Id.Number.ToString(CultureInfo.InvariantCulture)) : null));
    }

    private static async Task<IResult> Promote(string bookingId, PromotionBody body, SignedIn caller, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(body.Reason) || !Text.IsNote(body.Reason))
            return Problem.Of(ProblemKinds.InvalidRequest, "Donnez une raison de 1 à 500 caractères dans reason.");
        return await StaffDecisions.Put(bookingId, number => new Promote(number, body.Reason, body.AddPlace), caller, grains) switch
        {
            { Code: RejectionCode.UnknownBooking } => Problem.Of(ProblemKinds.UnknownBooking),
            { Code: RejectionCode.Full } => Problem.Of(
                ProblemKinds.Full, body.AddPlace ? "Même avec une place de plus, la journée resterait complète." : "Demandez une place de plus par addPlace."),
            { Code: not null } => Problem.Of(ProblemKinds.DecisionImpossible, "La réservation est déjà annulée ou refusée."),
            var answer => TypedResults.Ok(new DecisionAnswerBody(bookingId, answer.Outcome)),
        };
    }
}
