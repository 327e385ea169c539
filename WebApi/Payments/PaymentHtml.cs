using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Periscolaire.WebApi.Payments;

/// <summary>Small pages that work without scripts and load nothing from anywhere.</summary>
internal static class PaymentHtml
{
    private const string Style = """
        body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}
        .exercice{border:.3rem dashed #8a3b00;background:#fff3e0;padding:.8rem;font-weight:bold;font-size:1.2rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem;border-bottom:1px solid #767676}td:last-child{text-align:right}
        button{font:inherit;padding:.6rem 1.2rem;margin:.3rem 0;width:100%}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What comes from people, made harmless.</summary>
    public static string Escape(string text) => Encoder.Encode(text);

    /// <summary>A page.</summary>
    /// <param name="response">Gets the page's policy; the address names a payment, so that it is not passed on.</param>
    /// <param name="title">In French.</param>
    /// <param name="body">HTML.</param>
    public static ContentHttpResult Page(HttpResponse response, string title, string body)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Text(
            $"""
            <!DOCTYPE html>
            <html lang="fr">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
            <title>{Escape(title)}</title><style>{Style}</style></head>
            <body><main>
            {body}
            </main></body>
            </html>
            """,
            "text/html",
            Encoding.UTF8);
    }
}
