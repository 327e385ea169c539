using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>The wallets that a structure offers its families.</summary>
internal static class WalletOfferEndpoints
{
    private const int LongestId = 30;

    public static void MapWalletOffers(this IEndpointRouteBuilder staff)
    {
        var wallets = staff.MapGroup("/wallets").WithTags("Personnel : catalogue");
        wallets.MapGet("", List).WithSummary("Les porte-monnaie proposés, dans l'ordre affiché").Produces<ListBody<WalletOfferBody>>().ProducesProblem(400).ProducesProblem(503);
        wallets.MapGet("/{walletId}", Read).WithSummary("Un porte-monnaie proposé").Produces<WalletOfferBody>().ProducesProblem(404).ProducesProblem(503);
        wallets.MapPut("/{walletId}", Put).WithSummary("Créer un porte-monnaie (If-None-Match: *) ou le renommer (If-Match)").RequireRight(StaffRight.Administrator)
            .Produces<EditBody<WalletOfferBody>>().Produces<EditBody<WalletOfferBody>>(201).ProducesProblem(400).ProducesProblem(404)
            .ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
        wallets.MapDelete("/{walletId}", Remove).WithSummary("Ne plus proposer un porte-monnaie (If-Match) ; les familles gardent leur solde").RequireRight(StaffRight.Administrator)
            .Produces<EditBody<WalletOfferBody>>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> List([AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains) =>
        await caller.Catalogue(grains) is { } catalogue
            ? page.Page([.. catalogue.Wallets.Select(WalletOfferBody.From)], wallet => wallet.Id!, catalogue.Version)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Read(string walletId, SignedIn caller, IGrainFactory grains) =>
        await caller.Catalogue(grains) is { } catalogue && Of(catalogue, walletId) is { } wallet
            ? Editions.Tagged(TypedResults.Ok(wallet), catalogue.Version)
            : Problem.Of(ProblemKinds.UnknownWallet);

    private static async Task<IResult> Put(string walletId, WalletOfferBody body, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains) =>
        IsId(walletId) && (body.Id is null || body.Id == walletId) && CatalogueEditing.IsLabel(body.Label)
            ? await caller.Edit(grains, query, new EditWallet(new WalletOffer(walletId, body.Label)), ShownAs(walletId))
            : Problem.Of(
                ProblemKinds.InvalidRequest, $"L'identifiant est fait de {LongestId} majuscules, chiffres ou tirets au plus ; label a de 1 à 200 caractères.");

    private static async Task<IResult> Remove(string walletId, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains) =>
        IsId(walletId)
            ? await caller.Edit(grains, query with { IfNoneMatch = null }, new RemoveWallet(walletId), ShownAs(walletId))
            : Problem.Of(ProblemKinds.UnknownWallet);

    private static Shown<WalletOfferBody> ShownAs(string walletId) => new(catalogue => Of(catalogue, walletId), ProblemKinds.UnknownWallet);

    private static WalletOfferBody? Of(StructureCatalogue catalogue, string walletId) =>
        catalogue.Wallets.Where(wallet => wallet.Id == walletId).Select(WalletOfferBody.From).FirstOrDefault();

    private static bool IsId(string text) =>
        text is { Length: > 0 and <= LongestId } && text.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '-');
}

/// <summary>A wallet that is offered.</summary>
/// <param name="Label">As families read it.</param>
/// <param name="Id">Its id, in capitals; may be left out when it is sent, as it stands in the address.</param>
internal sealed record WalletOfferBody(string Label, string? Id = null)
{
    public static WalletOfferBody From(WalletOffer wallet) => new(wallet.Label, wallet.Id);
}
