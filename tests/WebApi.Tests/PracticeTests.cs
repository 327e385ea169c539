using System.Net;
using System.Text.RegularExpressions;
using Periscolaire.Silo.Hosting;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>The practice page: clearly an exercise, and gone beside a key and in production (SPEC, Money 5); and settings that are refused.</summary>
public sealed partial class PracticeTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task Without_a_key_an_exercise_page_stands_in_for_Stripes(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        using var browser = Browser(server.Address);

        var started = (await family.Post("/family/payments", PaymentTown.Body(30m, 12.50m))).Json;
        var url = new Uri((string)started["redirectUrl"]!);
        url.ToString().ShouldStartWith(server.Address.ToString());
        using var answer = await browser.GetAsync(url);
        var page = (await answer.Content.ReadAsStringAsync()).Replace('\u00a0', ' ').Replace("&#xA0;", " ", StringComparison.Ordinal);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        page.ShouldContain("<title>EXERCICE");
        page.ShouldNotContain("<script");
        foreach (var said in (string[])["Aucun argent ne circule", "Mairie de ville", "Périscolaire", "30,00 €", "Restauration", "12,50 €", "42,50 €"])
            page.ShouldContain(said);

        // As a browser without scripts does: the form's own address.
        var forms = Forms().Matches(page).Select(form => form.Groups["action"].Value).ToList();
        forms.Select(form => form.Split('/')[^1]).ShouldBe(["payer", "refuser", "abandonner"]);
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBeEmpty();
        for (var time = 0; time < 2; time++)
        {
            using var paid = await browser.PostAsync(new Uri(server.Address, forms[0]), content: null);
            paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            paid.Headers.Location!.ToString().ShouldBe("/paiement/termine");
        }

        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBe([30m]);
        (await LedgerTable.Entries(store, "famille-0", TestTown.MealWallet)).ShouldBe([12.50m]);
        (await browser.GetStringAsync(url)).ShouldContain("Ce paiement fictif a été accepté.");

        // 8.50 of 42.50 goes back as 6.00 of 30.00 and 2.50 of 12.50.
        var refund = await staff.Post($"/staff/card-payments/{started["id"]}/refunds", new { id = "r1", amount = 8.50m, reason = "Essai" });
        refund.Status.ShouldBe(HttpStatusCode.Created, refund.Body);
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBe([30m, -6m]);
        (await LedgerTable.Entries(store, "famille-0", TestTown.MealWallet)).ShouldBe([12.50m, -2.50m]);
    }

    [Fact]
    public async Task A_card_that_is_refused_and_a_page_that_is_left_credit_nothing()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var browser = Browser(server.Address);
        foreach (var (choice, status, said) in ((string, string, string)[])[("refuser", "failed", "a été refusé"), ("abandonner", "expired", "a été abandonné")])
        {
            var started = (await family.Post("/family/payments", PaymentTown.Body(30m))).Json;
            var url = (string)started["redirectUrl"]!;

            using var chosen = await browser.PostAsync(new Uri($"{url}/{choice}"), content: null);

            chosen.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            ((string)(await family.Get($"/family/payments/{started["id"]}")).Json["status"]!).ShouldBe(status);
            (await browser.GetStringAsync(new Uri(url))).ShouldContain(said);
            (await browser.PostAsync(new Uri($"{url}/offrir"), content: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBeEmpty();
        (await browser.GetAsync(new Uri("/paiement/exercice/ville/inconnu", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(new Uri("/paiement/exercice/ville/..%2f..%2fx", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var mail = new StripeMail(server.Address);
        (await mail.Send("{}", "t=1,v1=0")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Beside_a_key_there_is_no_exercise()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var town = await PaymentTown.Open(store);
        using var browser = Browser(town.Server.Address);
        var (id, _) = await town.Start(30m);

        (await browser.GetAsync(new Uri($"/paiement/exercice/ville/{id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.PostAsync(new Uri($"/paiement/exercice/ville/{id}/payer", UriKind.Relative), content: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await town.StatusOf(id)).ShouldBe("open");
        (await town.Entries()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Production_without_a_key_takes_no_card_and_has_no_exercise_not_even_for_one_begun_before()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        string url;
        using (var trial = await WebServer.Start(store))
        using (var trying = await Client.SignedIn(trial.Address, "famille-0"))
        {
            url = new Uri((string)(await trying.Post("/family/payments", PaymentTown.Body(30m))).Json["redirectUrl"]!).AbsolutePath;
            await trial.Stop();
        }

        store.Settings["Hashing:Iterations"] = null;
        store.Settings["Urls"] = $"http://127.0.0.1:{FreePort.Next()}";
        var address = new Uri(store.Settings["Urls"]!);
        using var process = ServerProcess.Start("WebApi", store.Settings, "Production");
        using var browser = Browser(address);
        await process.Until(() => IsReady(browser), Patience);
        using var family = await Client.SignedIn(address, "famille-0");

        (await family.Post("/family/payments", PaymentTown.Body(30m))).Code.ShouldBe("payments-not-offered");
        (await browser.GetAsync(new Uri(url, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.PostAsync(new Uri($"{url}/payer", UriKind.Relative), content: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Stripe:WebhookSecret", null, "Stripe:WebhookSecret")]
    [InlineData("Stripe:ApiKey", null, "Stripe:ApiKey")]
    [InlineData("Stripe:ApiKey", "pk_live_1", "sk_")]
    [InlineData("Stripe:WebhookSecret", "secret", "whsec_")]
    [InlineData("Stripe:PublicUrl", null, "Stripe:PublicUrl")]
    [InlineData("Stripe:PublicUrl", "http://famille.example", "https")]
    [InlineData("Stripe:SuccessUrl", "http://famille.example/merci", "Stripe:SuccessUrl")]
    [InlineData("Stripe:ApiBase", "https://api.example", "Stripe:ApiBase")]
    [InlineData("Stripe:TimeoutSeconds", "0", "TimeoutSeconds")]
    [InlineData("Stripe:TimeoutSeconds", "7", "Stripe:Retries")]
    [InlineData("Stripe:Structures:ville:ApiKey", "sk_live_2", "Stripe:Structures:ville:WebhookSecret")]
    public async Task Settings_with_which_money_would_be_taken_and_not_credited_are_refused(string key, string? value, string named)
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        store.Settings["Stripe:ApiKey"] = "sk_live_marqueur";
        store.Settings["Stripe:WebhookSecret"] = "whsec_marqueur";
        store.Settings["Stripe:PublicUrl"] = "https://famille.example";
        store.Settings[key] = value;

        foreach (var program in (string[])["WebApi", "Silo"])
        {
            using var process = ServerProcess.Start(program, store.Settings);
            await process.WaitForExit(Patience);

            process.ExitCode.ShouldBe(Launch.BadConfiguration, process.Output);
            process.Output.ShouldContain(named);
            process.Output.ShouldNotContain("marqueur");
        }
    }

    private static HttpClient Browser(Uri address) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    private static async Task<bool> IsReady(HttpClient browser)
    {
        try
        {
            return (await browser.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]+)\">", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Forms();
}
