using System.Net;
using System.Text.Json.Nodes;
using Periscolaire.Catalogue;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.Wallets;
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

    [Theory, MemberData(nameof(Stores))]
    public async Task A_debt_of_a_wallet_that_is_no_longer_offered_is_paid_by_card_and_another_family_does_not_see_it(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, PaymentTown.Town, families: 2);
        await using (var silo = await SiloHost.Start(store))
        {
            await PaymentTown.Town.FamilyGrain(silo.Grains, 0).Post(new LedgerOrder(
                [new Posting(TestTown.MealWallet, EntryKind.Correction, "reprise", -12.50m, PaymentTown.Town.Today)], Author.Staff("essai")));
            await silo.Grains.GetGrain<ICatalogueGrain>(PaymentTown.Town.Structure.Value).Save(
                PaymentTown.Town.Catalogue with { Version = 2, Wallets = [PaymentTown.Town.Catalogue.Wallets[0]] });
        }

        await using var town = await PaymentTown.OpenFounded(store);
        using var other = await Client.SignedIn(town.Server.Address, "famille-1");

        (await other.Post("/family/payments", PaymentTown.Body(0m, 12.50m))).Code.ShouldBe("unknown-wallet");
        await town.Pay(0m, 12.50m);

        (await town.Entries(TestTown.MealWallet)).ShouldBe([-12.50m, 12.50m]);
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
