using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Staff;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>Figures per activity and month.</summary>
internal static class StatisticsEndpoints
{
    private static readonly string[] Header =
    [
        "Mois", "Code activité", "Activité", "Jours ouverts", "Places offertes", "Places tenues", "Occupation (%)", "Demandes", "Refusées par la mairie",
        "Expirées", "Annulées", "En attente", "Promues",
    ];

    public static void MapStatistics(this IEndpointRouteBuilder staff)
    {
        var statistics = staff.MapGroup("").WithTags("Personnel : statistiques").RequireRight(StaffRight.Director);
        statistics.MapGet("/statistics", Read)
            .WithSummary("Par activité et par mois : occupation, demandes, refus, attente ; ce qui est rejeté sur-le-champ n'est inscrit nulle part et ne se compte pas")
            .Produces<StatisticsBody>().ProducesProblem(400).ProducesProblem(503);
        statistics.MapGet("/statistics.csv", Csv).WithSummary("Les mêmes chiffres, en CSV")
            .Produces<string>(200, FrenchCsv.MediaType).ProducesProblem(400).ProducesProblem(503);
    }

    private static async Task<IResult> Read([AsParameters] MonthsQuery query, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        query.TryParse(clock.GetUtcNow(), out var from, out var to, out var refusal)
            ? TypedResults.Ok(new StatisticsBody([.. (await GrainOf(caller, grains).Months(from, to)).Select(ActivityMonthBody.From)]))
            : refusal;

    private static async Task<IResult> Csv([AsParameters] MonthsQuery query, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        query.TryParse(clock.GetUtcNow(), out var from, out var to, out var refusal)
            ? TypedResults.File(
                FrenchCsv.Write(Header, (await GrainOf(caller, grains).Months(from, to)).Select(Row)), FrenchCsv.MediaType, $"statistiques-{from:yyyy-MM}-{to:yyyy-MM}.csv")
            : refusal;

    private static object?[] Row(ActivityMonth month) =>
    [
        $"{month.Month:yyyy-MM}", month.Activity.Value, month.Label, month.DaysOpen, month.Places, month.Held, month.Occupancy, month.Requests,
        month.RefusedByStaff, month.Expired, month.Cancelled, month.Waiting, month.Promoted,
    ];

    private static IStatisticsGrain GrainOf(SignedIn caller, IGrainFactory grains) => grains.GetGrain<IStatisticsGrain>(caller.Structure.Value);
}

/// <summary>From which month to which, as they come in an address.</summary>
/// <param name="From">The first month, yyyy-MM.</param>
/// <param name="To">The last month, included, yyyy-MM.</param>
internal sealed record MonthsQuery([FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To)
{
    private const int MostMonths = 24;

    public bool TryParse(DateTimeOffset now, out DateOnly from, out DateOnly to, [NotNullWhen(false)] out IResult? refusal)
    {
        to = default;
        refusal = Input.TryMonth(From, now, out from) && Input.TryMonth(To, now, out to) && from <= to && to < from.AddMonths(MostMonths)
            ? null
            : Problem.Of(ProblemKinds.InvalidRequest, $"from et to s'écrivent aaaa-MM et désignent des mois proches, {MostMonths} au plus ; to ne précède pas from.");
        return refusal is null;
    }
}

/// <summary>Figures.</summary>
/// <param name="Items">By month and activity.</param>
internal sealed record StatisticsBody(IReadOnlyList<ActivityMonthBody> Items);

/// <summary>An activity in a month, by the activity's date.</summary>
/// <param name="Month">The month, yyyy-MM.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Activity">As families read it.</param>
/// <param name="DaysOpen">Days that offered places.</param>
/// <param name="Places">Places offered on them.</param>
/// <param name="Held">Places held now.</param>
/// <param name="Occupancy">Places held in per cent of those offered, to a tenth; absent when none were.</param>
/// <param name="Requests">Bookings asked for; what was rejected at once is recorded nowhere.</param>
/// <param name="RefusedByStaff">Refused by staff.</param>
/// <param name="Expired">Refused because they waited in vain.</param>
/// <param name="Cancelled">Cancelled.</param>
/// <param name="Waiting">Waiting now.</param>
/// <param name="Promoted">Got a place after waiting.</param>
internal sealed record ActivityMonthBody(
    string Month,
    string ActivityId,
    string Activity,
    long DaysOpen,
    long Places,
    long Held,
    decimal? Occupancy,
    long Requests,
    long RefusedByStaff,
    long Expired,
    long Cancelled,
    long Waiting,
    long Promoted)
{
    public static ActivityMonthBody From(ActivityMonth month) => new(
        $"{month.Month:yyyy-MM}",
        month.Activity.Value,
        month.Label,
        month.DaysOpen,
        month.Places,
        month.Held,
        month.Occupancy,
        month.Requests,
        month.RefusedByStaff,
        month.Expired,
        month.Cancelled,
        month.Waiting,
        month.Promoted);
}
