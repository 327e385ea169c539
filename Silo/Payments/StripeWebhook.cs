using System.Text;
using System.Text.Json;
using Periscolaire.Payments;
using Stripe;

namespace Periscolaire.Silo.Payments;

/// <summary>What became of something that claims to come from Stripe.</summary>
public enum WebhookOutcome
{
    /// <summary>All that follows from it is durable, or nothing does.</summary>
    Taken,

    /// <summary>No account of Stripe is set up.</summary>
    NotOffered,

    /// <summary>It bears no signature.</summary>
    NotSigned,

    /// <summary>Nobody whom we know signed it.</summary>
    WrongSignature,

    /// <summary>It was signed too long ago, or is of the future: it may have been recorded and played again.</summary>
    WrongTime,

    /// <summary>It is well signed, and no event.</summary>
    NotAnEvent,

    /// <summary>It is an event as another version of Stripe's interface writes it.</summary>
    OtherVersion,

    /// <summary>Stripe could not be asked which payment it is about.</summary>
    ProviderUnavailable,
}

/// <summary>Takes Stripe's signed messages, and hands what they say to the payments. What fails in our own store is thrown, as everywhere.</summary>
/// <param name="services">The host's services.</param>
public sealed class StripeWebhook(IServiceProvider services)
{
    private readonly StripeAccounts _accounts = services.GetRequiredService<StripeAccounts>();
    private readonly IGrainFactory _grains = services.GetRequiredService<IGrainFactory>();
    private readonly TimeProvider _machine = services.GetRequiredService<TimeProvider>();
    private readonly ILogger<StripeWebhook> _log = services.GetRequiredService<ILogger<StripeWebhook>>();

    /// <summary>Takes a message.</summary>
    /// <param name="body">The body as it came, byte by byte.</param>
    /// <param name="signature">The header <c>Stripe-Signature</c>.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed; Stripe tells again.</exception>
    public async Task<WebhookOutcome> Take(ReadOnlyMemory<byte> body, string? signature)
    {
        var all = _accounts.All.ToList();
        if (all.Count == 0)
            return WebhookOutcome.NotOffered;
        if (string.IsNullOrWhiteSpace(signature))
            return WebhookOutcome.NotSigned;
        var text = Encoding.UTF8.GetString(body.Span);
        var signers = all.Where(account => IsSigned(text, signature, account.WebhookSecret, tolerance: long.MaxValue)).ToList();
        if (signers.Count == 0)
            return WebhookOutcome.WrongSignature;
        if (!IsSigned(text, signature, signers[0].WebhookSecret, EventUtility.DefaultTimeTolerance))
            return WebhookOutcome.WrongTime;
        return Parse(text) switch
        {
            null => WebhookOutcome.NotAnEvent,
            { } told when !IsReadable(told) => WebhookOutcome.OtherVersion,
            { } told => await Take(told, signers),
        };
    }

    private async Task<WebhookOutcome> Take(Event told, List<StripeAccount> signers)
    {
        try
        {
            foreach (var (payment, notice) in await new StripeMessages(signers[0]).Read(told))
            {
                // An account speaks only of the town halls that are paid into it.
                if (_accounts.Of(payment.Structure) is not { } account || !signers.Contains(account))
                    _log.LogWarning("Event {Event} speaks of payment {Payment}, which another account serves", told.Id, payment);
                else if (!await _grains.GetGrain<IPaymentGrain>(payment.ToString()).Notify(notice))
                    _log.LogWarning("Event {Event} speaks of payment {Payment}, which is not known", told.Id, payment);
            }

            return WebhookOutcome.Taken;
        }
        catch (Exception failure) when (StripeFailure.IsForeign(failure))
        {
            _log.LogError("Stripe did not explain event {Event}: {Failure}", told.Id, StripeFailure.Of(failure));
            return WebhookOutcome.ProviderUnavailable;
        }
    }

    private bool IsSigned(string body, string signature, string secret, long tolerance)
    {
        try
        {
            // Signed by the machine's time, also when a demonstration goes by another.
            EventUtility.ValidateSignature(body, signature, secret, tolerance, _machine.GetUtcNow().ToUnixTimeSeconds());
            return true;
        }
        catch (Exception flaw) when (flaw is StripeException or FormatException or OverflowException or ArgumentException or NullReferenceException)
        {
            return false;
        }
    }

    private bool IsReadable(Event told)
    {
        if (told.ApiVersion is { } version && EventUtility.IsCompatibleApiVersion(version))
            return true;
        _log.LogError(
            "Event {Event} is of version {Version}: set the webhook's version at Stripe to {Expected}", told.Id, told.ApiVersion, StripeConfiguration.ApiVersion);
        return false;
    }

    /// <summary>The form is checked first: the library meets what it does not expect with exceptions of every kind.</summary>
    private static Event? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("object", out var kind) && kind.ValueKind is JsonValueKind.String && kind.ValueEquals("event")
                && IsText(root, "id") && IsText(root, "type")
                && root.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Object
                && data.TryGetProperty("object", out var about) && about.ValueKind is JsonValueKind.Object
                ? EventUtility.ParseEvent(text, throwOnApiVersionMismatch: false)
                : null;
        }
        catch (Exception flaw) when (flaw is JsonException or InvalidOperationException or FormatException or ArgumentException or NotSupportedException or NullReferenceException)
        {
            return null;
        }
    }

    private static bool IsText(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= 200 };
}
