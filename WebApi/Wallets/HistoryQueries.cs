using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Families;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Wallets;

/// <summary>A family's history that the caller may see.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Family">The family.</param>
/// <param name="Grain">Where it is asked.</param>
/// <param name="Period">The dates.</param>
internal sealed record HistoryScope(StructureId Structure, Family Family, IFamilyGrain Grain, HistoryPeriod Period)
{
    public Task<ImmutableArray<ConsumptionLine>> Consumptions() => Grain.Consumptions(Period.From, Period.To);

    public Task<ImmutableArray<NumberedReceipt>> Payments() => Grain.Payments(Period.From, Period.To);
}

/// <summary>Who asks for which history.</summary>
internal interface IHistoryQuery
{
    /// <summary>The history that this asks for, or why it cannot be seen.</summary>
    Task<(HistoryScope? Scope, IResult? Refusal)> Open(IGrainFactory grains, TownClock clock);
}

/// <summary>A family asks for its own: the current month and the one before (SPEC, Money 7).</summary>
/// <param name="Month">The month, yyyy-MM; the current one when absent.</param>
/// <param name="Caller">The family.</param>
internal sealed record FamilyHistoryQuery([FromQuery(Name = "month")] string? Month, SignedIn Caller) : IHistoryQuery
{
    public async Task<(HistoryScope? Scope, IResult? Refusal)> Open(IGrainFactory grains, TownClock clock)
    {
        var current = HistoryPeriod.Month(ParisDay.Of(clock.GetUtcNow()));
        var period = current;
        if (Month is not null && !HistoryPeriod.TryMonth(Month, out period))
            return (null, Problem.Of(ProblemKinds.InvalidRequest, "month s'écrit aaaa-MM."));
        if (period != current && period != HistoryPeriod.Month(current.From.AddMonths(-1)))
            return (null, Problem.Of(
                ProblemKinds.HistoryOutOfRange, "Vous voyez le mois en cours et le mois précédent ; un historique plus ancien peut être demandé au pôle périscolaire."));
        var family = grains.GetGrain<IFamilyGrain>(Caller.FamilyKey.ToString());
        return await family.Read() is { } known
            ? (new HistoryScope(Caller.Structure, known, family, period), null)
            : (null, Problem.Of(ProblemKinds.UnknownFamily));
    }
}

/// <summary>Staff ask for any family's: a month, or dates that are at most a year apart.</summary>
/// <param name="FamilyId">The family.</param>
/// <param name="Month">The month, yyyy-MM; the current one when no dates are given either.</param>
/// <param name="From">The first date.</param>
/// <param name="To">The last date, included.</param>
/// <param name="Caller">The member of staff.</param>
internal sealed record StaffHistoryQuery(
    [FromRoute(Name = "familyId")] string FamilyId,
    [FromQuery(Name = "month")] string? Month,
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To,
    SignedIn Caller) : IHistoryQuery
{
    public async Task<(HistoryScope? Scope, IResult? Refusal)> Open(IGrainFactory grains, TownClock clock)
    {
        var period = HistoryPeriod.Month(ParisDay.Of(clock.GetUtcNow()));
        var isPeriod = (Month, From, To) switch
        {
            (null, null, null) => true,
            ({ } month, null, null) => HistoryPeriod.TryMonth(month, out period),
            (null, _, _) => HistoryPeriod.TryRange(From, To, out period),
            _ => false,
        };
        if (!isPeriod)
            return (null, Problem.Of(
                ProblemKinds.InvalidRequest, $"Donnez month (aaaa-MM), ou from et to (aaaa-MM-jj), {HistoryPeriod.MostDays} jours au plus."));
        return await StaffFamilies.Find(FamilyId, Caller, grains) is { } found
            ? (new HistoryScope(Caller.Structure, found.Family, found.Grain, period), null)
            : (null, Problem.Of(ProblemKinds.UnknownFamily));
    }
}
