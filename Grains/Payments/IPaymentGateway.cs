using System.Collections.Immutable;

namespace Periscolaire.Payments;

/// <summary>The payment provider. A provider that cannot be reached, or refuses, is a value; never an exception.</summary>
public interface IPaymentGateway
{
    /// <summary>Whether a structure takes card payments at all.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>False when nothing is set up for it.</returns>
    bool IsOffered(StructureId structure);

    /// <summary>Opens a payment page; a repeat for the same payment gives the same page.</summary>
    /// <param name="order">What is to be paid.</param>
    /// <returns>Null when the provider could not be reached, or refused.</returns>
    Task<PaymentPage?> Open(PaymentOrder order);

    /// <summary>Asks what became of a page and of the payment made on it.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="session">The provider's id of the page.</param>
    /// <returns>What it would have told by messages, empty when nothing has happened; null when it could not be reached.</returns>
    Task<ImmutableArray<PaymentNotice>?> Ask(PaymentKey payment, string session);

    /// <summary>What the provider has told of a structure's payments since an instant, whether its messages came or not.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="since">The first instant; a provider may have forgotten what is older than a month.</param>
    /// <returns>The notices, the earliest first; null when it could not be reached.</returns>
    Task<ImmutableArray<(PaymentKey Payment, PaymentNotice Notice)>?> Told(StructureId structure, DateTimeOffset since);

    /// <summary>Has money paid back; the same refund is done once.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="paymentIntent">The provider's id of it.</param>
    /// <param name="refund">How much, and its name.</param>
    /// <returns>What the provider made of it.</returns>
    Task<RefundReply> Refund(PaymentKey payment, string paymentIntent, RefundOrder refund);
}

/// <summary>What the provider made of a refund.</summary>
/// <param name="Notice">What its message would say; null when there is no refund.</param>
/// <param name="IsRefused">Whether it refuses, and would again; false when it could not be reached.</param>
public sealed record RefundReply(PaymentNotice? Notice, bool IsRefused = false);

/// <summary>What is to be paid.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="Lines">One for each wallet.</param>
/// <param name="Email">Proposed to the provider as the payer's address.</param>
public sealed record PaymentOrder(PaymentKey Payment, ImmutableArray<PaymentOrderLine> Lines, string Email)
{
    /// <summary>Leaves the address out.</summary>
    /// <returns>The payment only.</returns>
    public override string ToString() => $"PaymentOrder {{ {Payment} }}";
}

/// <summary>A line of what is to be paid.</summary>
/// <param name="Label">As the family reads it.</param>
/// <param name="Amount">Euros.</param>
public sealed record PaymentOrderLine(string Label, decimal Amount);

/// <summary>An open payment page.</summary>
/// <param name="Session">The provider's id of it.</param>
/// <param name="Url">Where it is.</param>
public sealed record PaymentPage(string Session, string Url);
