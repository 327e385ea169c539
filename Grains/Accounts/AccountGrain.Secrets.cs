using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Periscolaire.Accounts.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Mail;
using Periscolaire.Transmission;

namespace Periscolaire.Accounts;

/// <summary>Passwords, questions, and what replaces a lost one.</summary>
internal sealed partial class AccountGrain
{
    private const int LeastLength = 12;
    private const int MostLength = 128;

    /// <summary>Tries against accounts that do not exist, so that they run out like those of accounts that do.</summary>
    private Recovery _triesOfNobody = Recovery.None;

    public async Task<SecretsStanding> Secrets()
    {
        await Settle();
        return new SecretsStanding(stored.State.Question?.Text, stored.State.Pending?.Question?.Text, stored.State.Pending?.PasswordHash is not null);
    }

    public async Task<SecretAnswer> Confirm(string password)
    {
        var attempt = await Attempt(password);
        return new SecretAnswer(attempt.IsRight, attempt.RetryAfter);
    }

    public async Task Change(SecretsChange change, string session)
    {
        await Settle();
        var passwordHash = change.Password is null ? null : await hashing.Hash(change.Password);
        var question = await QuestionOf(change.Question, change.Answer);
        var mode = (await catalogues.Of(_key.Structure))?.Catalogue.Settings.ProfileChanges ?? ProfileChanges.PasswordAtOnce;
        var state = stored.State;

        // A password that must be changed opens nothing until it is: waiting for the night would lock its holder out.
        var (passwordNow, questionNow) = (mode is not ProfileChanges.NextUpdate || state.MustChangePassword || Holder?.Role is not Role.Family, mode is ProfileChanges.AtOnce);
        var pending = new PendingSecrets(
            passwordNow ? state.Pending?.PasswordHash : passwordHash ?? state.Pending?.PasswordHash,
            questionNow ? state.Pending?.Question : question ?? state.Pending?.Question,
            clock.GetUtcNow());
        await Keep(state with
        {
            PasswordHash = (passwordNow ? passwordHash : null) ?? state.PasswordHash,
            Question = (questionNow ? question : null) ?? state.Question,
            Pending = pending is { PasswordHash: null, Question: null } ? null : pending,
            MustChangePassword = state.MustChangePassword && !(passwordNow && passwordHash is not null),
            Sessions = passwordHash is null ? state.Sessions : state.Sessions.RemoveAll(known => known.Id != session),
        });
    }

    public Task DropPending() => stored.State.Pending is null ? Task.CompletedTask : Keep(stored.State with { Pending = null });

    public async Task<string> RecoveryQuestion()
    {
        await Settle();
        if (stored.State.Question is { } question)
            return question.Text;

        // Made up from the account's name: the same each time, and different from one name to the next.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(_key.ToString()));
        return SecretQuestions.All[hash[0] % SecretQuestions.All.Length];
    }

    public async Task<RecoveryAnswer> AnswerQuestion(string answer)
    {
        await Settle();
        var now = clock.GetUtcNow();
        var today = ParisTime.DayOf(now);
        var exists = Holder is not null;
        var recovery = exists ? stored.State.Recovery ?? Recovery.None : _triesOfNobody;
        if (!recovery.MayTry(today))
            return new RecoveryAnswer(RetryAfter: ParisTime.First(today.AddDays(1), TimeOnly.MinValue) - now);

        if (!await hashing.Verify(stored.State.Question?.AnswerHash, AsCompared(answer)))
        {
            await KeepRecovery(recovery.Fail(today));
            return new RecoveryAnswer();
        }

        var ticket = NewSecret();
        await KeepRecovery(recovery.Open(HashOf(ticket), now + Recovery.AfterAnswer));
        return new RecoveryAnswer(ticket, now + Recovery.AfterAnswer);
    }

    public async Task RecoverByMail(string email)
    {
        if (Holder is not { Family: { } family } holder || await FamilyOf(family).Read() is not { Email: { } known } || !IsSame(known, email))
            return;
        var recovery = stored.State.Recovery ?? Recovery.None;
        var now = clock.GetUtcNow();

        // One mail every few minutes: nobody's letter box is filled by a stranger.
        if (recovery.TicketHash is not null && recovery.TicketExpiresAt > now + Recovery.ByMail - Recovery.BetweenMails)
            return;
        var ticket = NewSecret();
        await KeepRecovery(recovery.Open(HashOf(ticket), now + Recovery.ByMail));
        await Tell(family, known, holder, notice => notice.ResetLink(new RecoveryTicket(_key, ticket).ToString()));
    }

