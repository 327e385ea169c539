using System.Globalization;
using Periscolaire.Testing;

namespace Periscolaire.WebApi.Tests;

/// <summary>The real program on ports that it keeps over restarts, and a client for it.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private ServerProcess _process;

    private WebServer(Dictionary<string, string?> settings, Uri address)
    {
        _settings = settings;
        Address = address;
        _process = ServerProcess.Start("WebApi", settings);
    }

    public Uri Address { get; }

    public string Output => _process.Output;

    /// <summary>Starts the program on a store and waits until it is ready.</summary>
    public static async Task<WebServer> Start(TestStore store, params (string Key, string Value)[] more)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        var settings = new Dictionary<string, string?>(store.Settings, StringComparer.Ordinal)
        {
            ["Urls"] = address.ToString(),
            ["Cluster:SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        var server = new WebServer(settings, address);
        await server.UntilReady();
        return server;
    }

    /// <summary>SIGKILL.</summary>
    public Task Kill() => _process.Kill();

    /// <summary>SIGTERM.</summary>
    public Task Stop() => _process.Stop();

    /// <summary>Starts the program again, as it was.</summary>
    public Task StartAgain()
    {
        _process.Dispose();
        _process = ServerProcess.Start("WebApi", _settings);
        return UntilReady();
    }

    public void Dispose() => _process.Dispose();

    private async Task UntilReady()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        await _process.Until(
            async () =>
            {
                try
                {
                    return (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode;
                }
                catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            },
            TimeSpan.FromMinutes(2));
    }
}
