using Periscolaire.Accounts;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Histories of consumptions and payments, to be read, for a spreadsheet or to be printed; the same for families and for staff.</summary>
internal static class HistoryEndpoints
{
    private static readonly View[] Views =
    [
        new("/consumptions", "L'historique des consommations", Consumptions, route => route.Produces<ConsumptionsBody>()),
        new("/consumptions.csv", "Les consommations, en CSV (séparateur point-virgule)", ConsumptionsCsv, ProducesCsv),
        new("/consumptions.pdf", "Les consommations, à imprimer", ConsumptionsPdf, ProducesPdf),
        new("/payments", "L'historique des règlements", Payments, route => route.Produces<PaymentsBody>()),
        new("/payments.csv", "Les règlements, en CSV (séparateur point-virgule)", PaymentsCsv, ProducesCsv),
        new("/payments.pdf", "Les règlements, à imprimer", PaymentsPdf, ProducesPdf),
    ];

    public static void MapHistory(this IEndpointRouteBuilder family)
    {
        var history = family.MapGroup("/history").WithTags("Historiques");
        foreach (var view in Views)
        {
            view.Describe(history.MapGet(
                view.Path,
                ([AsParameters] FamilyHistoryQuery query, IGrainFactory grains, TownClock clock) => Answer(query, grains, clock, view)));
        }
    }

    public static void MapFamilyHistories(this IEndpointRouteBuilder staff)
    {
        var history = staff.MapGroup("/families/{familyId}/history").WithTags("Personnel : familles").RequireRight(StaffRight.Counter, StaffRight.Accountant);
        foreach (var view in Views)
        {
            view.Describe(history.MapGet(
                view.Path,
                ([AsParameters] StaffHistoryQuery query, IGrainFactory grains, TownClock clock) => Answer(query, grains, clock, view)));
        }
    }

    private static async Task<IResult> Answer(IHistoryQuery query, IGrainFactory grains, TownClock clock, View view)
    {
        var (scope, refusal) = await query.Open(grains, clock);
        return scope is null ? refusal! : await view.Show(scope, new Letterheads(grains, clock));
    }

    private static async Task<IResult> Consumptions(HistoryScope scope, Letterheads letterheads) =>
        TypedResults.Ok(ConsumptionsBody.Of(scope.Period, await scope.Consumptions()));

    private static async Task<IResult> ConsumptionsCsv(HistoryScope scope, Letterheads letterheads) =>
        TypedResults.File(HistoryDocuments.Csv(await scope.Consumptions()), FrenchCsv.MediaType, $"consommations-{scope.Period.FileLabel}.csv");

    private static async Task<IResult> ConsumptionsPdf(HistoryScope scope, Letterheads letterheads) => TypedResults.File(
        HistoryDocuments.Pdf((await letterheads.Of(scope.Structure)).Head, scope, await scope.Consumptions()),
        PdfPrinter.MediaType,
        $"consommations-{scope.Period.FileLabel}.pdf");

    private static async Task<IResult> Payments(HistoryScope scope, Letterheads letterheads) =>
        TypedResults.Ok(PaymentsBody.Of(scope.Period, await scope.Payments()));

    private static async Task<IResult> PaymentsCsv(HistoryScope scope, Letterheads letterheads) =>
        TypedResults.File(HistoryDocuments.Csv(await scope.Payments()), FrenchCsv.MediaType, $"reglements-{scope.Period.FileLabel}.csv");

    private static async Task<IResult> PaymentsPdf(HistoryScope scope, Letterheads letterheads) => TypedResults.File(
        HistoryDocuments.Pdf((await letterheads.Of(scope.Structure)).Head, scope, await scope.Payments()),
        PdfPrinter.MediaType,
        $"reglements-{scope.Period.FileLabel}.pdf");

    private static void ProducesCsv(RouteHandlerBuilder route) => route.Produces<string>(200, FrenchCsv.MediaType);

    private static void ProducesPdf(RouteHandlerBuilder route) => route.Produces<string>(200, PdfPrinter.MediaType);

    /// <summary>A way to show a history.</summary>
    private sealed record View(
        string Path, string Summary, Func<HistoryScope, Letterheads, Task<IResult>> Show, Action<RouteHandlerBuilder> Produce)
    {
        public void Describe(RouteHandlerBuilder route)
        {
            route.WithSummary(Summary).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
            Produce(route);
        }
    }
}
