using System.Text.RegularExpressions;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>The README's tour, as pasted into a shell, against the program as it starts by default.</summary>
public sealed partial class ReadmeTests(SharedPostgreSql postgreSql)
{
    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task The_tour_works_as_pasted_and_a_restart_loses_nothing(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await WebServer.Start(store, ("Demo:Enabled", "true"));
        var address = server.Address.ToString().TrimEnd('/');
        server.Output.ShouldContain($"{address}/swagger");

        var output = await RunTour(address);

        output.ShouldContain("DUPONT Jean-Paul");
        foreach (var state in (string[])["open", "booked", "locked", "full", "closed"])
            output.ShouldContain($"\"state\":\"{state}\"");
        output.ShouldContain("\"availability\":\"waiting-list\"");
        Regex.Count(output, "\"outcome\":\"waitlisted\",\"detail\":\"Mise en liste d'attente, rang 2.\"").ShouldBe(3, "recap, validation, and the same again");
        Regex.Count(output, "\"outcome\":\"rejected\",\"code\":\"full\"").ShouldBe(3);
        output.ShouldContain("\"kind\":\"cancellation\",\"childId\":\"dupont-lilou\"");
        Promoted().IsMatch(output).ShouldBeTrue(output);
        output.ShouldContain("Liste d'attente;2");
        output.ShouldContain("BEGIN:VCALENDAR");
        output.ShouldContain("\"violations\":[]");
        output.ShouldContain("\"total\":143.05");
        output.ShouldContain("\"code\":\"family-in-debt\"");
        output.ShouldContain("\"amountDue\":12.40");
        output.ShouldContain("\"childId\":\"bernard-grand\"");
        output.ShouldContain("\"balance\":27.60", Case.Sensitive, "40.00 by card, less the 12.40 that were owed");
        output.ShouldContain("<title>EXERCICE");
        Regex.Count(output, "\"status\":\"paid\"").ShouldBe(2, "as the family and as staff see it");
        output.ShouldContain("\"reason\":\"Annulation de la quittance ");
        Regex.Count(output, ";4711;[^;]*;LBP;-?50,00;").ShouldBe(2, "the cheque, entered once though sent twice, and its cancellation");

        using var dupont = await Client.SignedIn(server.Address, "dupont", "78C607", "deols");
        var tracked = (await dupont.Get("/family/reservations")).Body;
        await server.Kill();
        await server.StartAgain();
        (await dupont.Get("/family/reservations")).Body.ShouldBe(tracked);
    }

    private static async Task<string> RunTour(string address)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(ServerProcess.Root(), "README.md"));
        var tour = string.Concat(ShellBlock().Matches(readme).Select(block => block.Groups["lines"].Value));
        tour.ShouldContain("http://localhost:5080");
        using var folder = new TemporaryFolder();
        var script = Path.Combine(folder.Path, "tour");
        await File.WriteAllTextAsync(script, tour.Replace("http://localhost:5080", address, StringComparison.Ordinal));
        return await Command.Run("bash", "-euo", "pipefail", script);
    }

    [GeneratedRegex("^```sh\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("\"child\":\"MARTIN Emma\"[^}]*\"outcome\":\"accepted\"", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Promoted();
}
