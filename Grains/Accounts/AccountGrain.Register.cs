using System.Text.Json;
using Periscolaire.Accounts.Rules;
using Periscolaire.Audit;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Journal;

namespace Periscolaire.Accounts;

/// <summary>How an account is opened, changed and closed. The register says that it exists; secrets kept without it open nothing.</summary>
internal sealed partial class AccountGrain
{
    public async Task<OpenedAccount?> Open(NewAccount account, Author by)
    {
        await Known();
        if (_sheet is not null)
            return null;
        var now = clock.GetUtcNow();
        var code = account.Password is null ? OneTimeCodes.New() : null;
        var hash = account.Password is null ? null : await hashing.Hash(account.Password);
        await Keep(new AccountState
        {
            PasswordHash = hash,
            Sessions = [],
            Question = await QuestionOf(account.Question, account.Answer),
            MustChangePassword = account.MustChangePassword,
        });
        var opened = new RegisteredAccount(
            _key.Identifier,
            account.Role,
            account.Family,
            account.DisplayName,
            account.Role is Role.Staff ? account.Rights ?? StaffRights.All : [],
            IsClosed: false,
            now,
            OpeningOf(code, now));
        await KeepAccount(opened, Line("account-opened", by, before: null, opened));
        return new OpenedAccount(_sheet!, code);
    }

    public async Task<AccountSheet?> Read()
    {
        await Known();
        return _sheet;
    }

    public async Task<AccountSheet?> Amend(AccountAmendment amendment, long version, Author by)
    {
        await Known();
        if (_sheet is not { } sheet || sheet.Version != version)
            return null;
        var next = sheet.Account with { DisplayName = amendment.DisplayName, Rights = amendment.Rights, IsClosed = amendment.IsClosed };

        // Sessions and tickets first: those of a closed account would live again when it is reopened.
        if (amendment.IsClosed)
            await Keep(stored.State with { Sessions = [], Recovery = null });
        await KeepAccount(next, Line("account-changed", by, sheet.Account, next));
        return _sheet;
    }

    public async Task<OpenedAccount?> Reopen(Author by)
    {
        await Known();
        if (_sheet is not { Account.IsClosed: false } sheet)
            return null;
        var code = OneTimeCodes.New();
        await KeepAccount(
            sheet.Account with { Opening = OpeningOf(code, clock.GetUtcNow()) }, Line("account-reopened", by, before: null, after: null));
        await Keep(new AccountState { Sessions = [], Question = stored.State.Question });
        _attempts = SignInAttempts.None;
        return new OpenedAccount(_sheet!, code);
    }

    public async Task Forget()
    {
        // Closed by the family's erasure, beside this activation: what it remembers would still let its holder in.
        _sheet = await register.Account(_key);
        await Keep(new AccountState());
        (_attempts, _triesOfNobody) = (SignInAttempts.None, Recovery.None);
    }

    public async Task<RecoveryAnswer> Redeem(string code)
    {
        await Known();
        var now = clock.GetUtcNow();
        var today = ParisTime.DayOf(now);
        var recovery = Holder is null ? _triesOfNobody : stored.State.Recovery ?? Recovery.None;
        if (!recovery.MayTry(today))
            return new RecoveryAnswer(RetryAfter: ParisTime.First(today.AddDays(1), TimeOnly.MinValue) - now);

        // Once a password was chosen the code is spent, whatever its date.
        var isRight = Holder is not null && stored.State.PasswordHash is null
            && _sheet?.Account.Opening is { } opening && now < opening.ExpiresAt && opening.Hash == OneTimeCodes.HashOf(code);
        if (!isRight)
        {
            await KeepRecovery(recovery.Fail(today));
            return new RecoveryAnswer();
        }

        var ticket = NewSecret();
        await KeepRecovery(recovery.Open(HashOf(ticket), now + Recovery.AfterAnswer));
        return new RecoveryAnswer(ticket, now + Recovery.AfterAnswer);
    }

    private static Opening? OpeningOf(string? code, DateTimeOffset now) =>
        code is null ? null : new Opening(OneTimeCodes.HashOf(code), now + OneTimeCodes.OpeningLasts);

    private async Task KeepAccount(RegisteredAccount account, AuditRow? told)
    {
        var version = _sheet?.Version ?? 0;
        try
        {
            await journal.Append(new Change(
                AccountRow.StreamOf(_key), version, version + 1, [new AccountRow(_key.Structure, account), .. told is null ? [] : (Row[])[told]]));
            _sheet = new AccountSheet(account, version + 1);
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    private AuditRow Line(string act, Author by, RegisteredAccount? before, RegisteredAccount? after) => new(_key.Structure, new AuditEntry(
        by, clock.GetUtcNow(), act, $"account/{_key.Identifier}", (after ?? before ?? _sheet?.Account)?.Family, Json(before), Json(after)));

    private static string? Json(RegisteredAccount? account) => account is null ? null : JsonSerializer.Serialize(new
    {
        displayName = account.DisplayName,
        rights = account.Rights.Select(right => JsonNamingPolicy.KebabCaseLower.ConvertName(right.ToString())),
        isClosed = account.IsClosed,
    });
}
