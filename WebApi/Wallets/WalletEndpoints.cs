using System.Globalization;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Accounts;
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
        wallets.MapGet("/{walletId}/entries", OwnEntries).WithSummary("Le relevé d'un porte-monnaie, la dernière écriture d'abord")
            .Produces<LedgerPageBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    public static void MapFamilyWallets(this IEndpointRouteBuilder staff)
    {
        var wallets = staff.MapGroup("/families/{familyId}/wallets").WithTags("Personnel : argent");
        wallets.MapGet("", Any).WithSummary("Les soldes d'une famille").Produces<WalletsBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        wallets.MapGet("/{walletId}/entries", AnyEntries).WithSummary("Les écritures d'un porte-monnaie d'une famille, la dernière d'abord")
            .Produces<LedgerPageBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static Task<IResult> Own([AsParameters] EstimateQuery query, SignedIn caller, IGrainFactory grains) =>
        Sheet(query, grains.GetGrain<IFamilyGrain>(caller.FamilyKey.ToString()));

    private static async Task<IResult> Any(string familyId, [AsParameters] EstimateQuery query, SignedIn caller, IGrainFactory grains) =>
        await StaffFamily.Find(familyId, caller, grains) is { } family ? await Sheet(query, family) : Problem.Of(ProblemKinds.UnknownFamily);

    private static Task<IResult> OwnEntries(string walletId, [AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains) =>
        Entries(walletId, page, grains.GetGrain<IFamilyGrain>(caller.FamilyKey.ToString()), forStaff: false);

    private static async Task<IResult> AnyEntries(string familyId, string walletId, [AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains) =>
        await StaffFamily.Find(familyId, caller, grains) is { } family
            ? await Entries(walletId, page, family, forStaff: true)
            : Problem.Of(ProblemKinds.UnknownFamily);

    private static async Task<IResult> Sheet(EstimateQuery query, IFamilyGrain family) => query.Parse() is { } filter
        ? TypedResults.Ok(WalletsBody.From(await family.Wallets(filter)))
        : Problem.Of(ProblemKinds.InvalidRequest, EstimateQuery.Form);

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
