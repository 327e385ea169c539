using Periscolaire.Catalogue;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Silo.Demo;

/// <summary>The demo structure, for trying the software: filled at the first embedded start, refused in production.</summary>
public static class DemoHosting
{
    /// <summary>The setting that turns the demo off outside production: <c>Demo:Enabled</c>.</summary>
    public const string Setting = "Demo:Enabled";

    /// <summary>Fills the demo structure once the silo runs, unless it is there already, or in production refuses to start beside it.</summary>
    /// <param name="builder">The host.</param>
    /// <returns>The same builder.</returns>
    public static IHostApplicationBuilder AddDemo(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsProduction())
            builder.Services.AddHostedService<NoDemo>();
        else if (builder.Configuration.GetValue(Setting, defaultValue: true))
            builder.Services.AddHostedService<DemoSeeding>();
        return builder;
    }

    /// <summary>Anyone can read the demo's passwords: its database must never serve families.</summary>
    private sealed class NoDemo(IGrainFactory grains) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var catalogue = await grains.GetGrain<ICatalogueGrain>(DemoTown.Structure.Value).Read();
            if (catalogue?.Settings.IsDemo == true)
            {
                throw new StartRefusedException(
                    "This database holds the demo structure, whose passwords are published: use another one in production, or start with ASPNETCORE_ENVIRONMENT=Development.");
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
