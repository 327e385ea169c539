using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;
using Periscolaire.WebApi.Wallets;

namespace Periscolaire.WebApi.Attendance;

/// <summary>What the structure charges for lateness, unjustified absence and presence without a booking.</summary>
internal static class PenaltyRuleEndpoints
{
    private const int MostTolerance = 240;

    public static void MapPenaltyRules(this IEndpointRouteBuilder staff)
    {
        var rules = staff.MapGroup("/penalty-rules").WithTags("Personnel : réglages").ProducesProblem(404).ProducesProblem(503);
        rules.MapGet("", Read).WithSummary("Les pénalités de la structure").Produces<PenaltyRulesBody>();
        rules.MapPut("", Replace).WithSummary("Remplacer les pénalités lues (If-Match) ; ce qui a été débité ne change pas").RequireRight(StaffRight.Administrator)
            .Produces<PenaltyRulesBody>().ProducesProblem(400).ProducesProblem(412).ProducesProblem(428);
    }

    private static async Task<IResult> Read(SignedIn caller, IGrainFactory grains) =>
        await grains.GetGrain<ICatalogueGrain>(caller.Structure.Value).Read() is { } catalogue
            ? Answer(catalogue)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Replace(
        PenaltyRulesBody body, [FromHeader(Name = Editions.IfMatch)] string? ifMatch, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!Editions.TryMatch(ifMatch, out var version, out var refusal))
            return refusal;
        var grain = grains.GetGrain<ICatalogueGrain>(caller.Structure.Value);
        if (await grain.Read() is not { } catalogue)
            return Problem.Of(ProblemKinds.NotFound);
        if (!IsGood(body, catalogue))
        {
            return Problem.Of(
                ProblemKinds.InvalidRequest,
                $"walletId est un porte-monnaie de la structure ; amount va de 0,01 à 10 000 euros, au centime ; toleranceMinutes de 0 à {MostTolerance}.");
        }

        var (before, after) = (catalogue.Settings.Penalties ?? PenaltyRules.None, body.ToRules());
        if (catalogue.Version != version)
            return Problem.Of(ProblemKinds.ChangedMeanwhile);
        if (before == after)
            return Answer(catalogue);
        var next = catalogue with { Version = version + 1, Settings = catalogue.Settings with { Penalties = after } };
        var audit = caller.Entry(clock, "penalty-rules-changed", "penalty-rules", PenaltyRulesBody.From(before), PenaltyRulesBody.From(after));
        return await grain.Save(next, audit) ? Answer(next) : Problem.Of(ProblemKinds.ChangedMeanwhile);
    }

    private static IResult Answer(StructureCatalogue catalogue) =>
        Editions.Tagged(TypedResults.Ok(PenaltyRulesBody.From(catalogue.Settings.Penalties ?? PenaltyRules.None)), catalogue.Version);

    private static bool IsGood(PenaltyRulesBody body, StructureCatalogue catalogue) =>
        (body.LatePickup is not { } late || (late.ToleranceMinutes is >= 0 and <= MostTolerance && IsGood(late.WalletId, late.Amount, catalogue)))
        && (body.UnjustifiedAbsence is not { } absence || IsGood(absence.WalletId, absence.Amount, catalogue))
        && (body.WithoutBooking is not { } unbooked || IsGood(unbooked.WalletId, unbooked.Amount, catalogue));

    private static bool IsGood(string wallet, decimal amount, StructureCatalogue catalogue) =>
        Amounts.IsPositive(amount) && catalogue.Wallets.Any(offer => offer.Id == wallet);
}

/// <summary>A structure's penalties; what is absent is not charged.</summary>
/// <param name="LatePickup">For a child fetched late.</param>
/// <param name="UnjustifiedAbsence">For an absence without good reason, on top of the booking.</param>
/// <param name="WithoutBooking">For a child who came without having been booked.</param>
internal sealed record PenaltyRulesBody(LatePickupBody? LatePickup = null, FixedPenaltyBody? UnjustifiedAbsence = null, FixedPenaltyBody? WithoutBooking = null)
{
    public static PenaltyRulesBody From(PenaltyRules rules) => new(
        rules.LatePickup is { } late ? new LatePickupBody(late.Wallet, late.ToleranceMinutes, late.Amount, late.Unit) : null,
        FixedPenaltyBody.From(rules.UnjustifiedAbsence),
        FixedPenaltyBody.From(rules.WithoutBooking));

    public PenaltyRules ToRules() => new(
        LatePickup is { } late ? new LatePickupPenalty(late.WalletId, late.ToleranceMinutes, late.Amount, late.Unit) : null,
        UnjustifiedAbsence?.ToRule(),
        WithoutBooking?.ToRule());
}

/// <summary>A penalty for a child fetched late.</summary>
/// <param name="WalletId">The wallet that pays.</param>
/// <param name="ToleranceMinutes">Minutes after the activity's end that are let pass; beyond, all of them count.</param>
/// <param name="Amount">Euros, once or a quarter.</param>
/// <param name="Unit">flat: once; started-quarter: each started quarter of an hour.</param>
internal sealed record LatePickupBody(string WalletId, int ToleranceMinutes, decimal Amount, LatenessUnit Unit);

/// <summary>A penalty of a fixed amount.</summary>
/// <param name="WalletId">The wallet that pays.</param>
/// <param name="Amount">Euros.</param>
internal sealed record FixedPenaltyBody(string WalletId, decimal Amount)
{
    public static FixedPenaltyBody? From(FixedPenalty? rule) => rule is null ? null : new FixedPenaltyBody(rule.Wallet, rule.Amount);

    public FixedPenalty ToRule() => new(WalletId, Amount);
}
