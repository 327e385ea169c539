using System.Collections.Immutable;
using Periscolaire.Accounts.Rules;

namespace Periscolaire.Accounts;

/// <summary>What the store keeps of an account.</summary>
/// <param name="Holder">Whose it was said to be before there was a register of accounts; no longer written.</param>
/// <param name="PasswordHash">With its salt and cost; null while none was chosen.</param>
/// <param name="Sessions">Open sessions, the latest last.</param>
/// <param name="Question">The secret question; null when none was chosen.</param>
/// <param name="Pending">What takes effect at the next transmission.</param>
/// <param name="Recovery">How the lost password is being replaced.</param>
/// <param name="MustChangePassword">Whether the password was given by staff and not changed yet.</param>
/// <param name="SecondFactor">The second factor; null for none.</param>
public sealed record AccountState(
    AccountHolder? Holder,
    string? PasswordHash,
    ImmutableArray<Session> Sessions,
    SecretQuestion? Question = null,
    PendingSecrets? Pending = null,
    Recovery? Recovery = null,
    bool MustChangePassword = false,
    SecondFactor? SecondFactor = null)
{
    /// <summary>Initializes a new instance of the <see cref="AccountState"/> class: no account.</summary>
    public AccountState()
        : this(Holder: null, PasswordHash: null, [])
    {
    }

    /// <summary>The state once a transmission has passed: what was pending before it is in force.</summary>
    /// <param name="lastUpdate">The start of the last completed transmission; null before the first.</param>
    /// <returns>The same state when nothing has become due.</returns>
    public AccountState Settled(DateTimeOffset? lastUpdate) => Pending is { } pending && lastUpdate > pending.Since
        ? this with
        {
            PasswordHash = pending.PasswordHash ?? PasswordHash,
            MustChangePassword = MustChangePassword && pending.PasswordHash is null,
            Question = pending.Question ?? Question,
            Pending = null,
        }
        : this;
}

/// <summary>A question whose answer replaces a lost password.</summary>
/// <param name="Text">The question, in French.</param>
/// <param name="AnswerHash">Its answer, with salt and cost.</param>
public sealed record SecretQuestion(string Text, string AnswerHash);

/// <summary>What takes effect at the next transmission.</summary>
/// <param name="PasswordHash">The new password; null to keep it.</param>
/// <param name="Question">The new question; null to keep it.</param>
/// <param name="Since">When it was changed last.</param>
public sealed record PendingSecrets(string? PasswordHash, SecretQuestion? Question, DateTimeOffset Since);
