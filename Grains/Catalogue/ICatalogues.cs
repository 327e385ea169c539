using Periscolaire.Catalogue.Rules;

namespace Periscolaire.Catalogue;

/// <summary>The catalogues in force, as this silo knows them: in memory, told of changes at once.</summary>
public interface ICatalogues
{
    /// <summary>The catalogue of a structure.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>Null when there is no such structure.</returns>
    /// <exception cref="StoreUnavailableException">It is not known here yet, and the store could not be read.</exception>
    ValueTask<CatalogueIndex?> Of(StructureId structure);
}
