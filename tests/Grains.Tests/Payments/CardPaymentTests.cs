using Periscolaire.Payments;
using Periscolaire.Payments.Rules;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Payments;

/// <summary>What a card payment does to the wallets (SPEC, Money 5; RELIABILITY: PAY).</summary>
public sealed class CardPaymentTests
{
    private const string Care = "PERISCOLAIRE";
    private const string Meals = "RESTAURATION";

    [Fact]
    public void Wallets_are_credited_by_what_the_family_chose_with_one_receipt_mailed_to_it()
    {
        var payment = Open();

        var decision = payment.Send(Notices.Succeeded(100m));

        payment.State.Status.ShouldBe(PaymentStatus.Paid);
        payment.Wallets().ShouldBe([70m, 30m]);
        var order = decision.Orders.ShouldHaveSingleItem();
        order.ReceiptMail.ShouldBe("dupont@example.org");
        order.Receipt.ShouldBe(new Receipt("card/p1", EntryKind.Payment, PaymentMode.CB, "p1", Payer: null, Bank: null, Some.Day, 100m, Reason: null));
        payment.Events.ShouldBe([Notices.Succeeded(100m).Event]);
    }

    [Fact]
    public void Nothing_is_credited_before_the_provider_says_that_it_was_paid()
    {
        var payment = Open();

        payment.Send(Notices.Ended(NoticeKind.Expired));
        payment.Send(Notices.Ended(NoticeKind.Failed));

        payment.State.Status.ShouldBe(PaymentStatus.Expired);
        payment.Entries.ShouldBe(0);
    }

    [Theory]
    [InlineData(NoticeKind.Expired)]
    [InlineData(NoticeKind.Failed)]
    public void What_was_paid_stays_paid_whichever_message_comes_first(NoticeKind kind)
    {
        var before = Open();
        before.Send(Notices.Ended(kind));
        before.Send(Notices.Succeeded(100m));
        var after = Paid();
        after.Send(Notices.Ended(kind));

        foreach (var payment in new[] { before, after })
        {
            payment.State.Status.ShouldBe(PaymentStatus.Paid);
            payment.Wallets().ShouldBe([70m, 30m]);
        }
    }

    [Fact]
    public void Another_amount_is_put_aside_for_staff_and_not_credited() =>
        PutAside(Notices.Succeeded(99.99m)).ShouldBe("Stripe annonce 99.99 eur au lieu de 100.00 eur (cs_1).");

    [Fact]
    public void Another_currency_is_put_aside_for_staff_and_not_credited() =>
        PutAside(Notices.Succeeded(100m, currency: "usd")).ShouldBe("Stripe annonce 100.00 usd au lieu de 100.00 eur (cs_1).");

    [Fact]
    public void The_page_of_another_payment_is_put_aside_for_staff_and_not_credited() =>
        PutAside(Notices.Succeeded(100m, session: "cs_2")).ShouldBe("Stripe annonce une autre page de paiement (cs_2).");

    [Fact]
    public void What_was_paid_as_asked_is_credited_though_something_else_was_announced_before_or_after()
    {
        var before = Open();
        before.Send(Notices.Succeeded(1m));
        before.Send(Notices.Succeeded(100m));
        var after = Paid();
        after.Send(Notices.Succeeded(1m));

        foreach (var payment in new[] { before, after })
        {
            payment.State.Status.ShouldBe(PaymentStatus.Paid);
            payment.Wallets().ShouldBe([70m, 30m]);
            payment.State.Remark.ShouldBe("Stripe annonce 1.00 eur au lieu de 100.00 eur (cs_1).");
        }
    }

    [Fact]
    public void Staff_read_a_remark_once_however_often_it_is_told()
    {
        var payment = Open();

        payment.Send(Notices.Succeeded(1m));
        payment.Send(Notices.Succeeded(1m));
        payment.Send(Notices.Refunded(1m) with { Currency = "usd" });
        payment.Send(Notices.Refunded(1m) with { Currency = "usd" });

        payment.State.Remark.ShouldBe("Stripe annonce 1.00 eur au lieu de 100.00 eur (cs_1). Refunded re_1 : montant inattendu.");
    }

    [Fact]
    public void What_was_put_aside_is_not_debited_either()
    {
        var payment = Open();
        payment.Send(Notices.Refunded(40m, "re_1"));
        payment.Send(Notices.Succeeded(99m));
        payment.Send(Notices.Refunded(40m, "re_2"));

        payment.Entries.ShouldBe(0);
    }

    [Fact]
    public void A_refund_debits_the_wallets_in_proportion_to_what_was_paid()
    {
        var payment = Paid();

        payment.Send(Notices.Refunded(10m));

        // 70 of 100 and 30 of 100: 7 and 3.
        payment.Wallets().ShouldBe([63m, 27m]);
        (payment.State.Refunded, payment.State.Disputed, payment.State.Left).ShouldBe((10m, 0m, 90m));
    }

