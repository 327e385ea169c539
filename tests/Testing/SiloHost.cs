using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Periscolaire.Silo.Hosting;

namespace Periscolaire.Testing;

/// <summary>A silo in the tests' own process, set up as the program is.</summary>
public sealed class SiloHost : IAsyncDisposable
{
    private readonly IHost _host;

    private SiloHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts a silo on a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="configure">What the test replaces: faults, clocks.</param>
    public static async Task<SiloHost> Start(TestStore store, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(store.Settings);
        builder.Logging.ClearProviders();
        builder.AddPeriscolaireSilo();
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return new SiloHost(host);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();

        // Orleans' connections would outlive the silo in this process and use the server up.
        Npgsql.NpgsqlConnection.ClearAllPools();
    }
}
