using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;
using Periscolaire.Audit;
using Periscolaire.Mail;
using Periscolaire.Transmission;
using Periscolaire.Transmission.Rules;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Catalogue;

/// <summary>What the store keeps of a catalogue.</summary>
/// <param name="Catalogue">The one in force; null when there is no such structure.</param>
public sealed record CatalogueState(StructureCatalogue? Catalogue)
{
    /// <summary>Initializes a new instance of the <see cref="CatalogueState"/> class: no structure.</summary>
    public CatalogueState()
        : this(Catalogue: null)
    {
    }
}

/// <summary>Keeps one structure's catalogue and tells the silos of each change.</summary>
[GrainType("catalogue")]
internal sealed class CatalogueGrain(
    [PersistentState("catalogue")] IPersistentState<CatalogueState> stored, ILogger<CatalogueGrain> log, TownClock clock)
    : Grain, ICatalogueGrain
{
    private static readonly TimeSpan WatchLasts = TimeSpan.FromMinutes(2);

    private readonly ObserverManager<ICatalogueWatcher> _watchers = new(WatchLasts, log) { GetDateTime = () => clock.GetUtcNow().UtcDateTime };

    /// <summary>Catalogues saved before there was money have no wallets and no grids.</summary>
    private StructureCatalogue? InForce => stored.State.Catalogue is { } catalogue
        ? catalogue with { Wallets = catalogue.Wallets.IsDefault ? [] : catalogue.Wallets, Grids = catalogue.Grids.IsDefault ? [] : catalogue.Grids }
        : null;

    public Task<StructureCatalogue?> Read() => Task.FromResult(InForce);

    public async Task<bool> Save(StructureCatalogue catalogue, AuditEntry? audit = null)
    {
        if (catalogue.Structure.Value != this.GetPrimaryKeyString())
            throw new ArgumentException($"Catalogue of {catalogue.Structure}, not of {this.GetPrimaryKeyString()}.", nameof(catalogue));
        var inForce = stored.State.Catalogue?.Version ?? 0;
        if (catalogue.Version != inForce + 1)
            return false;

        if (audit is not null)
            await GrainFactory.GetGrain<IAuditTrailGrain>(catalogue.Structure.Value).Append(audit);

        // First the reminders: a structure that exists without them would have no nights and no mail, reminders without a structure do nothing.
        await GrainFactory.GetGrain<IMailSenderGrain>(catalogue.Structure.Value).KeepWatch();
        await GrainFactory.GetGrain<ITransmissionGrain>(catalogue.Structure.Value).KeepWatch(catalogue.Settings.NightAt ?? Nights.DefaultHour);
        await stored.Keep(new CatalogueState(catalogue), DeactivateOnIdle);

        // A silo that cannot be told asks again by itself within seconds; waiting for the others is what "at once" means.
        await _watchers.Notify(watcher => watcher.Changed(catalogue));
        return true;
    }

    public async Task<GridsAnswer> SaveGrids(long version, ImmutableArray<PriceGrid> grids, AuditEntry? audit = null)
    {
        if (InForce is not { } catalogue)
            return new GridsAnswer([], Saved: null);
        var next = catalogue with { Version = version + 1, Grids = [.. grids.Select(grid => grid.WithBoundaries())] };
        return GridChecks.Flaws(next) is { IsEmpty: false } flaws
            ? new GridsAnswer(flaws, Saved: null)
            : new GridsAnswer([], await Save(next, audit) ? next : null);
    }

    public Task<StructureCatalogue?> Watch(ICatalogueWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        return Read();
    }
}
