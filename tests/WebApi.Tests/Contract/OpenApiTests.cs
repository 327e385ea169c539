using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Periscolaire.WebApi.Problems;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>The OpenAPI document is valid, complete and in French: staff work with it, and other programs are made from it.</summary>
[Collection(ContractCollection.Name)]
public sealed partial class OpenApiTests(ContractTown town)
{
    private static readonly Dictionary<string, string> FileTypes = new(StringComparer.Ordinal)
    {
        [".csv"] = "text/csv",
        [".ics"] = "text/calendar",
        [".pdf"] = "application/pdf",
        [".zip"] = "application/zip",
    };

    [Fact]
    public void The_document_is_valid_without_an_error_or_a_warning()
    {
        var read = OpenApiDocument.Parse(town.Document, OpenApiConstants.Json, new OpenApiReaderSettings());

        read.Diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}").ShouldBeEmpty();
        read.Diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}").ShouldBeEmpty();
        read.Document!.Paths.Sum(path => path.Value.Operations!.Count).ShouldBe(town.Operations.Count);
    }

    [Fact]
    public void Every_operation_has_a_name_of_its_own_that_follows_its_address()
    {
        var names = town.Operations.Select(operation => (string?)operation.Node["operationId"]).ToList();

        names.ShouldAllBe(name => name != null && Name().IsMatch(name));
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Count);

        // Generated clients call these: a name that changes breaks them.
        NameOf("POST /structures/{structure}/sessions").ShouldBe("postStructuresByStructureSessions");
        NameOf("GET /family/children/{childId}/calendar").ShouldBe("getFamilyChildrenByChildIdCalendar");
        NameOf("PUT /staff/activity-days/{activityId}/{date}/capacity").ShouldBe("putStaffActivityDaysByActivityIdByDateCapacity");
        NameOf("GET /family/reservations.csv").ShouldBe("getFamilyReservationsCsv");

        string? NameOf(string operation) => (string?)town.Operations.Single(other => other.Name == operation).Node["operationId"];
    }

    [Fact]
    public void Operations_are_grouped_by_task_families_first()
    {
        var tags = JsonNode.Parse(town.Document)!["tags"]!.AsArray();
        var names = tags.Select(tag => (string)tag!["name"]!).ToList();
        var used = town.Operations.Select(operation => operation.Node["tags"]!.AsArray().Select(tag => (string)tag!).Single()).ToHashSet(StringComparer.Ordinal);

        used.SetEquals(names).ShouldBeTrue($"{string.Join(", ", used)} / {string.Join(", ", names)}");
        tags.Where(tag => string.IsNullOrEmpty((string?)tag!["description"])).Select(tag => (string?)tag!["name"]).ShouldBeEmpty("tags that Tags.cs does not describe");
        var firstOfStaff = names.FindIndex(IsStaffs);
        firstOfStaff.ShouldBeGreaterThan(0);
        names.Skip(firstOfStaff).All(IsStaffs).ShouldBeTrue(string.Join(", ", names));
        foreach (var operation in town.Operations)
            IsStaffs((string)operation.Node["tags"]![0]!).ShouldBe(operation.Path.StartsWith("/staff", StringComparison.Ordinal), operation.Name);

        static bool IsStaffs(string tag) => tag.StartsWith("Personnel : ", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operation_parameter_and_answer_is_described()
    {
        var missing = new List<string>();
        foreach (var operation in town.Operations)
        {
            if (string.IsNullOrWhiteSpace((string?)operation.Node["summary"]))
                missing.Add($"{operation.Name}: a summary");
            foreach (var parameter in operation.Parameters)
            {
                if (string.IsNullOrWhiteSpace((string?)parameter["description"]))
                    missing.Add($"{operation.Name} {parameter["name"]}: a description (ParameterWords.cs)");
                if ((string?)parameter["in"] == "path" && parameter["example"] is null)
                    missing.Add($"{operation.Name} {parameter["name"]}: an example");
            }

            foreach (var (status, response) in operation.Node["responses"]!.AsObject())
            {
                if (((string?)response!["description"])?.EndsWith('.') is not true && ((string?)response["description"])?.Contains(" : ", StringComparison.Ordinal) is not true)
                    missing.Add($"{operation.Name} {status}: {response["description"]}");
            }
        }

        missing.ShouldBeEmpty(string.Join('\n', missing));
    }

    [Fact]
    public void Refusals_are_problems_and_files_are_of_their_type()
    {
        foreach (var operation in town.Operations)
        {
            foreach (var (status, types) in operation.Responses)
            {
                if (status[0] is '4' or '5')
                    types.ShouldBe(["application/problem+json"], $"{operation.Name} {status}");
                else if (FileTypes.TryGetValue(Path.GetExtension(operation.Path), out var type))
                    types.ShouldBe([type], $"{operation.Name} {status}");
            }

            if (operation.NeedsSignIn)
                operation.Responses.ContainsKey("401").ShouldBeTrue(operation.Name);
            if (operation.Path.StartsWith("/staff", StringComparison.Ordinal) || operation.Path.StartsWith("/family", StringComparison.Ordinal))
                operation.Responses.ContainsKey("403").ShouldBeTrue(operation.Name);
        }
    }

    [Fact]
    public async Task Every_example_of_a_body_is_what_its_schema_asks_for()
    {
        var document = await NSwag.OpenApiDocument.FromJsonAsync(town.Document);
        var bodies = 0;
        foreach (var operation in document.Operations.Where(operation => operation.Operation.RequestBody is not null))
        {
            var name = $"{operation.Method} {operation.Path}";
            var content = operation.Operation.RequestBody!.Content;
            foreach (var (type, body) in content)
            {
                body.Example.ShouldNotBeNull($"{name} {type}");
                if (type == "application/json")
                    body.Schema!.ActualSchema.Validate(Newtonsoft.Json.JsonConvert.SerializeObject(body.Example)).Select(error => $"{name} {error}").ShouldBeEmpty();
                bodies++;
            }
        }

        bodies.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void The_codes_of_refusals_are_all_listed()
    {
        var code = JsonNode.Parse(town.Document)!["components"]!["schemas"]!["ProblemDetails"]!["properties"]!["code"]!;
        var listed = code["x-extensible-enum"]!.AsArray().Select(value => (string)value!).ToList();

        listed.Distinct(StringComparer.Ordinal).Count().ShouldBe(listed.Count);
        foreach (var kind in (ProblemKind[])[ProblemKinds.InvalidRequest, ProblemKinds.FamilyInDebt, ProblemKinds.RightMissing, ProblemKinds.StoreUnavailable])
        {
            listed.Contains(kind.Code, StringComparer.Ordinal).ShouldBeTrue(kind.Code);
            ((string)code["description"]!).ShouldContain($"- {kind.Status} `{kind.Code}` : {kind.Title}");
        }
    }

    [Fact]
    public async Task The_page_carries_its_own_sign_in_and_runs_nothing_from_elsewhere()
    {
        using var http = new HttpClient { BaseAddress = town.Server.Address };
        using var page = await http.GetAsync(new Uri("/swagger/index.html", UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();
        using var script = await http.GetAsync(new Uri("/swagger/sign-in.js", UriKind.Relative));
        using var sheet = await http.GetAsync(new Uri("/swagger/sign-in.css", UriKind.Relative));

        html.ShouldContain("/swagger/sign-in.js");
        html.ShouldNotContain("//cdn");
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self';");
        script.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        sheet.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        var source = await script.Content.ReadAsStringAsync();
        foreach (var forbidden in (string[])["innerHTML", "outerHTML", "document.write", "eval(", "localStorage", "sessionStorage", "console."])
            source.ShouldNotContain(forbidden);
    }

    [GeneratedRegex("^(get|put|post|patch|delete)[A-Z][A-Za-z0-9]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
