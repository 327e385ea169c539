using System.Collections.Immutable;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Privacy.Rules;

/// <summary>When a family may be erased: once nothing is to come and nothing is owed either way.</summary>
public static class ErasureObstacles
{
    /// <summary>Why a family cannot be erased.</summary>
    /// <param name="ties">Its bookings and payments.</param>
    /// <param name="ledger">Its wallets.</param>
    /// <param name="toDebit">Euros of each booking that is still to be debited.</param>
    /// <returns>Nothing when it can.</returns>
    public static ImmutableArray<ErasureObstacle> Of(FamilyTies ties, FamilyLedger ledger, IReadOnlyCollection<decimal> toDebit)
    {
        // Each wallet by itself: a debt in one is not paid by what another holds.
        var uneven = ledger.Balances.Values.Where(wallet => wallet.Balance != 0m).ToList();
        var notSettled = ties.NotCredited + toDebit.Count(total => total != 0m);
        ErasureObstacle[] all =
        [
            new(ErasureObstacleKind.LiveBookings, ties.LiveBookings),
            new(ErasureObstacleKind.Balance, uneven.Count, uneven.Sum(wallet => wallet.Balance)),
            new(ErasureObstacleKind.NotSettled, notSettled, toDebit.Sum()),
            new(ErasureObstacleKind.OpenPayments, ties.OpenPayments),
        ];
        return [.. all.Where(obstacle => obstacle.Count > 0)];
    }
}
