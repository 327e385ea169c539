using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag.CodeGeneration.CSharp;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>A client made from the document alone compiles, signs in and reads a calendar.</summary>
[Collection(ContractCollection.Name)]
public sealed class GeneratedClientTests(ContractTown town)
{
    /// <summary>What somebody writes who has only the generated client.</summary>
    private const string Caller = """
        public static class Trial
        {
            public static async System.Threading.Tasks.Task<string> Run(System.Net.Http.HttpClient http, string password, string month)
            {
                var client = new Generated.PeriscolaireClient(http);
                try
                {
                    await client.GetFamilyChildrenAsync();
                }
                catch (Generated.ApiException<Generated.ProblemDetails> refusal) when (refusal.Result.Code == "not-signed-in")
                {
                    var session = await client.PostStructuresByStructureSessionsAsync("ville", new Generated.SignInBody { Identifier = "famille-0", Password = password });
                    http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", session.AccessToken);
                }

                var calendar = await client.GetFamilyChildrenByChildIdCalendarAsync("enfant-0", month, null);
                decimal price = System.Linq.Enumerable.First(calendar.Activities).UnitPrice.GetValueOrDefault();
                using var sheet = await client.GetFamilyWalletsPdfAsync(null, null);
                return $"{System.Linq.Enumerable.Count(calendar.Days)} {price * 100:0} {sheet.Stream.ReadByte()}";
            }
        }
        """;

    [Fact]
    public async Task A_client_generated_from_the_document_compiles_and_works()
    {
        var document = await NSwag.OpenApiDocument.FromJsonAsync(town.Document);
        var source = new CSharpClientGenerator(document, new CSharpClientGeneratorSettings
        {
            ClassName = "PeriscolaireClient",
            UseBaseUrl = false,
            CSharpGeneratorSettings = { Namespace = "Generated" },
        }).GenerateFile();
        var trial = Compile(source, Caller).GetType("Trial")!.GetMethod("Run")!.CreateDelegate<Func<HttpClient, string, string, Task<string>>>();
        using var http = new HttpClient { BaseAddress = new Uri(town.Server.Address, "/") };

        var said = await trial(http, TestTown.Password, town.Here["month"]);

        // Each day of the month, 500 cents an activity, and the % with which a PDF begins.
        var month = DateOnly.ParseExact(town.Here["month"] + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        said.ShouldBe($"{DateTime.DaysInMonth(month.Year, month.Month)} 500 {(int)'%'}");
    }

    private static Assembly Compile(params ReadOnlySpan<string> sources)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "GeneratedClient",
            [.. sources.ToArray().Select(source => CSharpSyntaxTree.ParseText(source))],
            platform.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        return Assembly.Load(bytes.ToArray());
    }
}
