using System.Net;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Money that goes back: refunds by staff and at Stripe, and disputes (SPEC, Money 5).</summary>
public sealed class CardRefundTests(SharedPostgreSql postgreSql)
{
    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Staff_pay_back_in_part_or_in_full_and_a_repeat_is_the_same_refund(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var town = await PaymentTown.Open(store);
        var (id, _) = await town.Pay(30m, 10m);
        var path = $"/staff/card-payments/{id}/refunds";

        (await town.Staff.Post(path, new { id = "r1", amount = 40.01m, reason = "Trop" })).Code.ShouldBe("refund-too-much");
        var refunded = await town.Staff.Post(path, new { id = "r1", amount = 8m, reason = "Payé deux fois" });
        refunded.Status.ShouldBe(HttpStatusCode.Created, refunded.Body);
        (await town.Staff.Post(path, new { id = "r1", amount = 8m, reason = "Payé deux fois" })).Status.ShouldBe(HttpStatusCode.Created);
        (await town.Staff.Post(path, new { id = "r1", amount = 9m, reason = "Payé deux fois" })).Code.ShouldBe("refund-differs");
        (await town.Staff.Post(path, new { id = "r2", amount = 32.01m, reason = "Trop" })).Code.ShouldBe("refund-too-much");
        (await town.Mail.Deliver(town.Stripe.Told())).StatusCode.ShouldBe(HttpStatusCode.OK);

        // 8 of 40 goes back as 6 of 30 and 2 of 10.
        (await town.Entries()).ShouldBe([30m, -6m]);
        (await town.Entries(TestTown.MealWallet)).ShouldBe([10m, -2m]);
        var reversal = (await town.AsStaffSee(id))["reversals"]!.AsArray().Single()!;
        ((string?)reversal["refundId"], (string?)reversal["reason"], (string?)reversal["by"]).ShouldBe(("r1", "Payé deux fois", "staff:accueil"));

        (await town.Staff.Post(path, new { id = "r2", amount = 32m, reason = "Le reste" })).Status.ShouldBe(HttpStatusCode.Created);
        (await town.Balance()).ShouldBe(0m);
        (await town.Balance(TestTown.MealWallet)).ShouldBe(0m);
        (await town.Staff.Post(path, new { id = "r3", amount = 0.01m, reason = "Trop" })).Code.ShouldBe("refund-too-much");

        var (open, _) = await town.Start(30m);
        (await town.Staff.Post($"/staff/card-payments/{open}/refunds", new { id = "r1", amount = 1m, reason = "Trop tôt" })).Code.ShouldBe("payment-not-paid");
    }

    [Fact]
    public async Task A_refund_that_does_not_arrive_is_credited_again_and_needs_another_name()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        var (id, _) = await town.Pay(30m);
        var path = $"/staff/card-payments/{id}/refunds";
        var order = new { id = "r1", amount = 30m, reason = "Départ" };
        await town.Staff.Post(path, order);
        var refund = (string)(await town.AsStaffSee(id))["reversals"]![0]!["reference"]!;

        await town.Mail.Deliver(town.Stripe.FailRefund(refund));

        (await town.Entries()).ShouldBe([30m, -30m, 30m]);
        (await town.Staff.Post(path, order)).Code.ShouldBe("refund-failed");
        (await town.Staff.Post(path, new { id = "r2", amount = 30m, reason = "Départ" })).Status.ShouldBe(HttpStatusCode.Created);
        (await town.Balance()).ShouldBe(0m);
    }

    [Theory]
    [InlineData(StripeMood.Down, 1)]
    [InlineData(StripeMood.LosesAnswers, 1)]
    public async Task A_refund_that_Stripe_did_not_answer_is_ordered_again_and_done_once(StripeMood mood, int refunds)
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        var (id, _) = await town.Pay(30m);
        var path = $"/staff/card-payments/{id}/refunds";
        var order = new { id = "r1", amount = 20m, reason = "Départ" };

        town.Stripe.Mood = mood;
        var unanswered = await town.Staff.Post(path, order);
        town.Stripe.Mood = StripeMood.Up;
        unanswered.Code.ShouldBe("provider-unavailable");
        unanswered.Headers.RetryAfter.ShouldNotBeNull();
        (await town.Entries()).ShouldBe([30m]);
        var answered = await town.Staff.Post(path, order);

        answered.Status.ShouldBe(HttpStatusCode.Created, answered.Body);
        (await town.Entries()).ShouldBe([30m, -20m]);
        town.Stripe.Told().Count(told => (string)told["type"]! == "refund.created").ShouldBe(refunds);
    }

    [Fact]
    public async Task A_dispute_debits_what_the_bank_took_until_it_is_won_and_an_inquiry_debits_nothing()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        var (lost, lostSession) = await town.Pay(30m);
        var (won, wonSession) = await town.Pay(20m);
        var (asked, askedSession) = await town.Pay(10m);

        var first = town.Stripe.Dispute(lostSession);
        await town.Mail.Deliver([.. first.Events, .. town.Stripe.LoseDispute(first.Id)]);
        var second = town.Stripe.Dispute(wonSession);
        await town.Mail.Deliver(second.Events);
        (await town.Balance()).ShouldBe(10m);
        (await town.Staff.Post($"/staff/card-payments/{won}/refunds", new { id = "r1", amount = 1m, reason = "Contesté" })).Code.ShouldBe("refund-too-much");

        // Won, and told in the wrong order.
        await town.Mail.Deliver([.. town.Stripe.WinDispute(second.Id).Reverse(), .. second.Events]);
        await town.Mail.Deliver(town.Stripe.Dispute(askedSession, isInquiry: true).Events);

        (await town.Entries()).ShouldBe([30m, 20m, 10m, -30m, -20m, 20m]);
        ((decimal)(await town.AsStaffSee(lost))["disputed"]!).ShouldBe(30m);
        ((decimal)(await town.AsStaffSee(won))["disputed"]!).ShouldBe(0m);
        (await town.AsStaffSee(asked))["reversals"]!.AsArray().ShouldBeEmpty();
    }
}
