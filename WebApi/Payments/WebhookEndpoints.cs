using Periscolaire.Silo.Payments;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Payments;

/// <summary>What Stripe tells. Only its signature opens this door; what is answered decides whether it tells again.</summary>
internal static class WebhookEndpoints
{
    private const string Signature = "Stripe-Signature";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static void MapWebhooks(this IEndpointRouteBuilder api) =>
        api.MapPost("/webhooks/stripe", Take).WithTags("Paiements").WithSummary("Message signé de Stripe")
            .Produces(200).ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(503);

    private static async Task<IResult> Take(HttpRequest request, StripeWebhook webhook)
    {
        // The signature is over the bytes as they came; Kestrel's limit ends a body that is too long.
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return await webhook.Take(body.GetBuffer().AsMemory(0, (int)body.Length), request.Headers[Signature]) switch
        {
            WebhookOutcome.Taken => TypedResults.Ok(),
            WebhookOutcome.NotOffered => Problem.Of(ProblemKinds.NotFound),
            WebhookOutcome.NotSigned => Problem.Of(ProblemKinds.WebhookNotSigned),
            WebhookOutcome.WrongSignature => Problem.Of(ProblemKinds.WebhookWrongSignature),
            WebhookOutcome.WrongTime => Problem.Of(ProblemKinds.WebhookWrongTime),
            WebhookOutcome.NotAnEvent => Problem.Of(ProblemKinds.WebhookNotAnEvent),
            WebhookOutcome.OtherVersion => Problem.Of(ProblemKinds.WebhookOtherVersion),
            _ => Problem.Of(ProblemKinds.ProviderUnavailable).WithRetryAfter(Soon),
        };
    }
}
