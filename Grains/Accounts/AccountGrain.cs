using System.Collections.Immutable;
using System.Security.Cryptography;
using Periscolaire.Accounts.Rules;

namespace Periscolaire.Accounts;

/// <summary>What the store keeps of an account.</summary>
/// <param name="Holder">Whose it is; null when there is no such account.</param>
/// <param name="PasswordHash">With its salt and cost.</param>
/// <param name="Sessions">Open sessions, the latest last.</param>
public sealed record AccountState(AccountHolder? Holder, string? PasswordHash, ImmutableArray<Session> Sessions)
{
    /// <summary>Initializes a new instance of the <see cref="AccountState"/> class: no account.</summary>
    public AccountState()
        : this(Holder: null, PasswordHash: null, [])
    {
    }
}

/// <summary>
/// Hosts an account. Failed attempts are counted in its memory: one activation in the whole cluster sees them all, and a stranger's guesses cost
/// the store nothing.
/// </summary>
[GrainType("account")]
internal sealed class AccountGrain(
    [PersistentState("account")] IPersistentState<AccountState> stored, IPasswordHashing hashing, TimeProvider clock)
    : Grain, IAccountGrain
{
    private const int MostSessions = 20;

    private static readonly TimeSpan ShortSession = TimeSpan.FromHours(12);
    private static readonly TimeSpan RememberedSession = TimeSpan.FromDays(30);

    private SignInAttempts _attempts = SignInAttempts.None;

    public async Task<bool> Create(NewAccount account)
    {
        if (stored.State.Holder is not null)
            return false;
        var hash = await hashing.Hash(account.Password);
        await Keep(new AccountState(new AccountHolder(account.Role, account.Family, account.DisplayName, account.MustChangePassword), hash, []));
        return true;
    }

    public async Task<SignInAnswer> SignIn(string password, bool remember)
    {
        if (_attempts.Wait(clock.GetUtcNow()) is { } wait)
            return new SignInAnswer(Session: null, wait, WasChecked: false);

        var isRight = await hashing.Verify(stored.State.PasswordHash, password);
        var now = clock.GetUtcNow();
        if (!isRight || stored.State.Holder is not { } holder)
        {
            _attempts = _attempts.Fail(now);
            if (_attempts.Wait(now) is { } penalty)
                DelayDeactivation(penalty);
            return new SignInAnswer(Session: null, _attempts.Wait(now));
        }

        _attempts = SignInAttempts.None;
        var secret = NewSecret();
        var session = new Session(NewSecret(), HashOf(secret), Spent: [], now + (remember ? RememberedSession : ShortSession));
        var open = stored.State.Sessions.Where(known => known.ExpiresAt > now).TakeLast(MostSessions - 1);
        await Keep(stored.State with { Sessions = [.. open, session] });
        return new SignInAnswer(new OpenedSession(session.Id, secret, session.ExpiresAt, holder), RetryAfter: null);
    }

    public async Task<OpenedSession?> Refresh(string session, string secret)
    {
        var now = clock.GetUtcNow();
        if (stored.State.Holder is not { } holder || OpenSession(session, now) is not { } open)
            return null;
        switch (open.StandingOf(HashOf(secret), now))
        {
            case SecretStanding.Current:
                var next = NewSecret();
                await Keep(stored.State with { Sessions = stored.State.Sessions.Replace(open, open.Rotate(HashOf(next), now)) });
                return new OpenedSession(open.Id, next, open.ExpiresAt, holder);
            case SecretStanding.Spent:
                await SignOut(session);
                return null;
            default:
                return null;
        }
    }

    public Task<AccountHolder?> HolderOf(string session) =>
        Task.FromResult(OpenSession(session, clock.GetUtcNow()) is null ? null : stored.State.Holder);

    public async Task SignOut(string session)
    {
        if (stored.State.Sessions.FirstOrDefault(known => known.Id == session) is { } open)
            await Keep(stored.State with { Sessions = stored.State.Sessions.Remove(open) });
    }

    private static string NewSecret() => RandomNumberGenerator.GetHexString(48, lowercase: true);

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));

    private Session? OpenSession(string id, DateTimeOffset now) =>
        stored.State.Sessions.FirstOrDefault(session => session.Id == id && session.ExpiresAt > now);

    private Task Keep(AccountState next) => stored.Keep(next, DeactivateOnIdle);
}
