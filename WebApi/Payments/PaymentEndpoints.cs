using Microsoft.AspNetCore.Mvc;
using Periscolaire.Families;
using Periscolaire.Payments;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Payments;

/// <summary>Paying by card, as families do it.</summary>
internal static class PaymentEndpoints
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly EstimateFilter BalancesOnly = new(DateOnly.MinValue, Confirmed: false, Pending: false);

    public static void MapPayments(this IEndpointRouteBuilder family)
    {
        var payments = family.MapGroup("/payments").WithTags("Paiements").RequireRateLimiting(RateLimits.PerFamily);
        payments.MapPost("", Start)
            .WithSummary("Payer par carte : choisir un montant par compte, puis aller à redirectUrl ; avec un en-tête Idempotency-Key, renvoyer la même demande donne le même paiement")
            .Produces<StartedPaymentBody>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);
        payments.MapGet("/{paymentId}", Read).WithSummary("Un paiement par carte : ses comptes ne sont crédités qu'une fois paid")
            .Produces<FamilyPaymentBody>().ProducesProblem(404).ProducesProblem(429).ProducesProblem(503);
        payments.MapGet("", List).WithSummary("Les paiements par carte de la famille, le dernier d'abord")
            .Produces<FamilyPaymentPageBody>().ProducesProblem(400).ProducesProblem(429).ProducesProblem(503);
    }

    private static async Task<IResult> Start(
        PaymentBody body, [FromHeader(Name = "Idempotency-Key")] string? key, SignedIn caller, IGrainFactory grains, HttpRequest request)
    {
        if (!PaymentRequest.TryName(key, caller.FamilyKey, out var id))
            return Problem.Of(ProblemKinds.InvalidRequest, "Idempotency-Key a de 1 à 200 caractères ASCII, sans espace.");
        var sheet = await caller.OwnFamily(grains).Wallets(BalancesOnly);
        if (PaymentRequest.WhyNot(body, caller.FamilyKey.Family, sheet.Wallets, out var intention) is { } refusal)
            return refusal;
        var answer = await GrainOf(caller, id, grains).Start(intention);
        return answer switch
        {
            { RedirectUrl: { } url } => TypedResults.Created($"/api/v1/family/payments/{id}", new StartedPaymentBody(id, Absolute(url, request))),
            { Why: NoPaymentPage.NotOffered } => Problem.Of(ProblemKinds.PaymentsNotOffered),
            { Why: NoPaymentPage.Differs } => Problem.Of(ProblemKinds.PaymentDiffers),
            { Why: NoPaymentPage.Ended } => Problem.Of(ProblemKinds.PaymentEnded, detail: null, ("paymentId", id)),
            _ => Problem.Of(ProblemKinds.ProviderUnavailable).WithRetryAfter(Soon),
        };
    }

    private static async Task<IResult> Read(string paymentId, SignedIn caller, IGrainFactory grains) =>
        Input.IsId(paymentId) && await GrainOf(caller, paymentId, grains).Read() is { } payment && payment.Intention.Family == caller.Family
            ? TypedResults.Ok(FamilyPaymentBody.From(payment))
            : Problem.Of(ProblemKinds.UnknownPayment);

    private static async Task<IResult> List([AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal))
            return refusal;
        if (!PaymentPages.TryReadPosition(after, out var before))
            return Problem.Of(ProblemKinds.InvalidCursor);
        var (items, next) = await PaymentPages.Read(
            grains.GetGrain<IPaymentsGrain>(caller.Structure.Value), new PaymentFilter(Status: null, caller.Family), before, limit);
        return TypedResults.Ok(new FamilyPaymentPageBody([.. items.Select(FamilyPaymentBody.From)], next));
    }

    /// <summary>The practice page is one of this program's own: its address is the one at which the caller reached it.</summary>
    private static string Absolute(string url, HttpRequest request) =>
        url.StartsWith('/') ? $"{request.Scheme}://{request.Host}{request.PathBase}{url}" : url;

    private static IPaymentGrain GrainOf(SignedIn caller, string payment, IGrainFactory grains) =>
        grains.GetGrain<IPaymentGrain>(new PaymentKey(caller.Structure, payment).ToString());
}
