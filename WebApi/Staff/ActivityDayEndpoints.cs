using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Catalogue;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>An activity-day as staff see and change it.</summary>
internal static class ActivityDayEndpoints
{
    public const int MostPlaces = 10_000;

    public static void MapActivityDays(this IEndpointRouteBuilder staff)
    {
        var days = staff.MapGroup("").WithTags("Personnel : journées");
        days.MapGet("/activity-days/{activityId}/{date}", Read).WithSummary("Une journée : places, réservations, liste d'attente")
            .Produces<ActivityDayBody>().ProducesProblem(404).ProducesProblem(503);
        days.MapPut("/activity-days/{activityId}/{date}/capacity", SetCapacity).WithSummary("Changer le nombre de places d'une journée").RequireRight(StaffRight.Director)
            .Produces<ActivityDayBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        days.MapPost("/reservations/{bookingId}/decision", Decide).WithSummary("Accepter ou refuser une réservation").RequireRight(StaffRight.Director)
            .Produces<DecisionAnswerBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    private static async Task<IResult> Read(string activityId, string date, SignedIn caller, IGrainFactory grains) =>
        await Find(activityId, date, caller, grains) is { } day
            ? TypedResults.Ok(ActivityDayBody.From(day.Key, await day.Grain.Read()))
            : Problem.Of(ProblemKinds.UnknownActivityDay);

    private static async Task<IResult> SetCapacity(string activityId, string date, CapacityBody body, [FromQuery] bool? dryRun, SignedIn caller, IGrainFactory grains)
    {
        if (body.Capacity is < 0 or > MostPlaces || !Text.IsNote(body.Reason))
            return Problem.Of(ProblemKinds.InvalidRequest, $"capacity va de 0 à {MostPlaces} ; reason a 500 caractères au plus.");
        if (await Find(activityId, date, caller, grains) is not { } day)
            return Problem.Of(ProblemKinds.UnknownActivityDay);
        ImmutableArray<DayCommand> set = [new SetCapacity(body.Capacity, body.Reason)];
        var consequences = await caller.Desk(grains).PreviewCapacity([day.Key], body.Capacity);
        var answers = dryRun == true ? await day.Grain.Preview(set) : await day.Grain.Decide(set, caller.Author);
        return answers[0].Outcome is Outcome.Rejected
            ? Problem.Of(ProblemKinds.DayClosed, "Rouvrez-la avant de lui donner des places.")
            : TypedResults.Ok(ActivityDayBody.From(day.Key, await day.Grain.Read()) with { Consequences = ConsequencesBody.From(consequences) });
    }

    private static async Task<IResult> Decide(string bookingId, DecisionBody body, SignedIn caller, IGrainFactory grains)
    {
        if (ReviewEndpoints.WhyNot(body.Decision, body.Reason) is { } wrong)
            return Problem.Of(ProblemKinds.InvalidRequest, wrong);
        return await StaffDecisions.Put(bookingId, ReviewEndpoints.CommandOf(body.Decision, body.Reason), caller, grains) switch
        {
            { Code: RejectionCode.UnknownBooking } => Problem.Of(ProblemKinds.UnknownBooking),
            { Code: not null } answer => Problem.Of(ProblemKinds.DecisionImpossible, ReviewEndpoints.DetailOf(answer)),
            var answer => TypedResults.Ok(new DecisionAnswerBody(bookingId, answer.Outcome)),
        };
    }

    /// <summary>The day, when the caller's own structure opens it, or once did and something happened on it: no other is ever woken up.</summary>
    public static async Task<(ActivityDayKey Key, IActivityDayGrain Grain)?> Find(string activityId, string date, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.IsId(activityId) || !Input.TryDate(date, out var day))
            return null;
        var catalogue = await caller.Catalogue(grains);
        var activity = new ActivityId(activityId);
        if (!await IsReachable(catalogue, activity, day, caller.Desk(grains)))
            return null;
        var key = new ActivityDayKey(caller.Structure, activity, day);
        return (key, grains.GetGrain<IActivityDayGrain>(key.ToString()));
    }

    /// <summary>Whether staff reach a day: the catalogue opens it, or once did and something happened on it.</summary>
    public static async Task<bool> IsReachable(StructureCatalogue? catalogue, ActivityId activity, DateOnly day, ICatalogueDeskGrain desk) =>
        Opens(catalogue, activity, day) || (catalogue is not null && await desk.HasRows(activity, day));

    /// <summary>Whether a catalogue opens a day.</summary>
    private static bool Opens(StructureCatalogue? catalogue, ActivityId activity, DateOnly day) =>
        catalogue is not null && catalogue.Periods.Any(period => period.Activities.Contains(activity) && period.Dates.Contains(day));
}

/// <summary>A number of places.</summary>
/// <param name="Capacity">0 to 10,000.</param>
/// <param name="Reason">Why, for the audit trail.</param>
internal sealed record CapacityBody(int Capacity, string? Reason = null);

/// <summary>What staff may decide.</summary>
internal enum StaffDecision
{
    /// <summary>Accepter.</summary>
    Accept,

    /// <summary>Refuser.</summary>
    Refuse,
}

/// <summary>A decision on a booking.</summary>
/// <param name="Decision">accept or refuse.</param>
/// <param name="Reason">Why; shown to the family. A refusal must have one.</param>
internal sealed record DecisionBody(StaffDecision Decision, string? Reason = null);

/// <summary>What became of a decision.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="Outcome">accepted or refused.</param>
internal sealed record DecisionAnswerBody(string BookingId, Outcome Outcome);

/// <summary>An activity-day.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
/// <param name="Capacity">Places offered.</param>
/// <param name="PlacesTaken">Places held.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="Bookings">All bookings, in order of arrival.</param>
/// <param name="IsClosed">Whether staff closed it and no number of places was set since.</param>
/// <param name="Consequences">What a changed number of places touched, or would; only when one is set.</param>
internal sealed record ActivityDayBody(
    string ActivityId,
    DateOnly Date,
    int Capacity,
    int PlacesTaken,
    int Waiting,
    IReadOnlyList<ActivityDayBookingBody> Bookings,
    bool IsClosed = false,
    ConsequencesBody? Consequences = null)
{
    public static ActivityDayBody From(ActivityDayKey key, DaySheet sheet) => new(
        key.Activity.Value,
        key.Date,
        sheet.Capacity,
        sheet.PlacesTaken,
        sheet.Bookings.Count(booking => booking.Status is BookingStatus.Waitlisted),
        [.. sheet.Bookings.Select(booking => new ActivityDayBookingBody(
            new BookingId(key.Activity, key.Date, booking.Number).ToString(), booking.Child.Value, booking.Family.Value, booking.Status, booking.Rank))],
        sheet.IsClosed);
}

/// <summary>A booking of the day.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="ChildId">The child.</param>
/// <param name="FamilyId">Its family.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Rank">Its rank, when waitlisted.</param>
internal sealed record ActivityDayBookingBody(string BookingId, string ChildId, string FamilyId, BookingStatus Status, int? Rank);
