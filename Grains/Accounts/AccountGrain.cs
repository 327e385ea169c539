using System.Collections.Immutable;
using System.Security.Cryptography;
using Periscolaire.Accounts.Rules;
using Periscolaire.Audit;
using Periscolaire.Catalogue;
using Periscolaire.Journal;
using Periscolaire.Mail;

namespace Periscolaire.Accounts;

/// <summary>
/// Hosts an account. Failed attempts are counted in its memory: one activation in the whole cluster sees them all, and a stranger's guesses cost
/// the store nothing.
/// </summary>
[GrainType("account")]
internal sealed partial class AccountGrain(
    [PersistentState("account")] IPersistentState<AccountState> stored,
    IAccountReader register,
    IJournal journal,
    IPasswordHashing hashing,
    IPasswordGuessing guessing,
    ISecondFactors secondFactors,
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
    private AccountSheet? _sheet;
    private SignInAttempts _attempts = SignInAttempts.None;

    /// <summary>Whose the account is; null when there is none, or it was closed.</summary>
    private AccountHolder? Holder => _sheet?.Account is { IsClosed: false } account
        ? new AccountHolder(
            account.Role, account.Family, account.DisplayName, stored.State.MustChangePassword, account.Rights, stored.State.SecondFactor?.IsConfirmed == true)
        : null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = AccountKey.Parse(this.GetPrimaryKeyString());
        await Known();
    }

    public async Task<SignInAnswer> SignIn(string password, bool remember, string? code = null)
    {
        var attempt = await Attempt(password, factor => code is null ? null : factor.Take(code, StepOf(clock.GetUtcNow())), code is not null);
        if (!attempt.IsRight)
        {
            if (attempt is { IsTooSoon: false, NeedsCode: false } && Holder is not null)
                await Tell("sign-in-refused", Author.Nobody);
            return new SignInAnswer(Session: null, attempt.RetryAfter, WasChecked: !attempt.IsTooSoon, attempt.NeedsCode);
        }

        var now = clock.GetUtcNow();
        var holder = Holder!;
        var secret = NewSecret();
        var session = new Session(NewSecret(), HashOf(secret), Spent: [], now, now + (remember ? RememberedSession : ShortSession));
        var open = stored.State.Sessions.Where(known => known.ExpiresAt > now).TakeLast(MostSessions - 1);
        await Tell("signed-in", AuthorOf(holder));
        await Keep(stored.State with { Sessions = [.. open, session], SecondFactor = attempt.Factor });
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
        if (Holder is not { } holder || OpenSession(session, now) is not { } open)
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
        Task.FromResult(OpenSession(session, clock.GetUtcNow()) is null ? null : Holder);

    public async Task SignOut(string session)
    {
        if (stored.State.Sessions.FirstOrDefault(known => known.Id == session) is { } open)
            await Keep(stored.State with { Sessions = stored.State.Sessions.Remove(open) });
    }

    /// <summary>Looks at a password and, where it is asked for, the second factor, unless it comes during the wait that failures before it caused.</summary>
    private async Task<Attempted> Attempt(string password, Func<SecondFactor, SecondFactor?>? take = null, bool hasCode = false)
    {
        if (_attempts.Wait(clock.GetUtcNow()) is { } wait)
            return new Attempted(IsTooSoon: true, RetryAfter: wait);

        await Settle();
        var isRight = await hashing.Verify(stored.State.PasswordHash, password) && Holder is not null;
        var factor = stored.State.SecondFactor;
        if (isRight && take is not null && factor is { IsConfirmed: true })
        {
            if (!hasCode)
                return new Attempted(NeedsCode: true);
            factor = take(factor);
            isRight = factor is not null;
        }

        if (isRight)
        {
            // A password alone does not excuse codes that were guessed wrong.
            if (take is not null || factor is not { IsConfirmed: true })
                _attempts = SignInAttempts.None;
            return new Attempted(IsRight: true, Factor: factor);
        }

        return Failed();
    }

    private Attempted Failed()
    {
        var now = clock.GetUtcNow();
        _attempts = _attempts.Fail(now);
        if (_attempts.Wait(now) is { } penalty)
            DelayDeactivation(penalty);
        return new Attempted(RetryAfter: _attempts.Wait(now));
    }

    /// <summary>Looks again for an account that was not there: an import adds many at once and tells nobody.</summary>
    private async Task Known()
    {
        _sheet ??= await register.Account(_key);
        if (_sheet is null && stored.State.Holder is { } holder)
        {
            await KeepAccount(
                new RegisteredAccount(_key.Identifier, holder.Role, holder.Family, holder.DisplayName, holder.EffectiveRights, IsClosed: false, clock.GetUtcNow()),
                told: null);
        }
    }

    private Task Tell(string act, Author by) => GrainFactory.GetGrain<IAuditTrailGrain>(_key.Structure.Value)
        .Append(new AuditEntry(by, clock.GetUtcNow(), act, $"account/{_key.Identifier}", _sheet?.Account.Family));

    private Author AuthorOf(AccountHolder holder) => holder.Role switch
    {
        Role.Family => Author.Family(holder.Family!.Value),
        Role.Operator => Author.Operator(_key.Identifier),
        _ => Author.Staff(_key.Identifier),
    };

    private Func<string, string, long?> StepOf(DateTimeOffset now) => (secret, typed) => secondFactors.StepOf(secret, typed, now);

    private static string NewSecret() => RandomNumberGenerator.GetHexString(48, lowercase: true);

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));

    private Session? OpenSession(string id, DateTimeOffset now) =>
        stored.State.Sessions.FirstOrDefault(session => session.Id == id && session.ExpiresAt > now);

    private Task Keep(AccountState next) => stored.Keep(next with { Holder = null }, DeactivateOnIdle);

    /// <summary>What came of looking at a password.</summary>
    private readonly record struct Attempted(
        bool IsRight = false, bool IsTooSoon = false, TimeSpan? RetryAfter = null, bool NeedsCode = false, SecondFactor? Factor = null);
}
