using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Periscolaire.Families;
using Periscolaire.Privacy.Rules;

namespace Periscolaire.Privacy;

/// <summary>What the night forgets (GDPR: no longer than needed), by the structure's own rules.</summary>
internal sealed class Forgetting(IGrainFactory grains, IRetentionStore store, RunKey run, ILogger log)
{
    private const int RowsAtOnce = 2_000;
    private const int FamiliesAtOnce = 50;

    /// <summary>Forgets what is due, a set at a time.</summary>
    /// <param name="limits">Up to when.</param>
    /// <returns>A step for each set, between which the night shows that it is alive.</returns>
    public async IAsyncEnumerable<int> Carry(RetentionLimits limits)
    {
        await foreach (var count in Repeat(() => store.BlankMails(run, limits.Mails, RowsAtOnce)))
            yield return count;
        await foreach (var count in Repeat(() => store.DeleteHealthNotes(run, limits.HealthNotes, RowsAtOnce)))
            yield return count;

        // Before lines of the audit trail go: they tell which family gave a sign.
        if (limits.Families is { } since)
        {
            while (await store.NextQuietFamilies(run, since, FamiliesAtOnce) is { IsEmpty: false } quiet)
            {
                foreach (var family in quiet)
                    await Erase(family, since);
                await store.Pass(run, quiet[^1]);
                yield return quiet.Length;
            }
        }

        if (limits.AuditLines is { } before)
        {
            await foreach (var count in Repeat(() => store.DropAuditLines(run, before, RowsAtOnce)))
                yield return count;
        }
    }

    private static async IAsyncEnumerable<int> Repeat(Func<Task<int>> step)
    {
        for (var count = RowsAtOnce; count == RowsAtOnce;)
            yield return count = await step();
    }

    private async Task Erase(FamilyId family, DateOnly since)
    {
        var grain = grains.GetGrain<IFamilyPrivacyGrain>(new FamilyKey(run.Structure, family).ToString());
        var order = new ErasureOrder(Author.System, FormattableString.Invariant($"Conservation : aucune activité depuis le {since:dd/MM/yyyy}"));
        try
        {
            await grain.Erase(order);
        }
        catch (StaleStreamException)
        {
            // Somebody wrote: it has given a sign, and is asked again the next night.
            log.LogInformation("A family of {Structure} that was to be erased was written meanwhile", run.Structure);
        }
        catch (Exception bug) when (bug is not (StoreUnavailableException or OverloadedException or TimeoutException or OrleansException))
        {
            // One family that cannot be erased must not cost the others their night.
            log.LogError(bug, "A family of {Structure} could not be erased", run.Structure);
        }
    }
}
