using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Periscolaire.WebApi.Problems;

/// <summary>Writes refusals as RFC 9457 problem details.</summary>
internal static class Problem
{
    public static ProblemHttpResult Of(ProblemKind kind, string? detail = null, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var details = new ProblemDetails { Status = kind.Status, Title = kind.Title, Detail = detail, Type = $"urn:periscolaire:problem:{kind.Code}" };
        details.Extensions["code"] = kind.Code;
        foreach (var (name, value) in more)
            details.Extensions[name] = value;
        return TypedResults.Problem(details);
    }

    /// <summary>A problem that passes: says when to come back.</summary>
    public static IResult WithRetryAfter(this ProblemHttpResult problem, TimeSpan wait) => new Later(problem, wait);

    private sealed class Later(ProblemHttpResult problem, TimeSpan wait) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return problem.ExecuteAsync(httpContext);
        }
    }
}
