using System.Text.RegularExpressions;
using Periscolaire.Silo.Storage;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>What staff read beside each call in Swagger.</summary>
public sealed partial class SummaryTests(SharedPostgreSql postgreSql)
{
    [Fact]
    public async Task Every_summary_is_in_French()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        using var server = await WebServer.Start(store);
        using var nobody = new HttpClient { BaseAddress = server.Address };
        var document = System.Text.Json.Nodes.JsonNode.Parse(await nobody.GetStringAsync(new Uri("/swagger/v1/swagger.json", UriKind.Relative)))!;

        var summaries = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => (string?)operation.Value!["summary"] ?? "").ToList();

        summaries.Count.ShouldBeGreaterThan(100);
        summaries.ShouldAllBe(summary => summary.Length > 0 && !English().IsMatch(summary));
    }

    [GeneratedRegex(@"\b(the|of|is|what|when|which)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex English();
}
