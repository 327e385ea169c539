using System.Collections.Immutable;
using Periscolaire.Wallets;

namespace Periscolaire.Payments.Rules;

/// <summary>What follows from a message of the provider: the payment after it, and what is entered in the family's ledger before that is kept.</summary>
/// <param name="Payment">The payment after.</param>
/// <param name="Orders">What is to be entered, in order; each cause is entered once however often it is ordered.</param>
public sealed record PaymentDecision(CardPayment Payment, ImmutableArray<LedgerOrder> Orders);

/// <summary>
/// How a card payment takes messages (RELIABILITY: PAY). They may come twice, late and in any order: what was paid stays paid, and each refund and
/// dispute is booked once, by the provider's own id of it.
/// </summary>
public static class CardPaymentRules
{
    private const string Euro = "eur";

    private static readonly Author Provider = new("system:stripe");

    /// <summary>Takes a message.</summary>
    /// <param name="payment">The payment before.</param>
    /// <param name="notice">What the provider says.</param>
    /// <param name="today">The present day, Europe/Paris.</param>
    /// <returns>What follows; the same payment and no order when nothing does.</returns>
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

    /// <summary>Shares an amount that goes back among the wallets that it had been paid for, in proportion to what is left of each, to the cent.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="amount">Euros.</param>
    /// <returns>Amounts above zero that add up to it; what goes beyond the payment is the first wallet's.</returns>
    public static ImmutableArray<WalletAmount> Share(this CardPayment payment, decimal amount)
    {
        var left = payment.Intention.Amounts.Select(line => line with { Amount = Math.Max(0m, line.Amount - WentBack(payment, line.Wallet)) }).ToList();
        var total = left.Sum(line => line.Amount);
        var shares = new List<WalletAmount>();
        var (given, counted) = (0m, 0m);
        foreach (var line in left)
        {
            // The running sum is rounded, not each share, so that the cents add up.
            counted += line.Amount;
            var until = total == 0 ? 0m : decimal.Floor(Math.Min(amount, total) * counted / total * 100m) / 100m;
            shares.Add(line with { Amount = until - given });
            given = until;
        }

        shares[0] = shares[0] with { Amount = shares[0].Amount + amount - given };
        return [.. shares.Where(share => share.Amount > 0)];
    }

    private static PaymentDecision Succeed(this CardPayment payment, PaymentNotice notice, DateOnly today)
    {
        if (payment.Status is PaymentStatus.Paid or PaymentStatus.PutAside)
            return new PaymentDecision(payment, []);
        if (WhyNotCredit(payment, notice) is { } remark)
        {
            return new PaymentDecision(
                payment with { Status = PaymentStatus.PutAside, PaymentIntent = notice.PaymentIntent ?? payment.PaymentIntent, Remark = remark }, []);
        }

        var receipt = new Receipt(
            $"card/{payment.Id}", EntryKind.Payment, PaymentMode.CB, payment.Id, Payer: null, Bank: null, today, payment.Intention.Total, Reason: null);
        return new PaymentDecision(
            payment with { Status = PaymentStatus.Paid, PaymentIntent = notice.PaymentIntent ?? payment.PaymentIntent },
            [new LedgerOrder(Postings(receipt, payment.Intention.Amounts, sign: 1), Provider, receipt, notice.Event, payment.Intention.Email, MayComeLater: true)]);
    }

    private static string? WhyNotCredit(CardPayment payment, PaymentNotice notice)
    {
        if (notice.Currency != Euro || notice.Amount != payment.Intention.Total)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Stripe annonce {notice.Amount:0.00} {notice.Currency} au lieu de {payment.Intention.Total:0.00} {Euro} ({notice.Subject}).");
        return payment.Session is { } session && session != notice.Subject ? $"Stripe annonce une autre page de paiement ({notice.Subject})." : null;
    }

    /// <summary>Not paid; unless the provider said before that it was, since messages cross.</summary>
    private static PaymentDecision End(this CardPayment payment, PaymentStatus status) =>
        new(payment.Status is PaymentStatus.Intended or PaymentStatus.Open ? payment with { Status = status } : payment, []);

    private static PaymentDecision Reverse(this CardPayment payment, PaymentNotice notice, DateOnly today, bool isDispute, bool isUndone)
    {
        // What was not credited is not debited either: staff settle with the provider what they settle with the family.
        if (payment.Status is PaymentStatus.PutAside || notice.Currency != Euro || notice.Amount <= 0)
            return new PaymentDecision(payment with { Remark = $"{payment.Remark} {notice.Kind} {notice.Subject}".Trim() }, []);
        var known = payment.Reversals.FirstOrDefault(reversal => reversal.Subject == notice.Subject);
        if (known is not null && (known.IsUndone || !isUndone))
            return new PaymentDecision(payment, []);

        var reversal = (known ?? new Reversal(notice.Subject, isDispute, payment.Share(notice.Amount), isUndone)) with { IsUndone = isUndone };
        var kind = isDispute ? EntryKind.Dispute : EntryKind.Refund;
        var orders = ImmutableArray.CreateBuilder<LedgerOrder>();
        if (known is null)
            orders.Add(Order(notice, kind, kind is EntryKind.Dispute ? "dispute" : "refund", reversal.Amounts, sign: -1, today, isUndone ? null : notice.Event));
        if (isUndone)
            orders.Add(Order(notice, kind, kind is EntryKind.Dispute ? "dispute-won" : "refund-failed", reversal.Amounts, sign: 1, today, notice.Event));
        return new PaymentDecision(
            payment with { Reversals = [.. payment.Reversals.Where(other => other.Subject != notice.Subject), reversal] }, orders.ToImmutable());
    }

    private static LedgerOrder Order(
        PaymentNotice notice, EntryKind kind, string name, ImmutableArray<WalletAmount> amounts, int sign, DateOnly today, string? received)
    {
        var receipt = new Receipt(
            $"{name}/{notice.Subject}", kind, PaymentMode.CB, notice.Subject, Payer: null, Bank: null, today, sign * amounts.Sum(line => line.Amount), Reason: null);
        return new LedgerOrder(Postings(receipt, amounts, sign), Provider, receipt, received, MayComeLater: true);
    }

    private static ImmutableArray<Posting> Postings(Receipt receipt, ImmutableArray<WalletAmount> amounts, int sign) =>
        [.. amounts.Select(line => new Posting(line.Wallet, receipt.Kind, $"{receipt.Id}/{line.Wallet}", sign * line.Amount, receipt.ValueDate))];

    private static decimal WentBack(CardPayment payment, string wallet) => payment.Reversals
        .Where(reversal => !reversal.IsUndone)
        .Sum(reversal => reversal.Amounts.Where(line => line.Wallet == wallet).Sum(line => line.Amount));
}