    [Fact]
    public void A_dispute_is_debited_and_credited_again_when_it_is_won()
    {
        var payment = Paid();

        payment.Send(Notices.Disputed(100m));
        payment.Wallets().ShouldBe([0m, 0m]);
        (payment.State.Refunded, payment.State.Disputed, payment.State.Left).ShouldBe((0m, 100m, 0m));
        payment.Send(Notices.DisputeWon(100m));

        payment.Wallets().ShouldBe([70m, 30m]);
        (payment.State.Disputed, payment.State.Left).ShouldBe((0m, 100m));
    }

    [Fact]
    public void A_refund_that_overtakes_the_payment_waits_for_its_credit()
    {
        var payment = Open();

        payment.Send(Notices.Refunded(10m));
        payment.Wallets().ShouldBe([0m, 0m]);
        payment.Send(Notices.Succeeded(100m));

        payment.Wallets().ShouldBe([63m, 27m]);
    }

    [Fact]
    public void A_refund_that_failed_leaves_nothing_though_its_failure_is_told_first()
    {
        var payment = Paid();

        payment.Send(Notices.RefundFailed(10m));
        payment.Send(Notices.Refunded(10m));

        payment.Wallets().ShouldBe([70m, 30m]);
        payment.State.Left.ShouldBe(100m);
        (payment.AmountOf($"refund/re_1/{Care}"), payment.AmountOf($"refund-failed/re_1/{Care}")).ShouldBe((-7m, 7m));
    }

    [Fact]
    public void Refunds_in_several_parts_leave_nothing_in_any_wallet_once_all_is_paid_back()
    {
        // A third of three wallets, three times: 33.33, 33.33 and 33.34 of 33.33, 33.33 and 33.34 would lose cents if each were rounded by itself.
        var payment = APayment.Of(("A", 33.33m), ("B", 33.33m), ("C", 33.34m));
        payment.Send(Notices.Succeeded(100m));

        payment.Send(Notices.Refunded(33.33m, "re_1"));
        payment.Send(Notices.Refunded(33.33m, "re_2"));
        payment.Send(Notices.Refunded(33.34m, "re_3"));

        payment.Wallets().ShouldBe([0m, 0m, 0m]);
    }

    [Fact]
    public void Cents_that_cannot_be_shared_go_back_one_wallet_after_the_other()
    {
        // Half of 1, 2 and 3 cents rounded down is 0, 1 and 1 for the first wallet; the second has the rest: 1, 1 and 2.
        var payment = APayment.Of((Care, 0.50m), (Meals, 0.50m));
        payment.Send(Notices.Succeeded(1m));

        payment.Send(Notices.Refunded(0.01m, "re_1"));
        payment.Wallets().ShouldBe([0.50m, 0.49m]);
        payment.Send(Notices.Refunded(0.01m, "re_2"));
        payment.Wallets().ShouldBe([0.49m, 0.49m]);
        payment.Send(Notices.Refunded(0.01m, "re_3"));
        payment.Wallets().ShouldBe([0.49m, 0.48m]);
    }

    [Fact]
    public void What_goes_back_beyond_what_was_paid_is_the_first_wallets()
    {
        var payment = Paid();

        payment.Send(Notices.Refunded(100m));
        payment.Send(Notices.Disputed(20m));

        payment.Wallets().ShouldBe([-20m, 0m]);
        payment.State.Left.ShouldBe(-20m);
    }

    [Fact]
    public void A_crash_between_the_wallets_and_the_payment_credits_once()
    {
        var payment = Open();
        payment.Send(Notices.Refunded(10m));

        payment.Send(Notices.Succeeded(100m), crashAfter: 1);
        payment.State.Status.ShouldBe(PaymentStatus.Open);
        payment.Wallets().ShouldBe([70m, 30m]);
        payment.Send(Notices.Succeeded(100m));

        payment.State.Status.ShouldBe(PaymentStatus.Paid);
        payment.Wallets().ShouldBe([63m, 27m]);
    }

    [Fact]
    public void A_refund_that_a_crash_kept_from_the_wallets_is_entered_as_it_was_decided_though_another_came_between()
    {
        var payment = APayment.Of((Care, 0.50m), (Meals, 0.50m));
        payment.Send(Notices.Succeeded(1m));

        payment.Send(Notices.Refunded(0.01m, "re_1"), crashAfter: 1);
        payment.Wallets().ShouldBe([0.50m, 0.50m]);
        payment.Send(Notices.Refunded(0.01m, "re_2"));
        payment.Wallets().ShouldBe([0.49m, 0.49m], "the next message enters what the crash left behind");
        payment.Send(Notices.Refunded(0.01m, "re_1"));

        payment.Wallets().ShouldBe([0.49m, 0.49m]);
    }

    private static APayment Open() => APayment.Of((Care, 70m), (Meals, 30m));

    private static APayment Paid()
    {
        var payment = Open();
        payment.Send(Notices.Succeeded(100m));
        return payment;
    }

    private static string? PutAside(PaymentNotice notice)
    {
        var payment = Open();
        payment.Send(notice);
        payment.State.Status.ShouldBe(PaymentStatus.PutAside);
        payment.Entries.ShouldBe(0);
        return payment.State.Remark;
    }
}
