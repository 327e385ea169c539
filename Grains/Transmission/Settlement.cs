using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Periscolaire.Booking;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Transmission;

/// <summary>
/// The night's debits and credits. What is missing is found by query, since the database keeps beside each booking whether it was debited; the family's
/// own grain decides and enters it. So nothing of it has to be remembered: a run that is killed finds what is left.
/// </summary>
internal sealed class Settlement(IGrainFactory grains, ILedgerReader ledger, StructureId structure, long run, DateOnly night, ILogger log)
{
    /// <summary>Gathered before families are asked: the more at once, the fewer times a family with many bookings is asked.</summary>
    private const int BookingsAtOnce = 50_000;
    private const int FamiliesAtOnce = 200;

    public async IAsyncEnumerable<SettleAnswer> Carry(CatalogueIndex catalogue)
    {
        var due = new List<(FamilyId Family, BookingId Booking)>();
        foreach (var (activity, date) in await ledger.DaysNotDebited(structure))
        {
            if ((catalogue.PeriodOf(activity, date)?.DebitedOn(date) ?? date) > night)
                continue;
            due.AddRange(await ledger.NotDebited(new ActivityDayKey(structure, activity, date)));
            if (due.Count < BookingsAtOnce)
                continue;
            await foreach (var settled in Ask(due, isDebit: true))
                yield return settled;
            due.Clear();
        }

        await foreach (var settled in Ask(due, isDebit: true))
            yield return settled;

        var credited = 1;
        while (credited > 0 && await ledger.NotCredited(structure, BookingsAtOnce) is { IsEmpty: false } ended)
        {
            credited = 0;
            await foreach (var settled in Ask(ended, isDebit: false))
            {
                credited += settled.Credited;
                yield return settled;
            }
        }
    }

    private async IAsyncEnumerable<SettleAnswer> Ask(IEnumerable<(FamilyId Family, BookingId Booking)> due, bool isDebit)
    {
        foreach (var families in due.GroupBy(entry => entry.Family, entry => entry.Booking).Chunk(FamiliesAtOnce))
        {
            var answers = await Task.WhenAll(families.Select(family => Ask(family.Key, [.. family], isDebit)));
            yield return new SettleAnswer(
                answers.Sum(answer => answer.Debited), answers.Sum(answer => answer.Credited), answers.Sum(answer => answer.Unpriced));
        }
    }

    private async Task<SettleAnswer> Ask(FamilyId family, ImmutableArray<BookingId> bookings, bool isDebit)
    {
        var order = isDebit ? new SettleOrder(run, night, bookings, []) : new SettleOrder(run, night, [], bookings);
        var key = new FamilyKey(structure, family).ToString();
        try
        {
            return await grains.GetGrain<IFamilyGrain>(key).Settle(order);
        }
        catch (StaleStreamException)
        {
            return await grains.GetGrain<IFamilyGrain>(key).Settle(order);
        }
        catch (Exception bug) when (bug is not (StoreUnavailableException or OverloadedException or TimeoutException or OrleansException))
        {
            // One family that cannot be settled must not cost the others their night: it stays due, and is told apart.
            log.LogError(bug, "A family could not be settled; {Bookings} bookings stay due", bookings.Length);
            return new SettleAnswer(Debited: 0, Credited: 0, Unpriced: bookings.Length);
        }
    }
}
