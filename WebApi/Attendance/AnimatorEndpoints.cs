using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;
using Periscolaire.WebApi.Staff;

namespace Periscolaire.WebApi.Attendance;

/// <summary>How many animators a day has, and the places that the legal ratio makes of them.</summary>
internal static class AnimatorEndpoints
{
    private const int MostAnimators = 500;

    public static void MapAnimators(this IEndpointRouteBuilder staff) =>
        staff.MapPut("/activity-days/{activityId}/{date}/animators", Set).RequireRight(StaffRight.Director).WithTags("Personnel : présences")
            .WithSummary("Donner le nombre d'animateurs d'une journée : les places en découlent selon le taux d'encadrement")
            .Produces<AnimatorsAnswerBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);

    private static async Task<IResult> Set(string activityId, string date, AnimatorsBody body, SignedIn caller, IGrainFactory grains)
    {
        if (body.Animators is < 0 or > MostAnimators || !Text.IsNote(body.Reason))
            return Problem.Of(ProblemKinds.InvalidRequest, $"animators va de 0 à {MostAnimators} ; reason a 500 caractères au plus.");
        if (await ActivityDayEndpoints.Find(activityId, date, caller, grains) is not { } day)
            return Problem.Of(ProblemKinds.UnknownActivityDay);
        if ((await day.Grain.Decide([new SetAnimators(body.Animators, body.Reason)], caller.Author))[0].Outcome is Outcome.Rejected)
            return Problem.Of(ProblemKinds.DayClosed, "Rouvrez-la avant de lui donner des animateurs.");
        var sheet = await day.Grain.Read();
        var attendance = await grains.GetGrain<IAttendanceGrain>(caller.Structure.Value).Sheets(day.Key.Date, day.Key.Activity);
        return TypedResults.Ok(new AnimatorsAnswerBody(
            activityId,
            day.Key.Date,
            sheet.Animators,
            sheet.Capacity,
            sheet.PlacesTaken,
            sheet.Bookings.Count(booking => booking.Status is BookingStatus.Waitlisted),
            [.. attendance.SelectMany(found => found.Warnings).Select(RatioWarningBody.From)]));
    }
}

/// <summary>A number of animators.</summary>
/// <param name="Animators">0 to 500.</param>
/// <param name="Reason">Why, for the audit trail.</param>
internal sealed record AnimatorsBody(int Animators, string? Reason = null);

/// <summary>A day's animators and places.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
/// <param name="Animators">Animators.</param>
/// <param name="Capacity">The places that they give.</param>
/// <param name="PlacesTaken">Places held; above the capacity only when it was lowered: nobody is thrown out.</param>
/// <param name="Waiting">How many still wait.</param>
/// <param name="Warnings">Where the animators are too few for the children of the day.</param>
internal sealed record AnimatorsAnswerBody(
    string ActivityId, DateOnly Date, int? Animators, int Capacity, int PlacesTaken, int Waiting, IReadOnlyList<RatioWarningBody> Warnings);
