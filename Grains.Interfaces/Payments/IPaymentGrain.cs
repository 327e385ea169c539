using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Payments;

/// <summary>The key of <see cref="IPaymentGrain"/>.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Payment">Unique in the structure.</param>
[GenerateSerializer, Immutable, Alias("PaymentKey")]
public readonly record struct PaymentKey([property: Id(0)] StructureId Structure, [property: Id(1)] string Payment)
{
    /// <summary>Reads a key as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">A grain's key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">The text is not a key: a bug, never input.</exception>
    public static PaymentKey Parse(string text) =>
        text.Split('/') is [var structure, var payment] ? new(new(structure), payment) : throw new FormatException($"Not a payment: {text}");

    /// <inheritdoc/>
    public override string ToString() => $"{Structure.Value}/{Payment}";
}

/// <summary>
/// One card payment, keyed by <see cref="PaymentKey"/>. Wallets are credited when the payment provider says that it was paid, by the amounts that the
/// family asked for; whatever comes twice, late or in another order changes nothing more.
/// </summary>
[Alias("IPaymentGrain")]
public interface IPaymentGrain : IGrainWithStringKey
{
    /// <summary>Opens the provider's payment page. A repeat with the same intention gives the same page.</summary>
    /// <param name="intention">What the family wants to pay.</param>
    /// <returns>Where to send the family.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed; ask again.</exception>
    [Alias("Start")]
    Task<PaymentAnswer> Start(PaymentIntention intention);

    /// <summary>Where the payment stands.</summary>
    /// <returns>Null when there is no such payment.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Read")]
    Task<PaymentStanding?> Read();

    /// <summary>Takes what the provider says, in a signed message or when asked.</summary>
    /// <param name="notice">What it says.</param>
    /// <returns>False when there is no such payment. Otherwise all that follows from it is durable.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed; tell again.</exception>
    [Alias("Notify")]
    Task<bool> Notify(PaymentNotice notice);

    /// <summary>Asks the provider about a payment that it never told of.</summary>
    /// <returns>Once what it said is durable; false when the provider could not be reached: ask another time.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed; ask again.</exception>
    [Alias("Reconcile")]
    Task<bool> Reconcile();

    /// <summary>Has the provider pay back, and debits the wallets.</summary>
    /// <param name="refund">How much, and its name: a repeat is the same refund.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed; ask again.</exception>
    [Alias("Refund")]
    Task<RefundOutcome> Refund(RefundOrder refund);
}

/// <summary>Where card payments of a structure that need somebody's attention are found.</summary>
[Alias("IPaymentsGrain")]
public interface IPaymentsGrain : IGrainWithStringKey
{
    /// <summary>Payments, the latest first.</summary>
    /// <param name="filter">Which payments.</param>
    /// <param name="before">Only payments made before this one; null for all.</param>
    /// <param name="limit">The most to return, 1 to 201.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<PaymentStanding>> List(PaymentFilter filter, PaymentPosition? before, int limit);
}

/// <summary>Which payments a list shows.</summary>
/// <param name="Status">Only those; null for all.</param>
/// <param name="Family">Only this family's; null for all.</param>
[GenerateSerializer, Immutable, Alias("PaymentFilter")]
public sealed record PaymentFilter([property: Id(0)] PaymentStatus? Status, [property: Id(1)] FamilyId? Family);

/// <summary>A payment's place in a list.</summary>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="Id">Unique in the structure.</param>
[GenerateSerializer, Immutable, Alias("PaymentPosition")]
public sealed record PaymentPosition([property: Id(0)] DateTimeOffset CreatedAt, [property: Id(1)] string Id);

/// <summary>An amount for a wallet.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Amount">Euros, above zero, to the cent.</param>
[GenerateSerializer, Immutable, Alias("WalletAmount")]
public sealed record WalletAmount([property: Id(0)] string Wallet, [property: Id(1)] decimal Amount);

/// <summary>What a family wants to pay.</summary>
/// <param name="Family">The family.</param>
/// <param name="Amounts">One for each wallet, each wallet once.</param>
/// <param name="Email">Where the receipt goes.</param>
[GenerateSerializer, Immutable, Alias("PaymentIntention")]
public sealed record PaymentIntention([property: Id(0)] FamilyId Family, [property: Id(1)] ImmutableArray<WalletAmount> Amounts, [property: Id(2)] string Email)
{
    /// <summary>Euros.</summary>
    public decimal Total => Amounts.Sum(line => line.Amount);

