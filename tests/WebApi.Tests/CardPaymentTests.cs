using System.Net;
using System.Text.Json.Nodes;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Paying by card, end to end against a Stripe of the tests' own (SPEC, Money 5; RELIABILITY: PAY).</summary>
public sealed class CardPaymentTests(SharedPostgreSql postgreSql)
{
    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Wallets_are_credited_when_Stripe_says_so_and_not_before_and_one_receipt_says_what_was_paid(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var smtp = new RecordingSmtp();
        await using var town = await PaymentTown.Open(store, [.. smtp.Settings]);

        var started = await town.Family.Post("/family/payments", PaymentTown.Body(30m, 12.50m));
        started.Status.ShouldBe(HttpStatusCode.Created, started.Body);
        var id = (string)started.Json["id"]!;
        var session = town.Stripe.SessionOf(id);
        ((string?)started.Json["redirectUrl"]).ShouldBe($"https://checkout.stripe.com/c/pay/{session}");
        var page = town.Stripe[session];
        ((long)page["amount_total"]!, (string)page["locale"]!, (string)page["customer_email"]!).ShouldBe((4250L, "fr", "payeur@example.org"));
        page["metadata"]!.ToJsonString().ShouldBe($$"""{"structure":"ville","payment":"{{id}}"}""");
        ((string)page["success_url"]!).ShouldBe("https://famille.example/paiement/termine");

        // The browser is back first, and knows nothing.
        var paid = town.Stripe.Pay(session);
        using (var http = new HttpClient { BaseAddress = town.Server.Address })
            (await http.GetStringAsync(new Uri("/paiement/termine", UriKind.Relative))).ShouldContain("Merci");
        (await town.StatusOf(id)).ShouldBe("open");
        (await town.Entries()).ShouldBeEmpty();

        (await town.Mail.Deliver(paid)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await town.StatusOf(id)).ShouldBe("paid");
        (await town.Entries()).ShouldBe([30m]);
        (await town.Entries(TestTown.MealWallet)).ShouldBe([12.50m]);
        await NightTests.Eventually(() => smtp.Messages.Count == 1);
        var receipt = NightTests.Read(smtp.Messages.Single());
        receipt.To.Mailboxes.Single().Address.ShouldBe("payeur@example.org");
        var text = receipt.TextBody!.Replace('\u00a0', ' ').Replace('\u202f', ' ');
        foreach (var said in (string[])["42,50 €", "Périscolaire : 30,00 €", "Restauration : 12,50 €", id])
            text.ShouldContain(said);
    }

