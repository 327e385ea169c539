using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Wallets;

/// <summary>Finds receipts of a structure by their numbers, keyed by its <see cref="StructureId"/>. Reads only.</summary>
[Alias("IReceiptsGrain")]
public interface IReceiptsGrain : IGrainWithStringKey
{
    /// <summary>A receipt.</summary>
    /// <param name="year">The year of its series.</param>
    /// <param name="number">Its number in the series.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Find"), AlwaysInterleave]
    Task<FoundReceipt?> Find(int year, long number);
}

/// <summary>A receipt with what it entered.</summary>
/// <param name="Family">The family that it belongs to.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="Postings">What it entered, by wallet.</param>
[GenerateSerializer, Immutable, Alias("FoundReceipt")]
public sealed record FoundReceipt(
    [property: Id(0)] FamilyId Family, [property: Id(1)] NumberedReceipt Receipt, [property: Id(2)] ImmutableArray<Posting> Postings);