    /// <inheritdoc/>
    public bool Equals(PaymentIntention? other) =>
        other is not null && Family == other.Family && Email == other.Email && Amounts.SequenceEqual(other.Amounts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Family, Total);

    /// <summary>Leaves the address out: a log must not hold it.</summary>
    /// <returns>The family and the total.</returns>
    public override string ToString() => $"PaymentIntention {{ {Family}, {Total} }}";
}

/// <summary>What became of starting a payment.</summary>
/// <param name="RedirectUrl">The provider's page; null when there is none.</param>
/// <param name="Why">Why there is none; null when there is one.</param>
[GenerateSerializer, Immutable, Alias("PaymentAnswer")]
public sealed record PaymentAnswer([property: Id(0)] string? RedirectUrl, [property: Id(1)] NoPaymentPage? Why = null);

/// <summary>Why a payment page could not be opened.</summary>
public enum NoPaymentPage
{
    /// <summary>The town hall takes no card payments.</summary>
    NotOffered,

    /// <summary>The provider could not be reached, or refused; the same payment may be started again.</summary>
    ProviderUnavailable,

    /// <summary>This payment was started with other amounts.</summary>
    Differs,

    /// <summary>This payment has ended: paid, expired or failed.</summary>
    Ended,
}

/// <summary>Where a card payment stands.</summary>
public enum PaymentStatus
{
    /// <summary>Wanted; the provider's page is not open yet.</summary>
    Intended,

    /// <summary>The provider's page is open, or a payment is under way.</summary>
    Open,

    /// <summary>Paid, and the wallets credited.</summary>
    Paid,

    /// <summary>The provider says that it was not paid.</summary>
    Failed,

    /// <summary>The provider's page was not used in time.</summary>
    Expired,

    /// <summary>The provider says something else than we asked for: not credited, staff look into it.</summary>
    PutAside,
}

/// <summary>A card payment.</summary>
/// <param name="Id">Unique in the structure.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Intention">What the family wants to pay.</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="Refunded">Euros paid back so far.</param>
/// <param name="Disputed">Euros that the family's bank took back.</param>
/// <param name="Remark">What staff should know; null for nothing.</param>
/// <param name="Reversals">Refunds and disputes, the earliest first.</param>
[GenerateSerializer, Immutable, Alias("PaymentStanding")]
public sealed record PaymentStanding(
    [property: Id(0)] string Id,
    [property: Id(1)] PaymentStatus Status,
    [property: Id(2)] PaymentIntention Intention,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] decimal Refunded,
    [property: Id(5)] decimal Disputed,
    [property: Id(6)] string? Remark,
    [property: Id(7)] ImmutableArray<PaymentReversal> Reversals);

/// <summary>What the provider says of a payment.</summary>
public enum NoticeKind
{
    /// <summary>Paid.</summary>
    Succeeded,

    /// <summary>Not paid, for good.</summary>
    Failed,

    /// <summary>Its page was not used in time.</summary>
    Expired,

    /// <summary>Paid back, in part or in full.</summary>
    Refunded,

    /// <summary>A refund that did not arrive.</summary>
    RefundFailed,

    /// <summary>The family's bank took money back.</summary>
    Disputed,

    /// <summary>The family's bank gave money back again.</summary>
    DisputeWon,
}

/// <summary>A message of the provider about one payment.</summary>
/// <param name="Event">The provider's own id of it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Subject">The provider's id of the session, refund or dispute.</param>
/// <param name="Amount">Euros that it says.</param>
/// <param name="Currency">Three small letters.</param>
/// <param name="PaymentIntent">The provider's id of the payment.</param>
/// <param name="Refund">Our own name of the refund; null for one that was not ordered here, and for everything else.</param>
[GenerateSerializer, Immutable, Alias("PaymentNotice")]
public sealed record PaymentNotice(
    [property: Id(0)] string Event,
    [property: Id(1)] NoticeKind Kind,
    [property: Id(2)] string Subject,
    [property: Id(3)] decimal Amount,
    [property: Id(4)] string? Currency,
    [property: Id(5)] string? PaymentIntent,
    [property: Id(6)] string? Refund = null);
