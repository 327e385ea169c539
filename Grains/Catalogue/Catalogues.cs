using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Periscolaire.Catalogue.Rules;

namespace Periscolaire.Catalogue;

/// <summary>
/// A silo's catalogues. Each is fetched once and then watched: its grain tells of a change before the change is answered. A message can be lost,
/// so each is also asked for again after <see cref="Trusted"/>, without keeping anyone waiting.
/// </summary>
internal sealed class Catalogues(IGrainFactory grains, TownClock clock, ILogger<Catalogues> log)
    : ICatalogues, ICatalogueWatcher, ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>How long a catalogue is used before its grain is asked whether it still is in force.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<StructureId, Known> _known = new();
    private ICatalogueWatcher? _reference;

    public ValueTask<CatalogueIndex?> Of(StructureId structure)
    {
        if (!_known.TryGetValue(structure, out var known))
            return new ValueTask<CatalogueIndex?>(Fetch(structure));
        if (clock.GetElapsedTime(known.CheckedAt) > Trusted && _known.TryUpdate(structure, known with { CheckedAt = clock.GetTimestamp() }, known))
            _ = Refresh(structure);
        return ValueTask.FromResult<CatalogueIndex?>(known.Index);
    }

    public Task Changed(StructureCatalogue catalogue)
    {
        Keep(catalogue);
        return Task.CompletedTask;
    }

    /// <summary>Becomes reachable before the silo's first grain is: a grain's turn is no place to do so.</summary>
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<Catalogues>(ServiceLifecycleStage.ApplicationServices, _ =>
    {
        _reference = grains.CreateObjectReference<ICatalogueWatcher>(this);
        return Task.CompletedTask;
    });

    private async Task<CatalogueIndex?> Fetch(StructureId structure)
    {
        var catalogue = await grains.GetGrain<ICatalogueGrain>(structure.Value).Watch(_reference!);
        return catalogue is null ? null : Keep(catalogue);
    }

    private async Task Refresh(StructureId structure)
    {
        try
        {
            await Fetch(structure);
        }
        catch (Exception failure)
        {
            // What is known stays in use: a catalogue some seconds old serves families better than none.
            log.LogWarning(failure, "The catalogue of {Structure} could not be checked", structure);
        }
    }

    /// <summary>Keeps the newer of what is known and what is told: messages may cross.</summary>
    private CatalogueIndex Keep(StructureCatalogue catalogue) => _known.AddOrUpdate(
        catalogue.Structure,
        _ => new Known(new CatalogueIndex(catalogue), clock.GetTimestamp()),
        (_, known) => known.Index.Catalogue.Version >= catalogue.Version
            ? known with { CheckedAt = clock.GetTimestamp() }
            : new Known(new CatalogueIndex(catalogue), clock.GetTimestamp())).Index;

    private sealed record Known(CatalogueIndex Index, long CheckedAt);
}
