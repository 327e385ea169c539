using System.Collections.Immutable;
using Periscolaire.Privacy;
using Periscolaire.Privacy.Rules;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Privacy;

/// <summary>When a family may be erased, and up to when a night forgets.</summary>
public sealed class ErasureObstacleTests
{
    private static readonly FamilyTies None = new(LiveBookings: 0, NotCredited: 0, OpenPayments: 0);

    [Fact]
    public void A_family_with_nothing_to_come_and_nothing_owed_either_way_can_be_erased() =>
        ErasureObstacles.Of(None, Ledger(0m, 0m), [0m]).ShouldBeEmpty();

    [Fact]
    public void A_debt_in_one_wallet_is_not_made_up_for_by_what_another_holds() =>
        ErasureObstacles.Of(None, Ledger(-5m, 5m), []).ShouldBe([new ErasureObstacle(ErasureObstacleKind.Balance, 2, 0m)]);

    [Fact]
    public void All_that_ties_a_family_is_told_at_once() =>
        ErasureObstacles.Of(new FamilyTies(LiveBookings: 2, NotCredited: 1, OpenPayments: 3), Ledger(1.50m), [4.75m, 0m]).ShouldBe(
        [
            new ErasureObstacle(ErasureObstacleKind.LiveBookings, 2), new ErasureObstacle(ErasureObstacleKind.Balance, 1, 1.50m),
            new ErasureObstacle(ErasureObstacleKind.NotSettled, 2, 4.75m), new ErasureObstacle(ErasureObstacleKind.OpenPayments, 3),
        ]);

    [Fact]
    public void A_night_forgets_up_to_the_first_instant_of_a_day_in_Paris()
    {
        // 29 February 2028 less 12 months is 28 February 2027, whose first instant in Paris is 23:00 UTC of the day before.
        var limits = RetentionLimits.Of(new RetentionRules(Mails: 12, HealthNotes: 6, AuditLines: 24, Families: 36), new DateOnly(2028, 2, 29));

        limits.ShouldBe(new RetentionLimits(
            new DateTimeOffset(2027, 2, 27, 23, 0, 0, TimeSpan.Zero),
            new DateOnly(2027, 8, 29),
            new DateTimeOffset(2026, 2, 27, 23, 0, 0, TimeSpan.Zero),
            new DateOnly(2025, 2, 28)));
        RetentionLimits.Of(RetentionRules.Default, new DateOnly(2028, 2, 29)).ShouldBe(limits with { HealthNotes = new DateOnly(2027, 2, 28), AuditLines = null, Families = null });
    }

    private static FamilyLedger Ledger(params decimal[] balances) =>
        new(balances.Index().ToImmutableDictionary(wallet => $"p{wallet.Index}", wallet => new WalletBalance(wallet.Item, 1), StringComparer.Ordinal));
}
