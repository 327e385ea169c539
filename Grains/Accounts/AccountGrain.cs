using System.Collections.Immutable;
using System.Security.Cryptography;
using Periscolaire.Accounts.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Mail;

namespace Periscolaire.Accounts;

/// <summary>
/// Hosts an account. Failed attempts are counted in its memory: one activation in the whole cluster sees them all, and a stranger's guesses cost
/// the store nothing.
/// </summary>
[GrainType("account")]
internal sealed partial class AccountGrain(
    [PersistentState("account")] IPersistentState<AccountState> stored,
    IPasswordHashing hashing,
    IPasswordGuessing guessing,
    ICatalogues catalogues,
    IOutbox outbox,
    IMailWriter mails,
    TownClock clock)
    : Grain, IAccountGrain
{
    private const int MostSessions = 20;

    private static readonly TimeSpan ShortSession = TimeSpan.FromHours(12);
    private static readonly TimeSpan RememberedSession = TimeSpan.FromDays(30);

    private AccountKey _key;
    private SignInAttempts _attempts = SignInAttempts.None;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = AccountKey.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<bool> Create(NewAccount account)
    {
        if (stored.State.Holder is not null)
            return false;
        var hash = await hashing.Hash(account.Password);
        var holder = new AccountHolder(account.Role, account.Family, account.DisplayName, account.MustChangePassword, account.Rights);
        await Keep(new AccountState(holder, hash, [], await QuestionOf(account.Question, account.Answer)));
        return true;
    }

    public async Task<SignInAnswer> SignIn(string password, bool remember)
    {
        if (await Attempt(password) is { IsRight: false } refused)
            return new SignInAnswer(Session: null, refused.RetryAfter, WasChecked: !refused.IsTooSoon);

        var now = clock.GetUtcNow();
        var holder = stored.State.Holder!;
        var secret = NewSecret();
        var session = new Session(NewSecret(), HashOf(secret), Spent: [], now, now + (remember ? RememberedSession : ShortSession));
        var open = stored.State.Sessions.Where(known => known.ExpiresAt > now).TakeLast(MostSessions - 1);
        await Keep(stored.State with { Sessions = [.. open, session] });
        return new SignInAnswer(new OpenedSession(session.Id, secret, session.ExpiresAt, holder), RetryAfter: null);
    }

    public Task<ImmutableArray<SessionStanding>> Sessions() => Task.FromResult(stored.State.Sessions
        .Where(session => session.ExpiresAt > clock.GetUtcNow())
        .Select(session => new SessionStanding(session.Id, session.OpenedAt, session.ExpiresAt))
        .ToImmutableArray());

    public Task EndOtherSessions(string session) => Keep(stored.State with { Sessions = stored.State.Sessions.RemoveAll(known => known.Id != session) });

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

    /// <summary>Looks at a password, unless it comes during the wait that failures before it caused.</summary>
    private async Task<(bool IsRight, bool IsTooSoon, TimeSpan? RetryAfter)> Attempt(string password)
    {
        if (_attempts.Wait(clock.GetUtcNow()) is { } wait)
            return (false, true, wait);

        await Settle();
        var isRight = await hashing.Verify(stored.State.PasswordHash, password);
        var now = clock.GetUtcNow();
        if (isRight && stored.State.Holder is not null)
        {
            _attempts = SignInAttempts.None;
            return (true, false, null);
        }

        _attempts = _attempts.Fail(now);
        if (_attempts.Wait(now) is { } penalty)
            DelayDeactivation(penalty);
        return (false, false, _attempts.Wait(now));
    }

    private static string NewSecret() => RandomNumberGenerator.GetHexString(48, lowercase: true);

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));

    private Session? OpenSession(string id, DateTimeOffset now) =>
        stored.State.Sessions.FirstOrDefault(session => session.Id == id && session.ExpiresAt > now);

    private Task Keep(AccountState next) => stored.Keep(next, DeactivateOnIdle);
}
