using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Hosting;

/// <summary>Booking is limited by family, never by address: a whole town may share one.</summary>
internal static class RateLimits
{
    public const string PerFamily = "per-family";

    /// <summary>For lost passwords only, and wide: a whole town may share an address.</summary>
    public const string PerAddress = "per-address";

    private const int Burst = 60;
    private const int PerSecond = 20;
    private const int AddressBurst = 100;
    private const int AddressPerSecond = 5;

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddPolicy(PerFamily, context => RateLimitPartition.GetTokenBucketLimiter(
            context.User.FindFirst(Claims.Structure)?.Value + "/" + context.User.FindFirst(Claims.Family)?.Value,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Burst,
                TokensPerPeriod = PerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        limits.AddPolicy(PerAddress, context => RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = AddressBurst,
                TokensPerPeriod = AddressPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        limits.OnRejected = async (rejected, _) =>
            await Problem.Of(ProblemKinds.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(1)).ExecuteAsync(rejected.HttpContext);
    });
}
