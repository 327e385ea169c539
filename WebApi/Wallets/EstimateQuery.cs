using Microsoft.AspNetCore.Mvc;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Which bookings an estimate counts, as it comes in an address.</summary>
/// <param name="Until">The last activity date counted; all when absent.</param>
/// <param name="Include">confirmed, pending or both, with a comma; both when absent.</param>
internal sealed record EstimateQuery([FromQuery(Name = "until")] string? Until, [FromQuery(Name = "include")] string? Include)
{
    public const string Form = "until s'écrit aaaa-MM-jj ; include vaut confirmed, pending ou confirmed,pending.";

    private const string Confirmed = "confirmed";
    private const string Pending = "pending";

    /// <summary>The filter that this asks for; null when it cannot be.</summary>
    public EstimateFilter? Parse()
    {
        DateOnly until = default;
        if (Until is not null && !Input.TryDate(Until, out until))
            return null;
        var included = Include is null ? [Confirmed, Pending] : Include.Split(',');
        return included.Distinct(StringComparer.Ordinal).Count() == included.Length && included.All(part => part is Confirmed or Pending)
            ? new EstimateFilter(Until is null ? null : until, included.Contains(Confirmed), included.Contains(Pending))
            : null;
    }
}
