using System.ComponentModel.DataAnnotations;

namespace Periscolaire.Silo.Payments;

/// <summary>A Stripe account: its key and the secret of its webhook.</summary>
public class StripeAccountOptions
{
    /// <summary>Gets or sets the secret or restricted key; without one, no card payments.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets the signing secret of the webhook that points to <c>/api/v1/webhooks/stripe</c>.</summary>
    public string? WebhookSecret { get; set; }
}

/// <summary>Settings of the section <c>Stripe</c>; its own account serves every structure that has none of its own.</summary>
public sealed class StripeOptions : StripeAccountOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Stripe";

    /// <summary>The longest that Stripe may keep a call waiting, retries included: grains give up after 15 seconds.</summary>
    internal const int LongestSeconds = 12;

    /// <summary>Gets the accounts of town halls whose money goes to a régie of their own, by structure.</summary>
    public IDictionary<string, StripeAccountOptions> Structures { get; } = new Dictionary<string, StripeAccountOptions>(StringComparer.Ordinal);

    /// <summary>Gets or sets where families' browsers find this program: what Stripe sends them back to begins with it.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Gets or sets where Stripe sends who paid; null for a page of this program. <c>{payment}</c> becomes the payment's id.</summary>
    public string? SuccessUrl { get; set; }

    /// <summary>Gets or sets where Stripe sends who gave up; null for a page of this program. <c>{payment}</c> becomes the payment's id.</summary>
    public string? CancelUrl { get; set; }

    /// <summary>Gets or sets a stand-in for Stripe on this machine, for tests; null for Stripe itself.</summary>
    public string? ApiBase { get; set; }

    /// <summary>Gets or sets how long to wait for one answer of Stripe, in seconds.</summary>
    [Range(1, LongestSeconds)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>Gets or sets how often a call that got no answer is made again; the same call is done once.</summary>
    [Range(0, 3)]
    public int Retries { get; set; } = 1;

    /// <summary>Gets the accounts by where they are set.</summary>
    internal IEnumerable<(string Path, StripeAccountOptions Account)> Accounts =>
        Structures.Select(entry => ($"{Section}:{nameof(Structures)}:{entry.Key}", entry.Value)).Prepend((Section, this));

    /// <summary>Gets whether any structure takes card payments.</summary>
    internal bool IsSet => Accounts.Any(entry => entry.Account.ApiKey is { Length: > 0 });
}
