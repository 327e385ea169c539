using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using Periscolaire.Accounts;
using Periscolaire.Transmission;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Transmission;

/// <summary>Running and reading transmissions.</summary>
internal static class TransmissionEndpoints
{
    private const int ManifestPage = 2_000;

    /// <summary>The column stays, so that who reads the file finds the others where they were; what a reason says is in the audit trail.</summary>
    private const string NoReason = "";

    private static readonly string[] ManifestHeader =
        ["activityId", "date", "number", "bookingId", "familyId", "childId", "kind", "status", "author", "at", "reason"];

    public static void MapTransmissions(this IEndpointRouteBuilder staff)
    {
        var transmissions = staff.MapGroup("/transmissions").WithTags("Personnel : transmissions");
        transmissions.MapPost("", Start).WithSummary("Lancer la transmission maintenant (sans attendre la nuit)").RequireRight(StaffRight.Director, StaffRight.Accountant)
            .Produces<TransmissionBody>(202).ProducesProblem(503);
        transmissions.MapGet("", List).WithSummary("Les transmissions, la dernière d'abord")
            .Produces<TransmissionPageBody>().ProducesProblem(400).ProducesProblem(503);
        transmissions.MapGet("/{id:long}", Read).WithSummary("Une transmission").Produces<TransmissionBody>().ProducesProblem(404).ProducesProblem(503);
        transmissions.MapGet("/{id:long}/manifest", Manifest).WithSummary("Le bordereau d'une transmission terminée, en JSON")
            .Produces<IReadOnlyList<ManifestLineBody>>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        transmissions.MapGet("/{id:long}/manifest.csv", ManifestCsv).WithSummary("Le bordereau d'une transmission terminée, en CSV")
            .Produces<string>(200, FrenchCsv.MediaType).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    private static async Task<IResult> Start(SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        await caller.Append(grains, caller.Entry(clock, "transmission-asked", "transmissions"));
        var run = await GrainOf(caller, grains).Start(caller.Author);
        return TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/v1/staff/transmissions/{run.Number}"), TransmissionBody.From(run));
    }

    private static async Task<IResult> List([AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal))
            return refusal;
        long? before = null;
        if (after is not null)
        {
            if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return Problem.Of(ProblemKinds.InvalidCursor);
            before = number;
        }

        var found = await GrainOf(caller, grains).List(before, limit + 1);
        return TypedResults.Ok(new TransmissionPageBody(
            [.. found.Take(limit).Select(TransmissionBody.From)],
            found.Length > limit ? PageQuery.CursorAfter(found[limit - 1].Number.ToString(CultureInfo.InvariantCulture)) : null));
    }

    private static async Task<IResult> Read(long id, SignedIn caller, IGrainFactory grains) =>
        await GrainOf(caller, grains).Read(id) is { } run ? TypedResults.Ok(TransmissionBody.From(run)) : Problem.Of(ProblemKinds.UnknownTransmission);

    private static async Task<IResult> Manifest(long id, SignedIn caller, IGrainFactory grains) =>
        await WhyNoManifest(id, caller, grains) ?? TypedResults.Ok(Lines(id, GrainOf(caller, grains)));

    private static async Task<IResult> ManifestCsv(long id, SignedIn caller, IGrainFactory grains) =>
        await WhyNoManifest(id, caller, grains) ?? TypedResults.Stream(
            async body =>
            {
                await using var csv = CsvWriter.Create(body, FrenchCsv.Format);
                csv.WriteHeader(ManifestHeader);
                await foreach (var line in Lines(id, GrainOf(caller, grains)))
                {
                    await csv.WriteRecordAsync(
                    [
                        line.ActivityId, Text(line.Date, "yyyy-MM-dd"), Text(line.Number, null), line.BookingId, line.FamilyId, line.ChildId, line.Kind, line.Status,
                        line.Author, Text(line.At, "O"), NoReason,
                    ]);
                }

                await csv.FlushAsync();
            },
            FrenchCsv.MediaType,
            string.Create(CultureInfo.InvariantCulture, $"transmission-{id}.csv"));

    private static string Text(IFormattable value, string? format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static async Task<IResult?> WhyNoManifest(long id, SignedIn caller, IGrainFactory grains) => await GrainOf(caller, grains).Read(id) switch
    {
        null => Problem.Of(ProblemKinds.UnknownTransmission),
        { Phase: RunPhase.Completed } => null,
        _ => Problem.Of(ProblemKinds.TransmissionUnderWay),
    };

    private static async IAsyncEnumerable<ManifestLineBody> Lines(
        long id, ITransmissionGrain grain, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ManifestLine? last = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await grain.Manifest(id, last, ManifestPage);
            foreach (var line in page)
                yield return ManifestLineBody.From(line);
            if (page.Length < ManifestPage)
                yield break;
            last = page[^1];
        }
    }

    private static ITransmissionGrain GrainOf(SignedIn caller, IGrainFactory grains) => grains.GetGrain<ITransmissionGrain>(caller.Structure.Value);
}
