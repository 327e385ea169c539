using Periscolaire.Payments;
using Periscolaire.Payments.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Payments;

/// <summary>Refunds that staff ordered.</summary>
public sealed class RefundOrderTests
{
    [Fact]
    public void A_refund_bears_who_ordered_it_and_why_also_when_its_message_comes_first()
    {
        var order = new RefundOrder("r1", 10m, "Payé deux fois", Author.Staff("accueil"));
        var payment = APayment.Of(("W", 30m));
        payment.Send(Notices.Succeeded(30m));

        var entered = (payment.State with { Refunds = [order] }).Take(Notices.Refunded(10m) with { Refund = "r1" }, Some.Day).Orders.Single();

        entered.By.ShouldBe(order.By);
        entered.Receipt!.Reason.ShouldBe("Payé deux fois");
        entered.Receipt.Amount.ShouldBe(-10m);
    }

    [Fact]
    public void Staff_are_told_once_of_a_second_payment()
    {
        var payment = APayment.Of(("W", 30m));
        payment.Send(Notices.Succeeded(30m));
        var again = Notices.Succeeded(30m, session: "cs_2");

        payment.Send(again).Orders.ShouldBeEmpty();
        var remark = payment.State.Remark.ShouldNotBeNull();
        payment.Send(again);

        remark.ShouldContain("cs_2");
        payment.State.Remark.ShouldBe(remark);
    }
}
