using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Privacy;
using Periscolaire.Privacy.Rules;
using Periscolaire.Wallets;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    public async Task<ErasureAnswer> Erase(ErasureOrder order)
    {
        if (_kept.Family is not { } family)
            return new ErasureAnswer(ErasureOutcome.Unknown, [], []);
        var now = clock.GetUtcNow();
        var ties = await personal.Ties(_key, ParisTime.DayOf(now));
        var toDebit = await Estimate(new EstimateFilter(Until: null), await Catalogue());
        if (ErasureObstacles.Of(ties, _kept.Ledger, [.. toDebit.Select(booking => booking.Total)]) is { IsEmpty: false } obstacles)
            return new ErasureAnswer(ErasureOutcome.Refused, obstacles, [], _kept.ErasedAt);

        // Told as it was before: afterwards a note that is deleted cannot be counted any more.
        var effects = await personal.Effects(_key);
        if (order.DryRun)
            return new ErasureAnswer(ErasureOutcome.Erased, [], effects, _kept.ErasedAt);
        try
        {
            var told = new AuditEntry(order.By, now, "family-erased", $"family/{family.Id}", family.Id, Reason: order.Reason);
            await personal.Erase(_key, _kept.Version, now, _kept.ErasedAt is null ? told : null);
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }

        _kept = await families.Family(_key);
        _live = LiveBookings.None;
        return new ErasureAnswer(ErasureOutcome.Erased, [], effects, _kept.ErasedAt);
    }
}
