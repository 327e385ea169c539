using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Booking;

/// <summary>The calendar of a month in five states.</summary>
internal static class CalendarEndpoints
{
    private const int MostActivities = 50;

    public static void MapCalendar(this IEndpointRouteBuilder family) =>
        family.MapGet("/children/{childId}/calendar", Calendar).WithTags("Réservations").WithSummary("Le calendrier d'un mois")
            .Produces<CalendarBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> Calendar(
        string childId, string? month, string[]? activity, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!Input.TryMonth(month, clock.GetUtcNow(), out var first))
            return Problem.Of(ProblemKinds.InvalidRequest, "Le paramètre month s'écrit aaaa-MM et désigne un mois proche.");
        var shown = (activity ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (shown.Count > MostActivities)
            return Problem.Of(ProblemKinds.TooManyItems, $"{MostActivities} activités au plus.");
        if (!shown.TrueForAll(Input.IsId))
            return Problem.Of(ProblemKinds.UnknownActivity);

        var calendar = await caller.OwnFamily(grains)
            .Calendar(new ChildId(childId), first, [.. shown.Select(id => new ActivityId(id))]);
        if (calendar is null)
            return Problem.Of(ProblemKinds.UnknownChild);
        if (shown.Count > 0 && calendar.Activities.Length != shown.Count)
            return Problem.Of(ProblemKinds.UnknownActivity);
        return TypedResults.Ok(CalendarBody.From(calendar));
    }
}
