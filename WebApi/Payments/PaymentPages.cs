using System.Collections.Immutable;
using System.Globalization;
using Periscolaire.Payments;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Payments;

/// <summary>Lists of payments, page by page.</summary>
internal static class PaymentPages
{
    public static async Task<(IEnumerable<PaymentStanding> Items, string? NextCursor)> Read(
        IPaymentsGrain payments, PaymentFilter filter, PaymentPosition? before, int limit)
    {
        var found = await payments.List(filter, before, limit + 1);
        return (found.Take(limit), found.Length > limit ? PageQuery.CursorAfter(PositionOf(found, limit)) : null);
    }

    public static bool TryReadPosition(string? after, out PaymentPosition? before)
    {
        before = null;
        if (after is null)
            return true;
        if (after.Split(' ', 2) is not [var ticks, var id]
            || !Input.IsId(id)
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > DateTimeOffset.MaxValue.UtcTicks)
            return false;
        before = new PaymentPosition(new DateTimeOffset(at, TimeSpan.Zero), id);
        return true;
    }

    private static string PositionOf(ImmutableArray<PaymentStanding> found, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{found[limit - 1].CreatedAt.UtcTicks} {found[limit - 1].Id}");
}
