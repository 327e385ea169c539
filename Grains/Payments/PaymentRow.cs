using Periscolaire.Journal;
using Periscolaire.Payments.Rules;

namespace Periscolaire.Payments;

/// <summary>A card payment, replaced by key.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Payment">The payment; its id completes the key.</param>
public sealed record PaymentRow(StructureId Structure, CardPayment Payment) : Row
{
    /// <inheritdoc/>
    public override object Key => Payment.Id;
}
