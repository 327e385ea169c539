using Swashbuckle.AspNetCore.SwaggerUI;

namespace Periscolaire.WebApi.Swagger;

/// <summary>The API's page at /swagger: what staff work with, so it has a sign-in of its own and runs nothing that is not ours.</summary>
internal static class SwaggerPage
{
    private const string Script = "sign-in.js";
    private const string Sheet = "sign-in.css";

    /// <summary>Scripts, pictures and calls of this very server, and nothing written into the page; its own styles are set by script as attributes.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, (string MediaType, byte[] Bytes)> Files = new(StringComparer.Ordinal)
    {
        [$"/swagger/{Script}"] = ("text/javascript; charset=utf-8", Resource(Script)),
        [$"/swagger/{Sheet}"] = ("text/css; charset=utf-8", Resource(Sheet)),
    };

    public static IApplicationBuilder UseSwaggerPage(this IApplicationBuilder app) => app
        .Use(static (context, next) => Serve(context, next))
        .UseSwaggerUI(static page =>
        {
            page.DocumentTitle = "Périscolaire";
            page.SwaggerEndpoint("/swagger/v1/swagger.json", "Périscolaire v1");
            page.InjectStylesheet($"/swagger/{Sheet}");
            page.InjectJavascript($"/swagger/{Script}");

            // Tokens stay in the page: what the browser keeps outlives whoever used it.
            page.ConfigObject.PersistAuthorization = false;
            page.DocExpansion(DocExpansion.None);
            page.EnableFilter();
            page.DisplayRequestDuration();
        });

    private static Task Serve(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal))
            return next(context);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        if (!HttpMethods.IsGet(context.Request.Method) || !Files.TryGetValue(context.Request.Path, out var file))
            return next(context);
        context.Response.ContentType = file.MediaType;
        return context.Response.Body.WriteAsync(file.Bytes).AsTask();
    }

    private static byte[] Resource(string name)
    {
        using var file = typeof(SwaggerPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the program.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
