using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>The written tour from an empty database to the first night, call by call, as Swagger makes them.</summary>
public sealed class TownHallTourTests(SharedPostgreSql postgreSql)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task The_written_tour_works_call_by_call_and_every_call_is_in_Swagger(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await WebServer.Start(store, ("Operator:FirstPassword", "grenouille violette 77 tambour"));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        using var tour = new TourScript(server.Address, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["aujourd'hui"] = $"{today:yyyy-MM-dd}",
            ["fin"] = $"{today.AddDays(200):yyyy-MM-dd}",
            ["huit ans"] = $"{today.AddYears(-8).AddDays(-40):dd/MM/yyyy}",
        });

        await tour.Walk(await File.ReadAllTextAsync(Path.Combine(ServerProcess.Root(), "docs", "town-hall-tour.md")));

        using var http = new HttpClient { BaseAddress = server.Address };
        var document = JsonNode.Parse(await http.GetStringAsync(new Uri("/swagger/v1/swagger.json", UriKind.Relative)))!;
        var routes = Contract.Operation.AllOf(document).Select(operation => Route(operation.Name)).ToList();
        tour.Calls.ShouldNotBeEmpty();
        tour.Calls.Where(call => !routes.Exists(route => route.IsMatch(call))).ShouldBeEmpty("calls that Swagger does not offer");
    }

    /// <summary>An operation's method and path, whatever stands in its places.</summary>
    private static Regex Route(string operation) =>
        new($"^{Regex.Replace(Regex.Escape(operation).Replace("\\{", "{", StringComparison.Ordinal), "{[^}]*}", "[^/]+", RegexOptions.None, Patience)}$", RegexOptions.None, Patience);
}
