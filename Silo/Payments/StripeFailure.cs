using System.Globalization;
using System.Net;
using System.Text.Json;
using Stripe;

namespace Periscolaire.Silo.Payments;

/// <summary>What can go wrong with Stripe, told apart; its messages may quote what a family typed, so that none is ever logged.</summary>
internal static class StripeFailure
{
    /// <summary>Whether an exception is one of a provider that fails, and not one of ours.</summary>
    public static bool IsForeign(Exception failure) =>
        failure is StripeException or HttpRequestException or OperationCanceledException or IOException or JsonException;

    /// <summary>Whether Stripe answered, and would answer the same again.</summary>
    public static bool IsRefusal(Exception failure) =>
        failure is StripeException { HttpStatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } refusal
        && refusal.HttpStatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests);

    /// <summary>What may be logged of it.</summary>
    public static string Of(Exception failure) => failure is StripeException refusal
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)refusal.HttpStatusCode} {refusal.StripeError?.Type} {refusal.StripeError?.Code} {refusal.StripeError?.Param} {refusal.StripeResponse?.RequestId}").Trim()
        : failure.GetType().Name;
}
