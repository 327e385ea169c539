using Microsoft.Extensions.Options;
using Stripe;

namespace Periscolaire.Silo.Payments;

/// <summary>A Stripe account that town halls are paid into.</summary>
/// <param name="Client">Speaks to Stripe with the account's key.</param>
/// <param name="WebhookSecret">Signs what Stripe tells of the account.</param>
internal sealed record StripeAccount(StripeClient Client, string WebhookSecret)
{
    /// <summary>Leaves the secret out: a log must not hold it.</summary>
    public override string ToString() => nameof(StripeAccount);
}

/// <summary>Which account serves which structure: its own, or else the common one.</summary>
internal sealed class StripeAccounts : IDisposable
{
    private readonly HttpClient _http;
    private readonly StripeAccount? _common;
    private readonly Dictionary<string, StripeAccount> _own;

    public StripeAccounts(IOptions<StripeOptions> options, ILogger<StripeAccounts> log)
    {
        var settings = options.Value;
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
        };
        _common = AccountOf(settings, settings);
        _own = settings.Structures
            .Select(entry => (entry.Key, Account: AccountOf(entry.Value, settings)))
            .Where(entry => entry.Account is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Account!, StringComparer.Ordinal);
        foreach (var (path, account) in settings.Accounts)
        {
            if (account.ApiKey?.Contains("_test_", StringComparison.Ordinal) == true)
                log.LogWarning("{Setting} is a test key: wallets are credited, and no money moves", $"{path}:ApiKey");
        }
    }

    /// <summary>Every account.</summary>
    public IEnumerable<StripeAccount> All => _common is null ? _own.Values : _own.Values.Prepend(_common);

    /// <summary>The account that a structure is paid into; null when it takes no card payments.</summary>
    public StripeAccount? Of(StructureId structure) => _own.GetValueOrDefault(structure.Value) ?? _common;

    public void Dispose() => _http.Dispose();

    private StripeAccount? AccountOf(StripeAccountOptions account, StripeOptions settings)
    {
        if (account is not { ApiKey: { Length: > 0 } key, WebhookSecret: { Length: > 0 } secret })
            return null;
        var client = new StripeClientOptions
        {
            ApiKey = key,
            HttpClient = new SystemNetHttpClient(_http, settings.Retries, appInfo: null, enableTelemetry: false),
        };
        if (settings.ApiBase is { } apiBase)
            client.ApiBase = apiBase.TrimEnd('/');
        return new StripeAccount(new StripeClient(client), secret);
    }
}
