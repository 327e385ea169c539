using CsCheck;
using Periscolaire.Payments;
using Periscolaire.Payments.Rules;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Payments;

/// <summary>How a card payment takes what the provider says, in whatever order (RELIABILITY: PAY, LEDGER).</summary>
public sealed class CardPaymentTests
{
    private const string Session = "cs_1";

    private static readonly DateOnly Today = new(2026, 12, 1);
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_order_and_repetition_of_messages_enters_each_cause_once_and_ends_with_the_same_sum() =>
        Gen.Select(Gen.Int[1, 50_000].Array[1, 3], Gen.Select(Gen.Int[1, 30_000], Gen.Bool, Gen.Bool).Array[0, 4], Gen.Bool, Gen.Int)
            .Sample((lines, reversals, isPaid, order) =>
            {
                var payment = Opened([.. lines.Select(cents => cents / 100m)]);
                var kept = Within(reversals, lines.Sum());
                var notices = kept.SelectMany((reversal, index) => NoticesOf(index, reversal)).ToList();
                if (isPaid)
                    notices.Add(Succeeded(payment.Intention.Total));
                var told = notices.Concat(notices).ToArray();
                var chance = new Random(order);
                chance.Shuffle(told);

                // Crashes in between, and then everything once more, as the provider does for what was not confirmed.
                var (after, entered) = Tell(payment, [.. told, .. told], crash: told.Length, chance);

                var gone = kept.Where(reversal => !reversal.IsUndone).Sum(reversal => reversal.Cents) / 100m;
                entered.Values.Sum(posting => posting.Amount).ShouldBe(isPaid ? payment.Intention.Total - gone : 0m);
                (after.Refunded + after.Disputed).ShouldBe(gone);
                foreach (var line in payment.Intention.Amounts)
                    entered.Values.Where(posting => posting.Wallet == line.Wallet).Sum(posting => posting.Amount).ShouldBeInRange(0m, line.Amount);
            }, iter: 20_000);

    [Fact]
    public void What_goes_back_is_shared_in_proportion_to_what_is_left_and_adds_up_to_the_cent()
    {
        // A third of 10.00 to each: 3.33 and 6.66 are the running sums rounded down, 10.00 the last.
        Opened(20m, 20m, 20m).Share(10m).Select(share => share.Amount).ShouldBe([3.33m, 3.33m, 3.34m]);

        // 30 and 10: a refund of 8 is 6 and 2, which leaves 24 and 8; another of 16 is 12 and 4.
        var (after, _) = Tell(Opened(30m, 10m), [Succeeded(40m), Refunded("re_1", 8m)]);
        after.Share(16m).Select(share => share.Amount).ShouldBe([12m, 4m]);
        after.Left.ShouldBe(32m);

        // More than there was: the bank's, not ours to argue with.
        Opened(5m).Share(7m).Single().Amount.ShouldBe(7m);
    }

    [Fact]
    public void Money_that_goes_back_before_it_is_known_to_have_come_waits_for_it()
    {
        var (before, nothing) = Tell(Opened(30m), [Refunded("re_1", 10m)]);
        nothing.ShouldBeEmpty();
        before.Status.ShouldBe(PaymentStatus.Open);

        var (paid, orders) = before.Take(Succeeded(30m), Today);
        paid.Status.ShouldBe(PaymentStatus.Paid);
        orders.Select(order => order.Postings.Single().Amount).ShouldBe([30m, -10m]);

        // Put aside, it waits for ever.
        var (aside, none) = before.Take(Succeeded(29m), Today);
        aside.Status.ShouldBe(PaymentStatus.PutAside);
        none.ShouldBeEmpty();
    }

    [Fact]
    public void Staff_are_told_once_of_what_they_must_look_into()
    {
        var (paid, _) = Tell(Opened(30m), [Succeeded(30m)]);
        var again = Succeeded(30m) with { Subject = "cs_2", Event = "evt_2" };

        var (told, orders) = paid.Take(again, Today);
        told.Remark.ShouldNotBeNull();
        told.Remark.ShouldContain("cs_2");
        orders.ShouldBeEmpty();
        told.Take(again, Today).Payment.ShouldBe(told);
        told.Take(Refunded("re_1", 10m) with { Currency = "usd" }, Today).Payment.Take(Refunded("re_1", 10m) with { Currency = "usd" }, Today).Payment
            .Remark.ShouldBe($"{told.Remark} Refunded re_1 : montant inattendu.");
    }

