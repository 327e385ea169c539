using System.Collections.Concurrent;
using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Accounts;

/// <summary>
/// Who holds each session, as its account said a few seconds ago: a session ended or a right taken away anywhere stops working everywhere within
/// <see cref="Trusted"/>, at the price of one grain call a session and that time.
/// </summary>
internal sealed class OpenSessions(IGrainFactory grains, TownClock clock)
{
    private const int MostRemembered = 100_000;

    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (AccountHolder Holder, long CheckedAt)> _known = new(StringComparer.Ordinal);

    /// <summary>The holder of a session; null once it has ended.</summary>
    public async ValueTask<AccountHolder?> HolderOf(AccountKey account, string session)
    {
        if (_known.TryGetValue(session, out var known) && clock.GetElapsedTime(known.CheckedAt) < Trusted)
            return known.Holder;
        var now = clock.GetTimestamp();
        if (await grains.GetGrain<IAccountGrain>(account.ToString()).HolderOf(session) is not { } holder)
        {
            Forget(session);
            return null;
        }

        if (_known.Count >= MostRemembered)
            _known.Clear();
        _known[session] = (holder, now);
        return holder;
    }

    public void Forget(string session) => _known.TryRemove(session, out _);
}