    [Fact]
    public async Task The_same_message_fifty_times_at_once_on_two_silos_credits_once()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);
        await using var town = await PaymentTown.Open(store);
        using var other = await WebServer.Start(store, [.. town.Stripe.Settings]);
        using var otherMail = new StripeMail(other.Address);
        var (id, session) = await town.Start(30m, 12.50m);
        var paid = town.Stripe.Pay(session).Single();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(time => (time % 2 == 0 ? town.Mail : otherMail).Deliver(paid)));

        // 503 is an answer too, to a message that comes again: two activations may have met while the second silo joined.
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK || answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        for (var silo = 0; silo < 2; silo++)
            answers.Where((_, time) => time % 2 == silo).ShouldContain(answer => answer.StatusCode == HttpStatusCode.OK);
        (await town.StatusOf(id)).ShouldBe("paid");
        (await town.Entries()).ShouldBe([30m]);
        (await town.Entries(TestTown.MealWallet)).ShouldBe([12.50m]);
        (await town.Staff.Get("/staff/mails")).Items.Count(mail => ((string)mail["id"]!).StartsWith("receipt.", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Messages_in_any_order_and_twice_leave_the_same_balances(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var town = await PaymentTown.Open(store);
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        for (var round = 1; round <= 8; round++)
        {
            var (id, session) = await town.Start(30m, 10m);
            List<JsonObject> told = [.. town.Stripe.Pay(session), .. town.Stripe.RefundFromDashboard(session, 12_00).Events];
            var failing = town.Stripe.RefundFromDashboard(session, 5_00);
            told.AddRange([.. failing.Events, .. town.Stripe.FailRefund(failing.Id)]);
            var shuffled = told.Concat(told).ToArray();
            chance.Shuffle(shuffled);

            (await town.Mail.Deliver(shuffled)).StatusCode.ShouldBe(HttpStatusCode.OK);

            // 12 of 40 goes back as 9 of 30 and 3 of 10; the 5 that never arrived changes nothing, whenever it is heard of.
            (await town.StatusOf(id)).ShouldBe("paid");
            (await town.Balance()).ShouldBe(21m * round, $"seed {seed}, round {round}");
            (await town.Balance(TestTown.MealWallet)).ShouldBe(7m * round, $"seed {seed}, round {round}");
            ((decimal)(await town.AsStaffSee(id))["refunded"]!).ShouldBe(12m);
        }
    }

    [Fact]
    public async Task What_is_not_paid_is_not_credited_and_what_is_paid_late_is()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);

        var (expired, expiredSession) = await town.Start(10m);
        await town.Mail.Deliver(town.Stripe.Expire(expiredSession));
        (await town.StatusOf(expired)).ShouldBe("expired");
        var (failed, failedSession) = await town.Start(20m);
        await town.Mail.Deliver([.. town.Stripe.BeginAsync(failedSession)]);
        (await town.StatusOf(failed)).ShouldBe("open", "completed is not paid");
        await town.Mail.Deliver(town.Stripe.FailAsync(failedSession));
        (await town.StatusOf(failed)).ShouldBe("failed");
        (await town.Entries()).ShouldBeEmpty();

        var (slow, slowSession) = await town.Start(40m);
        await town.Mail.Deliver([.. town.Stripe.BeginAsync(slowSession), .. town.Stripe.SucceedAsync(slowSession)]);
        (await town.StatusOf(slow)).ShouldBe("paid");
        (await town.Entries()).ShouldBe([40m]);

        // Messages cross: the page is said to have expired, and then to have been paid.
        await town.Mail.Deliver(town.Stripe.Pay(expiredSession));
        (await town.StatusOf(expired)).ShouldBe("paid");
        (await town.Mail.Deliver(town.Stripe.Expire(expiredSession))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await town.StatusOf(expired)).ShouldBe("paid");
        (await town.Entries()).ShouldBe([40m, 10m]);
    }

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

    [Theory, MemberData(nameof(Stores))]
    public async Task The_night_finds_what_no_message_ever_said(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var town = await PaymentTown.Open(store);
        var (id, session) = await town.Start(30m, 10m);
        var (gone, goneSession) = await town.Start(5m);
        var (refunded, refundedSession) = await town.Pay(50m);
        var (disputed, disputedSession) = await town.Pay(60m);
        town.Stripe.Pay(session);
        town.Stripe.Expire(goneSession);
        town.Stripe.RefundFromDashboard(refundedSession, 15_00);
        town.Stripe.Dispute(disputedSession);

        await NightTests.RunNight(town.Staff);

        (await town.StatusOf(id)).ShouldBe("paid");
        (await town.StatusOf(gone)).ShouldBe("expired");
        ((decimal)(await town.AsStaffSee(refunded))["refunded"]!).ShouldBe(15m);
        ((decimal)(await town.AsStaffSee(disputed))["disputed"]!).ShouldBe(60m);
        (await town.Balance()).ShouldBe(30m + 50m - 15m + 60m - 60m);
        (await town.Balance(TestTown.MealWallet)).ShouldBe(10m);

        await NightTests.RunNight(town.Staff);
        await town.Mail.Deliver(town.Stripe.Told());
        (await town.Balance()).ShouldBe(65m);
    }

    [Fact]
    public async Task A_Stripe_that_is_down_does_not_hold_the_night_up_and_the_next_one_asks_again()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        var (id, session) = await town.Start(30m);
        town.Stripe.Pay(session);

        town.Stripe.Mood = StripeMood.Down;
        await NightTests.RunNight(town.Staff);
        (await town.StatusOf(id)).ShouldBe("open");
        town.Stripe.Mood = StripeMood.Up;
        await NightTests.RunNight(town.Staff);

        (await town.Entries()).ShouldBe([30m]);
    }

    [Theory]
    [InlineData(29_99L, "eur")]
    [InlineData(30_00L, "usd")]
    public async Task Another_amount_or_currency_than_was_asked_is_put_aside_for_staff_and_not_credited(long cents, string currency)
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        var (id, session) = await town.Start(30m);

        var told = town.Stripe.Pay(session, cents, currency);
        (await town.Mail.Deliver([.. told, .. told])).StatusCode.ShouldBe(HttpStatusCode.OK);
        await town.Mail.Deliver(town.Stripe.RefundFromDashboard(session, 10_00).Events);

        (await town.Entries()).ShouldBeEmpty();
        (await town.StatusOf(id)).ShouldBe("put-aside");
        var aside = (await town.Staff.Get("/staff/card-payments?status=put-aside")).Items.Single();
        ((string)aside["id"]!).ShouldBe(id);
        ((string)aside["remark"]!).ShouldContain("au lieu de 30.00 eur");
        (await town.Staff.Get("/staff/card-payments?status=paid")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_family_in_debt_is_refused_with_the_amount_and_books_the_second_after_the_message()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, PaymentTown.Town, families: 1, (TestTown.Morning, 5));
        await using (var silo = await SiloHost.Start(store))
            await PaymentTown.Town.Correct(silo.Grains, 0, -46.05m);
        await using var town = await PaymentTown.OpenFounded(store);

        var refused = await town.Family.Book(("enfant-0", "matin", PaymentTown.Town.Day));
        (refused.Code, (decimal)refused.Json["amountDue"]!).ShouldBe(("family-in-debt", 46.05m));
        await town.Pay(46.05m);

        (await town.Family.Book(("enfant-0", "matin", PaymentTown.Town.Day))).Items.Single()["outcome"]!.ToString().ShouldBe("accepted");
        (await town.Balance()).ShouldBe(0m);
    }
}
