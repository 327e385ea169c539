using System.Text.Json;
using Periscolaire.Accounts;
using Periscolaire.Payments;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Booking;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Payments;

/// <summary>Card payments as staff see them, and refunds.</summary>
internal static class CardPaymentEndpoints
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, PaymentStatus> Statuses = Enum.GetValues<PaymentStatus>()
        .ToDictionary(status => JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString()), StringComparer.Ordinal);

    public static void MapCardPayments(this IEndpointRouteBuilder staff)
    {
        var payments = staff.MapGroup("/card-payments").WithTags("Personnel : paiements par carte").RequireRight(StaffRight.Accountant);
        payments.MapGet("", List).WithSummary("Les paiements par carte, le dernier d'abord ; status=put-aside montre ceux à examiner")
            .Produces<CardPaymentPageBody>().ProducesProblem(400).ProducesProblem(503);
        payments.MapGet("/{paymentId}", Read).WithSummary("Un paiement par carte, avec ses remboursements et contestations")
            .Produces<CardPaymentBody>().ProducesProblem(404).ProducesProblem(503);
        payments.MapPost("/{paymentId}/refunds", Refund)
            .WithSummary("Rembourser tout ou partie d'un paiement par carte ; renvoyer la même demande ne rembourse pas deux fois")
            .Produces<CardPaymentBody>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    private static async Task<IResult> List([AsParameters] PageQuery page, string? status, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal))
            return refusal;
        PaymentStatus? wanted = null;
        if (status is not null)
        {
            if (!Statuses.TryGetValue(status, out var known))
                return Problem.Of(ProblemKinds.InvalidRequest, $"status vaut {string.Join(", ", Statuses.Keys)}.");
            wanted = known;
        }

        if (!PaymentPages.TryReadPosition(after, out var before))
            return Problem.Of(ProblemKinds.InvalidCursor);
        var (items, next) = await PaymentPages.Read(
            grains.GetGrain<IPaymentsGrain>(caller.Structure.Value), new PaymentFilter(wanted, Family: null), before, limit);
        return TypedResults.Ok(new CardPaymentPageBody([.. items.Select(CardPaymentBody.From)], next));
    }

    private static async Task<IResult> Read(string paymentId, SignedIn caller, IGrainFactory grains) =>
        Input.IsId(paymentId) && await GrainOf(caller, paymentId, grains).Read() is { } payment
            ? TypedResults.Ok(CardPaymentBody.From(payment))
            : Problem.Of(ProblemKinds.UnknownPayment);

    private static async Task<IResult> Refund(string paymentId, RefundBody body, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.IsId(paymentId) || await GrainOf(caller, paymentId, grains).Read() is not { } payment)
            return Problem.Of(ProblemKinds.UnknownPayment);
        if (!Input.IsId(body.Id) || !Text.IsNote(body.Reason) || string.IsNullOrWhiteSpace(body.Reason))
            return Problem.Of(ProblemKinds.InvalidRequest, "id est fait de minuscules, chiffres et tirets ; reason dit pourquoi, en 500 caractères au plus.");
        if (!PaymentRequest.IsAmount(body.Amount))
            return Problem.Of(ProblemKinds.InvalidAmount, "Le montant est positif, au centime.");
        var order = new RefundOrder(body.Id, decimal.Round(body.Amount, 2), body.Reason.Trim(), caller.Author);
        return await GrainOf(caller, paymentId, grains).Refund(order) switch
        {
            RefundOutcome.Done => TypedResults.Created((string?)null, CardPaymentBody.From((await GrainOf(caller, paymentId, grains).Read())!)),
            RefundOutcome.NotPaid => Problem.Of(ProblemKinds.PaymentNotPaid),
            RefundOutcome.TooMuch => Problem.Of(
                ProblemKinds.RefundTooMuch, $"Il reste {Wording.Euros(payment.Intention.Total - payment.Refunded - payment.Disputed)} sur ce paiement."),
            RefundOutcome.Differs => Problem.Of(ProblemKinds.RefundDiffers),
            RefundOutcome.Refused => Problem.Of(ProblemKinds.RefundRefused),
            RefundOutcome.Failed => Problem.Of(ProblemKinds.RefundFailed),
            _ => Problem.Of(ProblemKinds.ProviderUnavailable).WithRetryAfter(Soon),
        };
    }

    private static IPaymentGrain GrainOf(SignedIn caller, string payment, IGrainFactory grains) =>
        grains.GetGrain<IPaymentGrain>(new PaymentKey(caller.Structure, payment).ToString());
}
