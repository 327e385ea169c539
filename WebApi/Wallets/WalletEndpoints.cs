using System.Globalization;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Families;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Balances and estimates (soldes et paiements), and the ledger behind them; the family's own, and any family's for staff.</summary>
internal static class WalletEndpoints
{
    public static void MapWallets(this IEndpointRouteBuilder family)
    {
        var wallets = family.MapGroup("/wallets").WithTags("Soldes et paiements");
        wallets.MapGet("", Own).WithSummary("Les soldes, le coût estimé des réservations à venir et le montant à payer")
            .Produces<WalletsBody>().ProducesProblem(400).ProducesProblem(503);
        Describe(family.MapGet("/wallets.csv", OwnCsv), "Les soldes et le coût estimé, en CSV (séparateur point-virgule)", FrenchCsv.MediaType);
        Describe(family.MapGet("/wallets.pdf", OwnPdf), "Les soldes et les réservations à venir, à imprimer", PdfPrinter.MediaType);
        wallets.MapGet("/{walletId}/entries", OwnEntries).WithSummary("Le relevé d'un porte-monnaie, la dernière écriture d'abord")
            .Produces<LedgerPageBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    public static void MapFamilyWallets(this IEndpointRouteBuilder staff)
    {
        var wallets = staff.MapGroup("/families/{familyId}/wallets").WithTags("Personnel : argent").RequireRight(StaffRight.Counter, StaffRight.Accountant);
        wallets.MapGet("", Any).WithSummary("Les soldes d'une famille").Produces<WalletsBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        Describe(staff.MapGet("/families/{familyId}/wallets.csv", AnyCsv).RequireRight(StaffRight.Counter, StaffRight.Accountant), "Les soldes d'une famille, en CSV", FrenchCsv.MediaType, "Personnel : argent");
        Describe(staff.MapGet("/families/{familyId}/wallets.pdf", AnyPdf).RequireRight(StaffRight.Counter, StaffRight.Accountant), "Les soldes d'une famille, à imprimer", PdfPrinter.MediaType, "Personnel : argent");
        wallets.MapGet("/{walletId}/entries", AnyEntries).WithSummary("Les écritures d'un porte-monnaie d'une famille, la dernière d'abord")
            .Produces<LedgerPageBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static void Describe(RouteHandlerBuilder route, string summary, string mediaType, string tag = "Soldes et paiements") =>
        route.WithTags(tag).WithSummary(summary).Produces<string>(200, mediaType).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static Task<IResult> Own([AsParameters] EstimateQuery query, SignedIn caller, IGrainFactory grains) =>
        Sheet(query, caller.OwnFamily(grains), Body);

    private static Task<IResult> OwnCsv([AsParameters] EstimateQuery query, SignedIn caller, IGrainFactory grains) =>
        Sheet(query, caller.OwnFamily(grains), Csv);

    private static Task<IResult> OwnPdf([AsParameters] EstimateQuery query, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        Sheet(query, caller.OwnFamily(grains), (filter, sheet) => Pdf(filter, sheet, caller.OwnFamily(grains), caller, new Letterheads(grains, clock)));

    private static async Task<IResult> Any(string familyId, [AsParameters] EstimateQuery query, SignedIn caller, IGrainFactory grains) =>
        await Sheet(query, (await StaffFamilies.Find(familyId, caller, grains))?.Grain, Body);

    private static async Task<IResult> AnyCsv(string familyId, [AsParameters] EstimateQuery query, SignedIn caller, IGrainFactory grains) =>
        await Sheet(query, (await StaffFamilies.Find(familyId, caller, grains))?.Grain, Csv);

    private static async Task<IResult> AnyPdf(string familyId, [AsParameters] EstimateQuery query, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        var family = (await StaffFamilies.Find(familyId, caller, grains))?.Grain;
        return await Sheet(query, family, (filter, sheet) => Pdf(filter, sheet, family!, caller, new Letterheads(grains, clock)));
    }

    private static Task<IResult> OwnEntries(string walletId, [AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains) =>
        Entries(walletId, page, caller.OwnFamily(grains), forStaff: false);

    private static async Task<IResult> AnyEntries(string familyId, string walletId, [AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains) =>
        await StaffFamilies.Find(familyId, caller, grains) is { } found
            ? await Entries(walletId, page, found.Grain, forStaff: true)
            : Problem.Of(ProblemKinds.UnknownFamily);

    private static async Task<IResult> Sheet(EstimateQuery query, IFamilyGrain? family, Func<EstimateFilter, WalletSheet, Task<IResult>> show)
    {
        if (query.Parse() is not { } filter)
            return Problem.Of(ProblemKinds.InvalidRequest, EstimateQuery.Form);
        return family is null ? Problem.Of(ProblemKinds.UnknownFamily) : await show(filter, await family.Wallets(filter));
    }

    private static Task<IResult> Body(EstimateFilter filter, WalletSheet sheet) => Task.FromResult<IResult>(TypedResults.Ok(WalletsBody.From(sheet)));

    private static Task<IResult> Csv(EstimateFilter filter, WalletSheet sheet) =>
        Task.FromResult<IResult>(TypedResults.File(WalletDocuments.Csv(sheet), FrenchCsv.MediaType, "soldes.csv"));

    private static async Task<IResult> Pdf(EstimateFilter filter, WalletSheet sheet, IFamilyGrain family, SignedIn caller, Letterheads letterheads) => TypedResults.File(
        WalletDocuments.Pdf((await letterheads.Of(caller.Structure)).Head, (await family.Read())?.Name ?? "", filter, sheet), PdfPrinter.MediaType, "soldes.pdf");

    private static async Task<IResult> Entries(string walletId, PageQuery page, IFamilyGrain family, bool forStaff)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal))
            return refusal;
        long before = 0;
        if (after is not null && (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before) || before == 0))
            return Problem.Of(ProblemKinds.InvalidCursor);
        if (!Text.IsNote(walletId) || await family.Ledger(walletId, after is null ? null : before, limit + 1) is not { } found)
            return Problem.Of(ProblemKinds.UnknownWallet);
        return TypedResults.Ok(new LedgerPageBody(
            [.. found.Take(limit).Select(entry => LedgerEntryBody.From(entry, forStaff))],
            found.Length > limit ? PageQuery.CursorAfter(found[limit - 1].Number.ToString(CultureInfo.InvariantCulture)) : null));
    }
}
