namespace Periscolaire.Payments;

/// <summary>A refund or a dispute of a payment.</summary>
/// <param name="Subject">The provider's id of it.</param>
/// <param name="IsDispute">Whether the family's bank took it, instead of staff giving it.</param>
/// <param name="Amount">Euros.</param>
/// <param name="IsUndone">Whether the money came again: a refund that did not arrive, a dispute won.</param>
/// <param name="Order">The refund as staff ordered it; null when it was not ordered here.</param>
[GenerateSerializer, Immutable, Alias("PaymentReversal")]
public sealed record PaymentReversal(
    [property: Id(0)] string Subject,
    [property: Id(1)] bool IsDispute,
    [property: Id(2)] decimal Amount,
    [property: Id(3)] bool IsUndone,
    [property: Id(4)] RefundOrder? Order);

/// <summary>A refund that staff want.</summary>
/// <param name="Id">Names it: a repeat is the same refund.</param>
/// <param name="Amount">Euros, above zero.</param>
/// <param name="Reason">Why; kept with what it debits.</param>
/// <param name="By">Who wants it.</param>
[GenerateSerializer, Immutable, Alias("RefundOrder")]
public sealed record RefundOrder(
    [property: Id(0)] string Id, [property: Id(1)] decimal Amount, [property: Id(2)] string Reason, [property: Id(3)] Author By);

/// <summary>What became of a refund.</summary>
public enum RefundOutcome
{
    /// <summary>The provider pays back, and the wallets are debited.</summary>
    Done,

    /// <summary>There is no such payment, or it was not paid.</summary>
    NotPaid,

    /// <summary>More than is left of the payment.</summary>
    TooMuch,

    /// <summary>A refund of this name was ordered with another amount.</summary>
    Differs,

    /// <summary>The provider refuses it, e.g. since the bank disputes the payment.</summary>
    Refused,

    /// <summary>The provider tried, and the money did not arrive: order another one.</summary>
    Failed,

    /// <summary>The provider could not be reached; the same refund may be ordered again.</summary>
    ProviderUnavailable,
}
