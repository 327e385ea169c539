using System.Collections.Immutable;
using Periscolaire.Wallets;

namespace Periscolaire.Payments.Rules;

/// <summary>What follows from a message of the provider.</summary>
/// <param name="Payment">The payment after it.</param>
/// <param name="Orders">What is to be entered in the family's ledger, in order; each cause is entered once however often it is ordered.</param>
/// <param name="IsKeptFirst">
/// Whether the payment is kept before the ledger: how a refund is shared depends on those before it, so it must not be decided twice. That money came is kept
/// after the ledger: "paid" means that the wallets have it.
/// </param>
public sealed record PaymentDecision(CardPayment Payment, ImmutableArray<LedgerOrder> Orders, bool IsKeptFirst = false);

/// <summary>
/// How a card payment takes messages (RELIABILITY: PAY). They may come twice, late and in any order: what was paid stays paid, and each refund and
/// dispute is booked once, by the provider's own id of it. The wallets depend on which messages came, not on when.
/// </summary>
public static class CardPaymentRules
{
    private const string Euro = "eur";

    private static readonly Author Provider = new("system:stripe");

    /// <summary>Takes a message.</summary>
    /// <param name="payment">The payment before.</param>
    /// <param name="notice">What the provider says.</param>
    /// <param name="today">The present day, Europe/Paris.</param>
    /// <returns>What follows. A repeat leaves the payment as it is, and orders again what a crash may have kept from the ledger.</returns>
    public static PaymentDecision Take(this CardPayment payment, PaymentNotice notice, DateOnly today) => notice.Kind switch
    {
        NoticeKind.Succeeded => payment.Succeed(notice, today),
        NoticeKind.Failed => payment.End(PaymentStatus.Failed),
        NoticeKind.Expired => payment.End(PaymentStatus.Expired),
        NoticeKind.Refunded => payment.Reverse(notice, today, isDispute: false, isUndone: false),
        NoticeKind.RefundFailed => payment.Reverse(notice, today, isDispute: false, isUndone: true),
        NoticeKind.Disputed => payment.Reverse(notice, today, isDispute: true, isUndone: false),
        NoticeKind.DisputeWon => payment.Reverse(notice, today, isDispute: true, isUndone: true),
        _ => throw new ArgumentException($"No rule for {notice.Kind}.", nameof(notice)),
    };

    /// <summary>Shares an amount that goes back among the wallets that it had been paid for.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="amount">Euros.</param>
    /// <returns>Amounts above zero that add up to it; what goes beyond the payment is the first wallet's.</returns>
    public static ImmutableArray<WalletAmount> Share(this CardPayment payment, decimal amount) => payment.Between(payment.WentBack, payment.WentBack + amount);

    private static PaymentDecision Succeed(this CardPayment payment, PaymentNotice notice, DateOnly today)
    {
        var remark = WhyNotCredit(payment, notice);
        if (payment.Status is PaymentStatus.Paid)
            return new PaymentDecision(remark is null ? payment : payment.Remarked(remark), []);
        if (remark is not null)
        {
            return new PaymentDecision(
                payment.Remarked(remark) with { Status = PaymentStatus.PutAside, PaymentIntent = payment.PaymentIntent ?? notice.PaymentIntent }, []);
        }

        var receipt = new Receipt(
            $"card/{payment.Id}", EntryKind.Payment, PaymentMode.CB, payment.Id, Payer: null, Bank: null, today, payment.Intention.Total, Reason: null);
        var credit = new LedgerOrder(
            Postings(receipt, payment.Intention.Amounts, sign: 1), Provider, receipt, notice.Event, payment.Intention.Email, MayComeLater: true);
        return new PaymentDecision(
            payment with
            {
                Status = PaymentStatus.Paid,
                Session = payment.Session ?? notice.Subject,
                PaymentIntent = notice.PaymentIntent ?? payment.PaymentIntent,
            },
            [credit, .. payment.Waiting(notice, today)]);
    }

    /// <summary>What the ledger could not take: the family is gone, or the wallet is.</summary>
    /// <param name="payment">The payment as it would have been.</param>
    /// <param name="order">What was not entered.</param>
    /// <returns>The payment, for staff to look into.</returns>
    public static CardPayment NotEntered(this CardPayment payment, LedgerOrder order) =>
        payment.Remarked($"Écriture impossible : {order.Receipt?.Id}.") with
        {
            Status = order.Receipt?.Kind is EntryKind.Payment ? PaymentStatus.PutAside : payment.Status,
        };

    private static string? WhyNotCredit(CardPayment payment, PaymentNotice notice)
    {
        if (notice.Currency != Euro || notice.Amount != payment.Intention.Total)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Stripe annonce {notice.Amount:0.00} {notice.Currency} au lieu de {payment.Intention.Total:0.00} {Euro} ({notice.Subject}).");
        return payment.Session is { } session && session != notice.Subject ? $"Stripe annonce une autre page de paiement ({notice.Subject})." : null;
    }