    [Fact]
    public void A_refund_bears_who_ordered_it_and_why_also_when_its_message_comes_first()
    {
        var order = new RefundOrder("r1", 10m, "Payé deux fois", Author.Staff("accueil"));
        var (paid, _) = Tell(Opened(30m), [Succeeded(30m)]);

        var entered = (paid with { Refunds = [order] }).Take(Refunded("re_1", 10m) with { Refund = "r1" }, Today).Orders.Single();

        entered.By.ShouldBe(order.By);
        entered.Receipt!.Reason.ShouldBe("Payé deux fois");
        entered.Receipt.Amount.ShouldBe(-10m);
    }

    private static CardPayment Opened(params decimal[] amounts) => CardPayment.Begin(
        "p1",
        new PaymentIntention(new FamilyId("famille"), [.. amounts.Select((amount, index) => new WalletAmount($"W{index}", amount))], "payeur@example.org"),
        Now) with
    { Status = PaymentStatus.Open, Session = Session };

    private static PaymentNotice Succeeded(decimal amount) => new("evt_1", NoticeKind.Succeeded, Session, amount, "eur", "pi_1");

    private static PaymentNotice Refunded(string refund, decimal amount) => new($"evt_{refund}", NoticeKind.Refunded, refund, amount, "eur", "pi_1");

    /// <summary>No more goes back than was paid: the provider sees to it.</summary>
    private static List<(int Cents, bool IsDispute, bool IsUndone)> Within((int Cents, bool IsDispute, bool IsUndone)[] reversals, int total)
    {
        var kept = new List<(int Cents, bool IsDispute, bool IsUndone)>();
        foreach (var reversal in reversals)
        {
            if (kept.Sum(other => other.Cents) + reversal.Cents <= total)
                kept.Add(reversal);
        }

        return kept;
    }

    private static IEnumerable<PaymentNotice> NoticesOf(int index, (int Cents, bool IsDispute, bool IsUndone) reversal)
    {
        var notice = Refunded($"x{index}", reversal.Cents / 100m);
        yield return notice with { Kind = reversal.IsDispute ? NoticeKind.Disputed : NoticeKind.Refunded };
        if (reversal.IsUndone)
            yield return notice with { Event = $"evt_undone_{index}", Kind = reversal.IsDispute ? NoticeKind.DisputeWon : NoticeKind.RefundFailed };
    }

    /// <summary>
    /// Tells a payment as its grain does, with a ledger that enters each cause once, and refuses one that comes again with another amount, or an event
    /// that was kept. During the first messages it may crash after any write.
    /// </summary>
    private static (CardPayment After, Dictionary<string, Posting> Entered) Tell(
        CardPayment payment, IReadOnlyList<PaymentNotice> told, int crash = 0, Random? chance = null)
    {
        var entered = new Dictionary<string, Posting>(StringComparer.Ordinal);
        var events = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < told.Count; index++)
        {
            var (next, orders) = payment.Take(told[index], Today);
            var writes = index < crash ? chance!.Next(orders.Length + 2) : int.MaxValue;
            if (payment.Status is PaymentStatus.Paid)
                payment = next;
            foreach (var order in orders.Take(writes))
                Enter(order, entered, events);
            if (writes > orders.Length)
                payment = orders.IsEmpty ? next : next.Entered();
        }

        return (payment, entered);
    }

    private static void Enter(LedgerOrder order, Dictionary<string, Posting> entered, HashSet<string> events)
    {
        var missing = order.Postings.Where(posting => !entered.ContainsKey(posting.Cause)).ToList();
        foreach (var posting in order.Postings.Except(missing))
            entered[posting.Cause].Amount.ShouldBe(posting.Amount);
        foreach (var posting in missing)
            entered.Add(posting.Cause, posting);
        if (missing.Count > 0 && order.Event is { } received)
            events.Add(received).ShouldBeTrue("an event is kept once");
    }
}
