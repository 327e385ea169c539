using System.Collections.Immutable;

namespace Periscolaire.Supervision;

/// <summary>Adds up what the tables say of a structure's money. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IMoneyAuditReader
{
    /// <summary>Every wallet, added up from its entries.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>All in one snapshot.</returns>
    Task<ImmutableArray<KeptWallet>> Wallets(StructureId structure);

    /// <summary>Bookings, receipts and card payments that do not say what the ledger says.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="limit">The most of each kind to return.</param>
    /// <returns>Nothing when all is well.</returns>
    Task<ImmutableArray<Violation>> Violations(StructureId structure, int limit);
}

/// <summary>A wallet as the tables have it, told twice over.</summary>
/// <param name="Family">The family.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="Balance">Euros that the store keeps beside it.</param>
/// <param name="Entries">Entries that the store counted.</param>
/// <param name="Sum">Euros: the sum of its entries.</param>
/// <param name="Count">How many entries there are.</param>
/// <param name="First">The smallest number among them.</param>
/// <param name="Last">The greatest.</param>
/// <param name="Broken">The first entry whose running balance is not the sum up to it; null when all are.</param>
public sealed record KeptWallet(
    FamilyId Family, string Wallet, decimal Balance, long Entries, decimal Sum, long Count, long First, long Last, long? Broken);