    public async Task<bool> Reset(string ticket, string password)
    {
        var hash = HashOf(ticket);
        if (Holder is null || stored.State.Recovery?.Admits(hash, clock.GetUtcNow()) != true)
            return false;
        var passwordHash = await hashing.Hash(password);
        await Keep(stored.State with
        {
            PasswordHash = passwordHash,
            MustChangePassword = false,
            Pending = null,
            Recovery = Recovery.None,
            Sessions = [],
        });
        _attempts = SignInAttempts.None;
        if (Holder is { Family: { } family } holder && await FamilyOf(family).Read() is { Email: { } email })
            await Tell(family, email, holder, notice => notice.PasswordChanged());
        return true;
    }

    public async Task<bool> Replace(string password, Author by)
    {
        await Known();
        if (Holder is not { Role: Role.Family })
            return false;
        var hash = await hashing.Hash(password);
        await Tell("password-replaced", by);
        await Keep(stored.State with
        {
            PasswordHash = hash,
            MustChangePassword = true,
            Pending = null,
            Recovery = Recovery.None,
            Sessions = [],
        });
        _attempts = SignInAttempts.None;
        return true;
    }

    public async Task<PasswordFlaw?> WhyNot(string password)
    {
        var length = password.Normalize(NormalizationForm.FormKC).EnumerateRunes().Count();
        if (length < LeastLength)
            return PasswordFlaw.TooShort;
        if (length > MostLength)
            return PasswordFlaw.TooLong;
        var town = (await catalogues.Of(_key.Structure))?.Catalogue.Settings.Name ?? "";
        var family = Holder?.Family is { } id ? await FamilyOf(id).Read() : null;
        string[] personal =
        [
            _key.Identifier, _key.Structure.Value, .. town.Split(' '), .. (Holder?.DisplayName ?? "").Split(' '),
            .. (family?.Children ?? []).SelectMany(child => new[] { child.FirstName, child.LastName }),
        ];
        return guessing.IsEasy(password, [.. personal.Where(word => word.Length > 2).Select(word => word.ToLowerInvariant())]) ? PasswordFlaw.TooCommon : null;
    }

    private async Task<SecretQuestion?> QuestionOf(string? question, string? answer) =>
        question is null || answer is null ? null : new SecretQuestion(question, await hashing.Hash(AsCompared(answer)));

    /// <summary>What became due with a transmission is in force from now on; the state is written with the next change.</summary>
    private async ValueTask Settle()
    {
        await Known();
        if (stored.State.Pending is not null)
            stored.State = stored.State.Settled(await GrainFactory.GetGrain<ITransmissionGrain>(_key.Structure.Value).LastUpdate());
    }

    private Task KeepRecovery(Recovery recovery)
    {
        if (Holder is not null)
            return Keep(stored.State with { Recovery = recovery });

        // Nobody's tries are worth no row of the store.
        _triesOfNobody = recovery;
        DelayDeactivation(TimeSpan.FromHours(12));
        return Task.CompletedTask;
    }

    private async Task Tell(FamilyId family, string email, AccountHolder holder, Func<AccountNotices, Notice> about)
    {
        var catalogue = await catalogues.Of(_key.Structure) ?? throw new InvalidOperationException($"No catalogue for {_key.Structure}.");
        var mail = mails.Write(about(new AccountNotices(NewSecret(), family, email, holder.DisplayName)), catalogue);
        await outbox.Queue(_key.Structure, mail, clock.GetUtcNow());
        await GrainFactory.GetGrain<IMailSenderGrain>(_key.Structure.Value).Nudge();
    }

    private IFamilyGrain FamilyOf(FamilyId family) => GrainFactory.GetGrain<IFamilyGrain>(new FamilyKey(_key.Structure, family).ToString());

    private static bool IsSame(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>An answer is remembered by its letters: "Luciole", "luciole " and "LUCIOLE" are one.</summary>
    private static string AsCompared(string answer) => string.Concat(answer.Normalize(NormalizationForm.FormKD).Where(char.IsLetterOrDigit)).ToLower(CultureInfo.InvariantCulture);
}
