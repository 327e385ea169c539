using System.Collections.Immutable;

namespace Periscolaire.Privacy;

/// <summary>What the GDPR gives a family, keyed by its <see cref="Families.FamilyKey"/>: everything known of it, and being forgotten.</summary>
[Alias("IFamilyPrivacyGrain")]
public interface IFamilyPrivacyGrain : IGrainWithStringKey
{
    /// <summary>Everything known of the family, health notes included, no secrets; the audit trail is told first.</summary>
    /// <param name="by">Who asks: the family itself, or an administrator.</param>
    /// <returns>Null when there is no such family.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Export")]
    Task<ImmutableArray<PersonalTable>?> Export(Author by);

    /// <summary>Erases who the family is: names, addresses, texts and secrets go; sums, counts, ids, dates and statuses stay.</summary>
    /// <param name="order">Who wants it, and why.</param>
    /// <returns>What became of it. A repeat finishes what a crash left, and tells the audit trail nothing twice.</returns>
    /// <exception cref="StoreUnavailableException">It was not confirmed; ask again.</exception>
    /// <exception cref="StaleStreamException">Something was written meanwhile: nothing was erased; ask again.</exception>
    [Alias("Erase")]
    Task<ErasureAnswer> Erase(ErasureOrder order);
}

/// <summary>The part of a family that forgets; called by <see cref="IFamilyPrivacyGrain"/>.</summary>
[Alias("IFamilyErasure")]
public interface IFamilyErasure : IGrainWithStringKey
{
    /// <summary>Erases what the tables hold of the family, all or nothing; its accounts are closed with it, their secrets are not its to forget.</summary>
    /// <param name="order">Who wants it, and why.</param>
    /// <returns>What became of it; a repeat erases what came since.</returns>
    /// <exception cref="StoreUnavailableException">It was not confirmed; ask again.</exception>
    /// <exception cref="StaleStreamException">Something was written meanwhile: nothing was erased; ask again.</exception>
    [Alias("Erase")]
    Task<ErasureAnswer> Erase(ErasureOrder order);
}
