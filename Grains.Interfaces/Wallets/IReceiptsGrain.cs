namespace Periscolaire.Wallets;

/// <summary>The receipts of a structure for its staff, keyed by its <see cref="StructureId"/>. Reads only; a family asks its own <see cref="IFamilyWallets"/>.</summary>
[Alias("IReceiptsGrain")]
public interface IReceiptsGrain : IGrainWithStringKey
{
    /// <summary>A receipt, with what it entered.</summary>
    /// <param name="year">The year of its series.</param>
    /// <param name="number">Its number in the series.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Find")]
    Task<ReceiptSheet?> Find(int year, long number);
}