    /// <summary>Not paid; unless the provider said before that it was, since messages cross.</summary>
    private static PaymentDecision End(this CardPayment payment, PaymentStatus status) =>
        new(payment.Status is PaymentStatus.Intended or PaymentStatus.Open ? payment with { Status = status } : payment, []);

    /// <summary>Money goes back. What was not credited is not debited either: it waits for the credit, whose message it may have overtaken.</summary>
    private static PaymentDecision Reverse(this CardPayment payment, PaymentNotice notice, DateOnly today, bool isDispute, bool isUndone)
    {
        if (notice.Currency != Euro || notice.Amount <= 0)
            return new PaymentDecision(payment.Remarked($"{notice.Kind} {notice.Subject} : montant inattendu."), []);
        var known = payment.Reversals.FirstOrDefault(reversal => reversal.Subject == notice.Subject);
        var told = known ?? new Reversal(notice.Subject, isDispute, payment.Share(notice.Amount), Returned: [], notice.Refund);
        if (isUndone && !told.IsUndone)
        {
            var returned = known is null ? told.Amounts : payment.Between(payment.WentBack - told.Amount, payment.WentBack);
            told = told with { Returned = returned, IsEntered = false };
        }

        var next = told == known
            ? payment
            : payment with { Reversals = [.. payment.Reversals.Where(other => other.Subject != notice.Subject), told] };
        return new PaymentDecision(next, payment.Status is PaymentStatus.Paid ? next.Waiting(notice, today) : [], IsKeptFirst: true);
    }

    /// <summary>What is not known to be in the ledger yet: what this message tells of, and what a crash left behind.</summary>
    private static ImmutableArray<LedgerOrder> Waiting(this CardPayment payment, PaymentNotice notice, DateOnly today) =>
        [.. payment.Reversals.Where(reversal => !reversal.IsEntered).SelectMany(reversal => payment.OrdersOf(reversal, today).Select(order => order with
        {
            // An event is kept with what itself says: another of the same refund or dispute may have been kept before.
            Event = reversal.Subject == notice.Subject && IsUndoing(notice) == order.Receipt!.Amount > 0 ? notice.Event : null,
        }))];

    /// <summary>What a reversal enters: its debit, and once undone a credit.</summary>
    private static IEnumerable<LedgerOrder> OrdersOf(this CardPayment payment, Reversal reversal, DateOnly today)
    {
        yield return payment.Order(reversal, reversal.IsDispute ? "dispute" : "refund", reversal.Amounts, sign: -1, today);
        if (reversal.IsUndone)
            yield return payment.Order(reversal, reversal.IsDispute ? "dispute-won" : "refund-failed", reversal.Returned, sign: 1, today);
    }

    private static bool IsUndoing(PaymentNotice notice) => notice.Kind is NoticeKind.RefundFailed or NoticeKind.DisputeWon;

    private static LedgerOrder Order(
        this CardPayment payment, Reversal reversal, string name, ImmutableArray<WalletAmount> amounts, int sign, DateOnly today)
    {
        var order = payment.Refunds.FirstOrDefault(known => known.Id == reversal.Refund);
        var receipt = new Receipt(
            $"{name}/{reversal.Subject}",
            reversal.IsDispute ? EntryKind.Dispute : EntryKind.Refund,
            PaymentMode.CB,
            reversal.Subject,
            Payer: null,
            Bank: null,
            today,
            sign * reversal.Amount,
            order?.Reason);
        return new LedgerOrder(Postings(receipt, amounts, sign), order?.By ?? Provider, receipt, MayComeLater: true);
    }

    private static ImmutableArray<Posting> Postings(Receipt receipt, ImmutableArray<WalletAmount> amounts, int sign) =>
        [.. amounts.Select(line => new Posting(line.Wallet, receipt.Kind, $"{receipt.Id}/{line.Wallet}", sign * line.Amount, receipt.ValueDate, Reason: receipt.Reason))];

    /// <summary>By wallet, what goes back when the whole that went back grows from one amount to another.</summary>
    private static ImmutableArray<WalletAmount> Between(this CardPayment payment, decimal from, decimal until) =>
    [
        .. payment.Intention.Amounts
            .Zip(Shares(payment.Intention, from), Shares(payment.Intention, until))
            .Select(line => line.First with { Amount = line.Third - line.Second })
            .Where(share => share.Amount != 0),
    ];

    /// <summary>
    /// The whole that went back, by wallet: in proportion, and such that no wallet's share shrinks when the whole grows, nor exceeds what was paid for it.
    /// It depends on the whole only, so that refunds and disputes can come, and come undone, in any order.
    /// </summary>
    private static IEnumerable<decimal> Shares(PaymentIntention intention, decimal wentBack)
    {
        var (toShare, among) = (Math.Min(wentBack, intention.Total), intention.Total);
        var beyond = wentBack - toShare;
        foreach (var line in intention.Amounts)
        {
            // The last one's is what is left, so that the cents add up.
            var share = decimal.Floor(100m * toShare * line.Amount / among) / 100m;
            yield return share + beyond;
            (toShare, among, beyond) = (toShare - share, among - line.Amount, 0m);
        }
    }
}
