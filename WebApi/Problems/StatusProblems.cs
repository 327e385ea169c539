namespace Periscolaire.WebApi.Problems;

/// <summary>Gives a body to the bare statuses that routing itself answers.</summary>
internal static class StatusProblems
{
    public static IApplicationBuilder UseStatusProblems(this IApplicationBuilder app) => app.UseStatusCodePages(async pages =>
    {
        var kind = pages.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => ProblemKinds.NotSignedIn,
            StatusCodes.Status403Forbidden => ProblemKinds.Forbidden,
            StatusCodes.Status404NotFound => ProblemKinds.NotFound,
            StatusCodes.Status405MethodNotAllowed => ProblemKinds.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => ProblemKinds.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => ProblemKinds.UnsupportedMediaType,
            StatusCodes.Status503ServiceUnavailable => ProblemKinds.Overloaded,
            >= 500 => ProblemKinds.Internal,
            _ => ProblemKinds.InvalidRequest,
        };
        await Problem.Of(kind).ExecuteAsync(pages.HttpContext);
    });
}
