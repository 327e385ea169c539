using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Import;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Import;

/// <summary>Taking files over: checked line by line, kept as a whole or not at all.</summary>
internal static class ImportEndpoints
{
    /// <summary>The largest file; every other call takes much less.</summary>
    private const long LargestFile = 20 * 1024 * 1024;

    private static readonly FrozenDictionary<string, ImportKind> Kinds =
        Enum.GetValues<ImportKind>().ToFrozenDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public static void MapImports(this IEndpointRouteBuilder staff)
    {
        var imports = staff.MapGroup("/imports/{kind}").WithTags("Personnel : reprise de données").RequireRight(StaffRight.Administrator);
        imports.MapGet("/template.csv", Template).WithSummary("Le modèle d'un fichier : families, children, accounts, quotients, balances, grids ou bookings")
            .Produces<string>(200, FrenchCsv.MediaType).ProducesProblem(404);
        imports.MapPost("", Import).WithSummary("Reprendre un fichier CSV : tout, ou rien si une ligne est fausse ; dryRun=true vérifie sans écrire")
            .WithDescription("Colonnes du modèle, en français ou en anglais, dans n'importe quel ordre ; UTF-8 ou Windows-1252 ; point-virgule, virgule ou tabulation ; "
                + "1 234,56 et 31/12/2026. Un même fichier repris deux fois ne double rien. Pour accounts, codes=true rend, une seule fois, le fichier des codes à envoyer par lettre.")
            .Accepts<string>(FrenchCsv.MediaType)
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile))
            .Produces<ImportReportBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(503);
    }

    private static IResult Template(string kind) => TryKind(kind, out var known)
        ? TypedResults.File(
            FrenchCsv.Write([.. ImportColumns.Of(known).Select(column => column.French)], [[.. ImportColumns.Of(known).Select(column => CellOf(column.Example))]]),
            FrenchCsv.MediaType,
            $"modele-{kind}.csv")
        : Problem.Of(ProblemKinds.NotFound);

    /// <summary>An amount is written as a number: a text that begins with a minus sign would be defused, and the model not be read again.</summary>
    private static object? CellOf(string example) =>
        example.StartsWith('-') && decimal.TryParse(example, NumberStyles.Number, FrenchCsv.Format.FormatProvider, out var amount) ? amount : example;

    private static async Task<IResult> Import(
        string kind, HttpRequest request, SignedIn caller, IGrainFactory grains, [FromQuery] bool dryRun = false, [FromQuery] bool codes = false)
    {
        if (!TryKind(kind, out var known))
            return Problem.Of(ProblemKinds.NotFound);
        using var file = new MemoryStream();
        await request.Body.CopyToAsync(file, request.HttpContext.RequestAborted);
        if (!CsvSheets.TryRead(file.GetBuffer().AsSpan(0, (int)file.Length), out var sheet, out var flaw))
            return Problem.Of(ProblemKinds.UnreadableFile, flaw);
        var report = await grains.GetGrain<IImportGrain>(caller.Structure.Value).Run(new ImportOrder(known, sheet, caller.Author, dryRun));
        return report.Outcome switch
        {
            ImportOutcome.Refused => Problem.Of(
                ProblemKinds.InvalidImport, $"{report.ProblemCount} problèmes ; rien n'a été écrit.", ("report", ImportReportBody.From(report))),
            ImportOutcome.Overtaken => Problem.Of(ProblemKinds.ImportOvertaken, "Rien n'a été écrit : renvoyez le même fichier.").WithRetryAfter(Soon),
            ImportOutcome.Kept when codes && known is ImportKind.Accounts => Letters(report),
            _ => TypedResults.Ok(ImportReportBody.From(report)),
        };
    }

    private static FileContentHttpResult Letters(ImportReport report) => TypedResults.File(
        FrenchCsv.Write(["identifiant", "nom", "code"], report.Codes.Select(letter => new object?[] { letter.Identifier, letter.Name, letter.Code })),
        FrenchCsv.MediaType,
        "codes.csv");

    private static bool TryKind(string text, out ImportKind kind) =>
        Kinds.TryGetValue(text, out kind);
}
