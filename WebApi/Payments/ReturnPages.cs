using Microsoft.AspNetCore.Http.HttpResults;

namespace Periscolaire.WebApi.Payments;

/// <summary>Where the payment provider sends browsers back to. Whoever opens these pages has proved nothing: they credit nothing.</summary>
internal static class ReturnPages
{
    public const string Ended = "/paiement/termine";
    public const string GivenUp = "/paiement/abandonne";

    public static void MapReturns(this IEndpointRouteBuilder app)
    {
        app.MapGet(Ended, (HttpResponse response) => Page(
            response,
            "Merci",
            "Si votre paiement est accepté, vos comptes sont crédités dans les instants qui suivent et un reçu vous est envoyé par courriel."))
            .ExcludeFromDescription();
        app.MapGet(GivenUp, (HttpResponse response) => Page(response, "Paiement abandonné", "Rien n'a été débité. Vous pouvez recommencer depuis vos soldes."))
            .ExcludeFromDescription();
    }

    private static ContentHttpResult Page(HttpResponse response, string title, string text) => PaymentHtml.Page(
        response, title, $"<h1>{PaymentHtml.Escape(title)}</h1><p>{PaymentHtml.Escape(text)}</p><p>Vous pouvez fermer cette page.</p>");
}
