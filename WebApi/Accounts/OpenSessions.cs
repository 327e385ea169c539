using System.Collections.Concurrent;
using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Accounts;

/// <summary>
/// Which sessions are open, as their accounts said a few seconds ago: a session ended anywhere stops working everywhere within
/// <see cref="Trusted"/>, at the price of one grain call a session and that time.
/// </summary>
internal sealed class OpenSessions(IGrainFactory grains, TownClock clock)
{
    private const int MostRemembered = 100_000;

    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> _checkedAt = new(StringComparer.Ordinal);

    public async ValueTask<bool> IsOpen(AccountKey account, string session)
    {
        if (_checkedAt.TryGetValue(session, out var checkedAt) && clock.GetElapsedTime(checkedAt) < Trusted)
            return true;
        var now = clock.GetTimestamp();
        if (await grains.GetGrain<IAccountGrain>(account.ToString()).HolderOf(session) is null)
        {
            Forget(session);
            return false;
        }

        if (_checkedAt.Count >= MostRemembered)
            _checkedAt.Clear();
        _checkedAt[session] = now;
        return true;
    }

    public void Forget(string session) => _checkedAt.TryRemove(session, out _);
}
