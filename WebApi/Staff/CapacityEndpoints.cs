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

/// <summary>Sets the number of places of many days at once.</summary>
internal static class CapacityEndpoints
{
    private const int DaysAtOnce = 100;

    public static void MapCapacities(this IEndpointRouteBuilder staff) =>
        staff.MapPut("/capacities", Set).WithTags("Personnel : journées").RequireRight(StaffRight.Director)
            .WithSummary("Changer les places de toutes les journées ouvertes d'activités entre deux dates ; dryRun=true montre qui est touché")
            .Produces<CapacitiesAnswerBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> Set(CapacitiesBody body, [FromQuery] bool? dryRun, SignedIn caller, IGrainFactory grains)
    {
        if (body.Capacity is < 0 or > ActivityDayEndpoints.MostPlaces || string.IsNullOrWhiteSpace(body.Reason) || !Text.IsNote(body.Reason) || body.Weekdays?.Count == 0)
        {
            return Problem.Of(
                ProblemKinds.InvalidRequest, $"capacity va de 0 à {ActivityDayEndpoints.MostPlaces} ; reason a de 1 à 500 caractères ; weekdays n'est pas vide.");
        }

        if (!DaySelection.TryRead(body.Activities, body.From, body.To, dates: null, out var selection, out var refusal))
            return refusal;
        if (await caller.Catalogue(grains) is not { } catalogue)
            return Problem.Of(ProblemKinds.NotFound);
        if (selection.Activities.Any(asked => catalogue.Activities.All(activity => activity.Id != asked)))
            return Problem.Of(ProblemKinds.UnknownActivity);

        var (open, closed) = Days(catalogue, selection, body.Weekdays);
        var keys = open.Select(day => new ActivityDayKey(caller.Structure, day.Activity, day.Date)).ToImmutableArray();
        var consequences = await caller.Desk(grains).PreviewCapacity(keys, body.Capacity);
        var refused = dryRun == true ? [] : await Decide(keys, new SetCapacity(body.Capacity, body.Reason), caller, grains);
        return TypedResults.Ok(new CapacitiesAnswerBody(
            keys.Length - refused.Count,
            [.. closed.Concat(refused.Select(key => (key.Activity, key.Date)))
                .Select(day => new DayProblemBody(day.Activity.Value, day.Date, ProblemKinds.DayClosed.Code, ProblemKinds.DayClosed.Title))],
            ConsequencesBody.From(consequences)));
    }

    /// <summary>The days that periods open, those that were closed apart.</summary>
    private static ((ActivityId Activity, DateOnly Date)[] Open, (ActivityId Activity, DateOnly Date)[] Closed) Days(
        StructureCatalogue catalogue, DaySelection selection, IReadOnlyList<DayOfWeek>? weekdays)
    {
        var (activities, dates) = (selection.Activities.ToHashSet(), selection.Dates.ToHashSet());
        var closed = catalogue.Periods.SelectMany(period => period.Closures).Select(closure => (closure.Activity, closure.Date)).ToHashSet();
        var days =
            (from period in catalogue.Periods
             from activity in period.Activities
             where activities.Contains(activity)
             from date in period.Dates
             where dates.Contains(date) && weekdays?.Contains(date.DayOfWeek) != false
             orderby date
             select (Activity: activity, Date: date)).ToLookup(closed.Contains);
        return ([.. days[false]], [.. days[true]]);
    }

    /// <summary>The days that refused since they were closed meanwhile; a repeat of the whole sets nothing twice.</summary>
    private static async Task<List<ActivityDayKey>> Decide(ImmutableArray<ActivityDayKey> days, SetCapacity command, SignedIn caller, IGrainFactory grains)
    {
        var refused = new List<ActivityDayKey>();
        foreach (var some in days.Chunk(DaysAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(day => grains.GetGrain<IActivityDayGrain>(day.ToString()).Decide([command], caller.Author)));
            refused.AddRange(some.Zip(answers).Where(decided => decided.Second[0].Outcome is Outcome.Rejected).Select(decided => decided.First));
        }

        return refused;
    }
}

/// <summary>A number of places for many days.</summary>
/// <param name="Activities">The activities.</param>
/// <param name="From">The first date.</param>
/// <param name="To">The last date, included; 400 days at most.</param>
/// <param name="Capacity">0 to 10,000.</param>
/// <param name="Reason">1 to 500 characters, for the audit trail.</param>
/// <param name="Weekdays">The days of the week; absent for all.</param>
internal sealed record CapacitiesBody(
    IReadOnlyList<string> Activities, DateOnly From, DateOnly To, int Capacity, string Reason, IReadOnlyList<DayOfWeek>? Weekdays = null);

/// <summary>What became of many days.</summary>
/// <param name="Days">Days that have this number of places now, or would.</param>
/// <param name="Problems">Days that were left as they are.</param>
/// <param name="Consequences">What it touches.</param>
internal sealed record CapacitiesAnswerBody(int Days, IReadOnlyList<DayProblemBody> Problems, ConsequencesBody Consequences);

/// <summary>A day that was left as it is.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
/// <param name="Code">Why, as a stable code.</param>
/// <param name="Detail">Why, in French.</param>
internal sealed record DayProblemBody(string ActivityId, DateOnly Date, string Code, string Detail);
