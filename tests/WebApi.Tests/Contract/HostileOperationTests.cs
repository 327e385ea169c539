using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>
/// Every operation of the document, with every parameter and every property made hostile in turn: never a 5xx, a problem with a code for each refusal,
/// soon, and nothing written; what is strange but legal is kept as it was given.
/// </summary>
public sealed class HostileOperationTests(SharedPostgreSql postgreSql, ITestOutputHelper output)
{
    /// <summary>Wide, for a machine that does other things meanwhile; what is meant is that nothing takes the server's time.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>Passwords that were tried are counted, and so written, even when the call is refused.</summary>
    private static readonly string[] Counting = ["PATCH /family/profile", "PUT /account/password", "POST /account/second-factor", "POST /account/second-factor/removal"];

    [Fact]
    public async Task Whatever_is_sent_is_answered_and_nothing_of_what_is_refused_is_written()
    {
        var town = new ContractTown(postgreSql);
        await town.InitializeAsync();
        try
        {
            using var client = new HostileClient(town.Server.Address, town.Here);
            var lines = Matrix.Entries.Join(town.Operations, entry => entry.Operation, operation => operation.Name, (entry, operation) => (entry, operation), StringComparer.Ordinal).ToList();
            lines.Count.ShouldBe(town.Operations.Count);
            var calls = lines.SelectMany(line => HostileCalls.Of(line.entry, line.operation)).ToList();

            var outcomes = await client.Send(calls);
            var unsigned = await client.Send(lines.Where(line => line.operation.NeedsSignIn).SelectMany(line => HostileCalls.Of(line.entry, line.operation).Where((_, number) => number % 10 == 0)), signedIn: false);

            Tell(outcomes, unsigned);
            Check(outcomes.Concat(unsigned).Select(outcome => WhyNot(outcome, CodesOf(town.Document))));

            // An address or a kind of content that there is nowhere is refused before anybody asks who calls.
            Check(unsigned.Select(outcome => outcome.Status == 401 || outcome.Code is "not-found" or "unsupported-media-type" ? null : outcome.Told));
            await Refused_again_write_nothing(town, client, outcomes);
            await What_was_accepted_is_kept_as_given(town, outcomes);
            town.Server.Output.ShouldNotContain("A request failed unexpectedly");
        }
        finally
        {
            await town.DisposeAsync();
        }
    }

    private void Tell(IReadOnlyList<HostileOutcome> outcomes, IReadOnlyList<HostileOutcome> unsigned)
    {
        output.WriteLine($"{outcomes.Count} calls signed in, {unsigned.Count} not; refused {outcomes.Count(outcome => outcome.IsRefused)}, accepted {outcomes.Count(outcome => outcome.Status is >= 200 and <= 299)}; "
            + $"slowest {outcomes.Max(outcome => outcome.Elapsed).TotalMilliseconds:0} ms, half below {outcomes.Select(outcome => outcome.Elapsed.TotalMilliseconds).Order().ElementAt(outcomes.Count / 2):0.0} ms");
        output.WriteLine(string.Join(", ", outcomes.Where(outcome => outcome.Code is not null).GroupBy(outcome => outcome.Code!, StringComparer.Ordinal).OrderByDescending(code => code.Count()).Select(code => $"{code.Key} {code.Count()}")));
        output.WriteLine("accepted: " + string.Join(", ", outcomes.Where(outcome => outcome.Status is >= 200 and <= 299 && outcome.Call.Operation.Method != "GET")
            .GroupBy(outcome => outcome.Call.Operation.Name, StringComparer.Ordinal).Select(operation => $"{operation.Key} {operation.Count()}")));
    }

    private static HashSet<string> CodesOf(string document) =>
        [.. JsonNode.Parse(document)!["components"]!["schemas"]!["ProblemDetails"]!["properties"]!["code"]!["x-extensible-enum"]!.AsArray().Select(code => (string)code!)];

