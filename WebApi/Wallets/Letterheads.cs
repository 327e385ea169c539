using Periscolaire.Catalogue;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Wallets;

/// <summary>The heads of a structure's documents.</summary>
/// <param name="grains">Where structures are asked.</param>
/// <param name="clock">Tells the day of printing.</param>
internal sealed class Letterheads(IGrainFactory grains, TownClock clock)
{
    /// <summary>The head of a structure's documents, and the names of its wallets.</summary>
    public async Task<(Letterhead Head, Func<string, string> WalletLabelOf)> Of(StructureId structure)
    {
        var catalogue = await grains.GetGrain<ICatalogueGrain>(structure.Value).Read();
        return (
            new Letterhead(catalogue?.Settings.Name ?? structure.Value, catalogue?.Settings.Contact, ParisDay.Of(clock.GetUtcNow())),
            wallet => catalogue?.Wallets.FirstOrDefault(offer => offer.Id == wallet)?.Label ?? wallet);
    }
}
