using Microsoft.Extensions.Options;

namespace Periscolaire.Silo.Payments;

/// <summary>Refuses settings with which money could be taken and never credited. What it says names settings, never their values.</summary>
internal sealed class StripeOptionsCheck(IHostEnvironment environment) : IValidateOptions<StripeOptions>
{
    public ValidateOptionsResult Validate(string? name, StripeOptions options)
    {
        var flaws = options.Accounts.SelectMany(entry => FlawsOf(entry.Path, entry.Account)).Concat(FlawsOf(options)).ToList();
        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);
    }

    private static IEnumerable<string> FlawsOf(string path, StripeAccountOptions account)
    {
        var (hasKey, hasSecret) = (account.ApiKey is { Length: > 0 }, account.WebhookSecret is { Length: > 0 });
        if (hasKey && !hasSecret)
            yield return $"{path}:ApiKey is set: set {path}:WebhookSecret too, or families would pay and never be credited.";
        if (hasSecret && !hasKey)
            yield return $"{path}:WebhookSecret is set: set {path}:ApiKey too, or remove it.";
        if (hasKey && !account.ApiKey!.StartsWith("sk_", StringComparison.Ordinal) && !account.ApiKey.StartsWith("rk_", StringComparison.Ordinal))
            yield return $"{path}:ApiKey must be a secret or restricted key: it begins with sk_ or rk_.";
        if (hasSecret && !account.WebhookSecret!.StartsWith("whsec_", StringComparison.Ordinal))
            yield return $"{path}:WebhookSecret must be a webhook's signing secret: it begins with whsec_.";
    }

    private IEnumerable<string> FlawsOf(StripeOptions options)
    {
        if (options.IsSet && !IsPublic(options.PublicUrl))
            yield return "Stripe:ApiKey is set: set Stripe:PublicUrl to the https address at which families find this program (http only on this machine).";
        foreach (var (path, url) in ((string, string?)[])[("Stripe:SuccessUrl", options.SuccessUrl), ("Stripe:CancelUrl", options.CancelUrl)])
        {
            if (url is not null && !IsPublic(url))
                yield return $"{path} must be an https address (http only on this machine).";
        }

        if (options.TimeoutSeconds * (options.Retries + 1) > StripeOptions.LongestSeconds)
            yield return $"Stripe:TimeoutSeconds times the calls (Stripe:Retries and one) must stay within {StripeOptions.LongestSeconds} seconds.";
        if (options.ApiBase is null)
            yield break;
        if (environment.IsProduction())
            yield return "Stripe:ApiBase is for tests: remove it in production.";
        if (!Uri.TryCreate(options.ApiBase, UriKind.Absolute, out var apiBase) || !apiBase.IsLoopback)
            yield return "Stripe:ApiBase must be an address of this machine: keys must not go anywhere else than to Stripe.";
    }

    private static bool IsPublic(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
