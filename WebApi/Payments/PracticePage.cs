using Periscolaire.Catalogue;
using Periscolaire.Payments;
using Periscolaire.Silo.Payments;
using Periscolaire.WebApi.Booking;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Payments;

/// <summary>
/// The page that stands in for Stripe's while the software is tried out. Whoever knows a payment's id may open it, as with Stripe's; it is there only
/// where practice is.
/// </summary>
internal static class PracticePage
{
    private const string Title = "EXERCICE : paiement fictif";

    private static readonly Dictionary<string, (NoticeKind Kind, string? GoTo)> Choices = new(StringComparer.Ordinal)
    {
        ["payer"] = (NoticeKind.Succeeded, ReturnPages.Ended),
        ["refuser"] = (NoticeKind.Failed, null),
        ["abandonner"] = (NoticeKind.Expired, ReturnPages.GivenUp),
    };

    public static void MapPractice(this IEndpointRouteBuilder app)
    {
        var practice = app.MapGroup("/paiement/exercice/{structure}/{payment}").ExcludeFromDescription();
        practice.MapGet("", Show);
        practice.MapPost("/{choice}", Choose);
    }

    private static async Task<IResult> Show(string structure, string payment, PracticePayments practice, IGrainFactory grains, HttpResponse response)
    {
        if (await Find(structure, payment, practice) is not { } found)
            return Problem.Of(ProblemKinds.NotFound);
        var catalogue = await grains.GetGrain<ICatalogueGrain>(structure).Read();
        return PaymentHtml.Page(response, Title, Body(found.Key, found.Standing, catalogue));
    }

    private static async Task<IResult> Choose(string structure, string payment, string choice, PracticePayments practice, HttpResponse response)
    {
        if (!Choices.TryGetValue(choice, out var chosen) || await Find(structure, payment, practice) is not { } found)
            return Problem.Of(ProblemKinds.NotFound);
        await practice.Say(found.Key, found.Standing, chosen.Kind);
        response.Headers.Location = chosen.GoTo ?? PracticePayments.PathOf(found.Key);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<(PaymentKey Key, PaymentStanding Standing)?> Find(string structure, string payment, PracticePayments practice)
    {
        if (!Input.TryStructure(structure, out var town) || !Input.IsId(payment))
            return null;
        var key = new PaymentKey(town, payment);
        return await practice.Read(key) is { } standing ? (key, standing) : null;
    }

    private static string Body(PaymentKey key, PaymentStanding standing, StructureCatalogue? catalogue)
    {
        var lines = string.Concat(standing.Intention.Amounts.Select(line => Row(
            catalogue?.Wallets.FirstOrDefault(wallet => wallet.Id == line.Wallet)?.Label ?? line.Wallet, line.Amount)));
        var end = standing.Status is PaymentStatus.Open
            ? string.Concat(
                Button(key, "payer", "Payer (fictif)"), Button(key, "refuser", "Refuser (comme une carte refusée)"), Button(key, "abandonner", "Abandonner"))
            : $"<p><strong>{PaymentHtml.Escape(EndOf(standing.Status))}</strong></p>";
        return $"""
            <p class="exercice" role="alert">EXERCICE : cette page remplace celle de Stripe pour essayer le logiciel. Aucun argent ne circule, n'y saisissez aucune carte.</p>
            <h1>Paiement fictif à {PaymentHtml.Escape(catalogue?.Settings.Name ?? key.Structure.Value)}</h1>
            <table><caption>Ce qui serait payé</caption>{lines}{Row("Total", standing.Intention.Total)}</table>
            {end}
            """;
    }

    private static string Row(string label, decimal amount) =>
        $"<tr><th scope=\"row\">{PaymentHtml.Escape(label)}</th><td>{PaymentHtml.Escape(Wording.Euros(amount))}</td></tr>";

    private static string Button(PaymentKey key, string choice, string label) =>
        $"<form method=\"post\" action=\"{PaymentHtml.Escape(PracticePayments.PathOf(key))}/{choice}\"><button>{PaymentHtml.Escape(label)}</button></form>";

    private static string EndOf(PaymentStatus status) => status switch
    {
        PaymentStatus.Paid => "Ce paiement fictif a été accepté.",
        PaymentStatus.Failed => "Ce paiement fictif a été refusé.",
        PaymentStatus.Expired => "Ce paiement fictif a été abandonné.",
        _ => "Ce paiement fictif attend.",
    };
}
