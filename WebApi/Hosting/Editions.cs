using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Hosting;

/// <summary>Optimistic concurrency (RFC 9110): what staff edit is read with an ETag, and changed with If-Match; nobody overwrites what they have not read.</summary>
internal static class Editions
{
    /// <summary>The header that says which version a change was decided on.</summary>
    public const string IfMatch = "If-Match";

    /// <summary>The header that says that nothing must be there yet.</summary>
    public const string IfNoneMatch = "If-None-Match";

    /// <summary>The ETag of a version, e.g. <c>"12"</c>.</summary>
    public static string TagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>An answer that tells its version.</summary>
    public static IResult Tagged(IResult result, long version) => new TaggedResult(result, version);

    /// <summary>Reads the version that a change was decided on, from the header If-Match.</summary>
    public static bool TryMatch(string? ifMatch, out long version, [NotNullWhen(false)] out IResult? refusal)
    {
        version = 0;
        if (string.IsNullOrEmpty(ifMatch))
            refusal = Problem.Of(ProblemKinds.IfMatchRequired, "Lisez d'abord, puis envoyez l'ETag reçu dans If-Match ; pour créer, envoyez If-None-Match: *.");
        else if (!EntityTagHeaderValue.TryParse(ifMatch, out var tag) || tag.IsWeak || !TryVersion(tag, out version))
            refusal = Problem.Of(ProblemKinds.ChangedMeanwhile);
        else
            refusal = null;
        return refusal is null;
    }

    /// <summary>Whether the caller means to create what must not exist yet: the header <c>If-None-Match: *</c>.</summary>
    public static bool IsCreation(string? ifNoneMatch) => ifNoneMatch == "*";

    private static bool TryVersion(EntityTagHeaderValue tag, out long version) =>
        long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out version);

    private sealed class TaggedResult(IResult result, long version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = TagOf(version);
            return result.ExecuteAsync(httpContext);
        }
    }
}
