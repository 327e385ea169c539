using System.Collections.Immutable;
using Periscolaire.Payments.Rules;

namespace Periscolaire.Payments;

/// <summary>Reads what the journal kept of card payments. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IPaymentReader
{
    /// <summary>A payment with its stream's version, in one snapshot.</summary>
    /// <param name="key">The payment.</param>
    /// <returns>Version 0 and no payment when nothing was kept.</returns>
    Task<(long Version, CardPayment? Payment)> Payment(PaymentKey key);

    /// <summary>Payments, the latest first.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="filter">Which payments.</param>
    /// <param name="before">Only payments made before this one; null for all.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>At most that many.</returns>
    Task<ImmutableArray<CardPayment>> List(StructureId structure, PaymentFilter filter, PaymentPosition? before, int limit);

    /// <summary>Payments of which the provider has not said what became of them.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>Their ids.</returns>
    Task<ImmutableArray<string>> Unsettled(StructureId structure);
}
