using System.Net;
using Periscolaire.Silo.Hosting;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>How the programs start, refuse to start, and what an IT office sees of them.</summary>
public sealed class StartTests(SharedPostgreSql postgreSql)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("Store:SqlitePragmas", "synchronous=NORMAL", "synchronous")]
    [InlineData("Store:Kind", "PostgreSql", "Store:ConnectionString")]
    [InlineData("Store:JournalQueue", "0", "JournalQueue")]
    [InlineData("Clock:Start", "demain", "Clock:Start")]
    public async Task A_program_that_cannot_keep_its_promises_refuses_to_start_and_says_why(string key, string value, string named)
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        store.Settings[key] = value;

        foreach (var program in (string[])["WebApi", "Silo"])
        {
            using var process = ServerProcess.Start(program, store.Settings);
            await process.WaitForExit(Patience);

            process.ExitCode.ShouldBe(Launch.BadConfiguration, process.Output);
            process.Output.ShouldContain(named);
            process.Output.ShouldNotContain("   at ");
        }
    }

    [Fact]
    public async Task Production_refuses_cheap_password_hashing_and_the_demo_database()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        using (await WebServer.Start(store, ("Demo:Enabled", "true")))
        {
        }

        using var cheap = ServerProcess.Start("WebApi", store.Settings, "Production");
        await cheap.WaitForExit(Patience);
        store.Settings["Hashing:Iterations"] = null;
        store.Settings["Urls"] = $"http://127.0.0.1:{FreePort.Next()}";
        using var demo = ServerProcess.Start("WebApi", store.Settings, "Production");
        await demo.WaitForExit(Patience);

        cheap.ExitCode.ShouldBe(Launch.BadConfiguration, cheap.Output);
        cheap.Output.ShouldContain("Hashing:Iterations");
        demo.ExitCode.ShouldBe(Launch.BadConfiguration, demo.Output);
        demo.Output.ShouldContain("demo");
    }

    [Fact]
    public async Task Production_on_an_empty_database_starts_without_the_demo()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        store.Settings["Hashing:Iterations"] = null;
        store.Settings["Demo:Enabled"] = "true";
        store.Settings["Urls"] = $"http://127.0.0.1:{FreePort.Next()}";
        using var process = ServerProcess.Start("WebApi", store.Settings, "Production");
        using var nobody = new Client(new Uri(store.Settings["Urls"]!));

        await process.Until(() => IsReady(nobody), Patience);

        (await nobody.SignIn("dupont", "78C607", "deols")).Code.ShouldBe("invalid-credentials");
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task A_silo_runs_alone_and_stops_when_told(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var silo = ServerProcess.Start("Silo", store.Settings);

        await silo.Until(() => Task.FromResult(silo.Output.Contains("Application started", StringComparison.Ordinal)), Patience);
        await silo.Stop();

        silo.ExitCode.ShouldBe(0, silo.Output);
    }

    [Fact]
    public async Task Health_tells_a_living_process_from_one_whose_store_is_gone()
    {
        await using var server = await PrivatePostgreSql.Start();
        using var store = await TestStore.New(StoreKind.PostgreSql, server);
        using var web = await WebServer.Start(store);
        using var nobody = new Client(web.Address);

        await server.StopHard();
        (await nobody.Get("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        (await nobody.Get("/health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await server.StartAgain();
        (await nobody.Get("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_Swagger_page_is_there_with_its_own_sign_in()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        using var web = await WebServer.Start(store);
        using var http = new HttpClient { BaseAddress = web.Address };

        var page = await http.GetStringAsync(new Uri("/swagger/index.html", UriKind.Relative));

        page.ShouldContain("swagger-ui");
        page.ShouldContain("sign-in.js");
        (await http.GetStringAsync(new Uri("/swagger/sign-in.js", UriKind.Relative))).ShouldContain("authActions.authorize");
    }

    [Theory]
    [InlineData("2026-10-25T02:30:00+02:00")]
    [InlineData("2026-10-25T02:30:00+01:00")]
    [InlineData("2027-03-28T01:59:58+01:00")]
    public async Task A_booking_in_the_night_when_clocks_change_is_decided_like_any_other(string now)
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        using var web = await WebServer.Start(store, ("Demo:Enabled", "true"), ("Clock:Start", now));
        using var dupont = await Client.SignedIn(web.Address, "dupont", "78C607", "deols");

        // Next week's Wednesday but one is open until Tuesday 23:59 of the week before it, next week's closed last Tuesday.
        var sunday = DateOnly.FromDateTime(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).Date);
        var answer = await dupont.Book(("dupont-lilou", "alsh-6-12-apres-midi", sunday.AddDays(3)), ("dupont-lilou", "alsh-6-12-apres-midi", sunday.AddDays(10)));

        answer.Items.Select(item => (string?)item["code"] ?? (string?)item["outcome"])
            .ShouldBe([sunday.Month == 10 ? "closed" : "deadline-passed", "accepted"]);
        (await dupont.Get("/home")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<bool> IsReady(Client client)
    {
        try
        {
            return (await client.Get("/health/ready")).Status is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
