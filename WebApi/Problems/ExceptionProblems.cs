using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans.Runtime;

namespace Periscolaire.WebApi.Problems;

/// <summary>Turns what endpoints throw into problems. What is not foreseen is a bug: logged, and answered without a word about its inside.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> log) : IExceptionHandler
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var answer = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.Of(ProblemKinds.TooLarge),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => Problem.Of(ProblemKinds.UnsupportedMediaType),
            BadHttpRequestException bad => Problem.Of(ProblemKinds.InvalidRequest, DetailOf(bad)),

            // Spread, so that a crowd that was sent away does not come back at once.
            OverloadedException => Problem.Of(ProblemKinds.Overloaded).WithRetryAfter(TimeSpan.FromSeconds(Random.Shared.Next(2, 11))),
            StoreUnavailableException or StaleStreamException or TimeoutException or OrleansException => Problem
                .Of(ProblemKinds.StoreUnavailable, "Renvoyez la même demande : elle ne sera jamais enregistrée deux fois.")
                .WithRetryAfter(Soon),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => null,
            _ => Unforeseen(exception),
        };
        if (answer is not null && !httpContext.Response.HasStarted)
            await answer.ExecuteAsync(httpContext);
        return true;
    }

    private static string? DetailOf(BadHttpRequestException bad)
    {
        if (bad.InnerException is not JsonException { Path: { Length: > 0 and <= 200 } path } unread || !path.All(IsPlain))
            return null;
        var missing = Missing().Match(unread.Message);
        return missing.Success ? $"Il manque {missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal)} à {path}." : $"Valeur inattendue à {path}.";
    }

    /// <summary>The framework tells only in its message which keys of a contract are not there; the names are the contract's own.</summary>
    [GeneratedRegex("missing required properties including: (?<names>'[A-Za-z]+'(, '[A-Za-z]+')*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Missing();

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '$' or '.' or '[' or ']';

    private ProblemHttpResult Unforeseen(Exception exception)
    {
        log.LogError(exception, "A request failed unexpectedly");
        return Problem.Of(ProblemKinds.Internal);
    }
}