    private static string? WhyNot(HostileOutcome outcome, HashSet<string> codes) => outcome switch
    {
        { Status: 0 or >= 500 or (>= 300 and < 400) } => outcome.Told,

        // A zero character in an address is refused by the server itself, before there is anybody to answer more.
        { Status: 400, Body: "", MediaType: null } when outcome.Call.Address.Contains("%00", StringComparison.Ordinal) => null,
        { IsRefused: true, Code: null } => outcome.Told,
        { IsRefused: true } when !codes.Contains(outcome.Code!) => $"{outcome.Told}: a code that the document leaves out",
        _ when outcome.Elapsed > Soon => $"{outcome.Told}: after {outcome.Elapsed}",
        _ => null,
    };

    private static void Check(IEnumerable<string?> checks)
    {
        var findings = checks.OfType<string>().ToList();
        findings.ShouldBeEmpty($"{findings.Count} findings\n{string.Join('\n', findings.Take(60))}");
    }

    /// <summary>Sends the refused again, in a store that nothing else moves: it has to stay as it was.</summary>
    private async Task Refused_again_write_nothing(ContractTown town, HostileClient client, IReadOnlyList<HostileOutcome> outcomes)
    {
        var refused = outcomes.Where(outcome => outcome.IsRefused).Select(outcome => outcome.Call).ToLookup(IsCounted);
        await ShouldWriteNothing(refused[false]);
        await ShouldWriteNothing(refused[true], "grain_states", "audit_entries");
        output.WriteLine($"{refused[false].Count()} refused again without a trace, {refused[true].Count()} with nothing but the count of attempts");

        async Task ShouldWriteNothing(IEnumerable<HostileCall> calls, params string[] except)
        {
            for (var left = calls.ToList(); ;)
            {
                var before = await StoreSnapshot.WhenQuiet(town.Store);
                var again = await client.Send(left);
                if (again.All(outcome => outcome.IsRefused))
                {
                    (await StoreSnapshot.WhenQuiet(town.Store)).DifferencesFrom(before, except).ShouldBeEmpty(await StoreSnapshot.LastActs(town.Store));
                    return;
                }

                // What was refused beside something else is accepted now: once more, without it.
                left = [.. again.Where(outcome => outcome.IsRefused).Select(outcome => outcome.Call)];
                left.Count.ShouldBeGreaterThan(again.Count * 9 / 10, string.Join('\n', again.Where(outcome => !outcome.IsRefused).Select(outcome => outcome.Told).Take(20)));
            }
        }

        static bool IsCounted(HostileCall call) => call.Entry.Who == Who.Anyone || Counting.Contains(call.Operation.Name, StringComparer.Ordinal);
    }

    private async Task What_was_accepted_is_kept_as_given(ContractTown town, IReadOnlyList<HostileOutcome> outcomes)
    {
        var texts = await StoreSnapshot.Texts(town.Store);
        var (kept, nowhere) = (0, new List<string>());
        var findings = new List<string?>();
        foreach (var outcome in outcomes.Where(outcome => outcome.Status is >= 200 and <= 299 && outcome.Call.Text is not null))
        {
            var text = outcome.Call.Text!;
            var tag = text[text.LastIndexOf('t', text.Length - 2)..];
            var found = texts.Where(kept => kept.Contains(tag, StringComparison.Ordinal)).ToList();
            if (found.Count == 0)
                nowhere.Add(outcome.Call.Operation.Name);
            else if (found.Exists(kept => kept.Contains(text, StringComparison.Ordinal)))
                kept++;
            else
                findings.Add($"{outcome.Told}: kept as {found[0]}");
        }

        output.WriteLine($"{kept} strange texts accepted and kept as given; not kept: {string.Join(", ", nowhere.GroupBy(name => name, StringComparer.Ordinal).Select(name => $"{name.Key} {name.Count()}"))}");
        Check(findings);
        kept.ShouldBeGreaterThan(0);
    }
}
