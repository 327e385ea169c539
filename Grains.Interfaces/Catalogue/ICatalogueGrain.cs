using System.Collections.Immutable;
using Periscolaire.Audit;

namespace Periscolaire.Catalogue;

/// <summary>The catalogue of one structure, keyed by its <see cref="StructureId"/>. Called by staff; each silo watches it.</summary>
[Alias("ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    /// <summary>The catalogue in force.</summary>
    /// <returns>Null when there is no such structure.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read.</exception>
    [Alias("Read")]
    Task<StructureCatalogue?> Read();

    /// <summary>Replaces the catalogue; every silo has the new one, or forgets the old one, before this returns.</summary>
    /// <param name="catalogue">The new one; its version must be the one in force plus 1 (1 for a new structure).</param>
    /// <param name="audit">What the audit trail is told before it is kept; null for what staff did not ask.</param>
    /// <returns>False when the version does not follow: it was changed meanwhile, perhaps by an earlier try of this call; read it and compare.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; it may have happened or not.</exception>
    [Alias("Save")]
    Task<bool> Save(StructureCatalogue catalogue, AuditEntry? audit = null);

    /// <summary>Replaces the price grids, once nothing is wrong with them.</summary>
    /// <param name="version">The version that was read.</param>
    /// <param name="grids">All grids as they are to be.</param>
    /// <param name="audit">What the audit trail is told before they are kept; null for what staff did not ask.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; it may have happened or not.</exception>
    [Alias("SaveGrids")]
    Task<GridsAnswer> SaveGrids(long version, ImmutableArray<PriceGrid> grids, AuditEntry? audit = null);

    /// <summary>Tells a silo of changes from now on, for two minutes; a repeat goes on longer.</summary>
    /// <param name="watcher">Who is told.</param>
    /// <returns>The catalogue in force; null when there is no such structure.</returns>
    [Alias("Watch")]
    Task<StructureCatalogue?> Watch(ICatalogueWatcher watcher);
}

/// <summary>What became of replacing price grids.</summary>
/// <param name="Flaws">Why they cannot be used; empty when they can.</param>
/// <param name="Saved">The catalogue with them; null when it was changed meanwhile, or they cannot be used.</param>
[GenerateSerializer, Immutable, Alias("GridsAnswer")]
public sealed record GridsAnswer([property: Id(0)] ImmutableArray<GridFlaw> Flaws, [property: Id(1)] StructureCatalogue? Saved);

/// <summary>A silo's cache of catalogues.</summary>
[Alias("ICatalogueWatcher")]
public interface ICatalogueWatcher : IGrainObserver
{
    /// <summary>A catalogue has changed.</summary>
    /// <param name="catalogue">The one now in force.</param>
    /// <returns>When it is in use.</returns>
    [Alias("Changed")]
    Task Changed(StructureCatalogue catalogue);
}
