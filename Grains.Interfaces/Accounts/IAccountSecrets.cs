using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Accounts;

/// <summary>What an account keeps secret, how its holder changes it, and how a lost password is replaced (SPEC, Accounts 2 and 3).</summary>
[Alias("IAccountSecrets")]
public interface IAccountSecrets : IGrainWithStringKey
{
    /// <summary>What the holder sees of its secrets.</summary>
    /// <returns>The question in force and what is pending.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Secrets")]
    Task<SecretsStanding> Secrets();

    /// <summary>Whether a password is the account's: asked before anything of the profile is changed. Wrong ones count as failed sign-ins.</summary>
    /// <param name="password">As typed.</param>
    /// <returns>Right, wrong, or too many attempts.</returns>
    /// <exception cref="OverloadedException">Too many passwords are waiting to be checked.</exception>
    [Alias("Confirm")]
    Task<SecretAnswer> Confirm(string password);

    /// <summary>Changes password or question, now or at the next transmission as the structure says, and ends the holder's other sessions when the password changes.</summary>
    /// <param name="change">What is to change; checked beforehand.</param>
    /// <param name="session">The session that stays.</param>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Change")]
    Task Change(SecretsChange change, string session);

    /// <summary>Drops what is pending.</summary>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("DropPending")]
    Task DropPending();

    /// <summary>The question to ask who has lost the password; an account without one, or none at all, has a made-up question that stays the same.</summary>
    /// <returns>A question of <see cref="SecretQuestions"/>.</returns>
    [Alias("RecoveryQuestion")]
    Task<string> RecoveryQuestion();

    /// <summary>Checks an answer: the right one opens, once and for ten minutes, the choice of a new password. Five tries a day.</summary>
    /// <param name="answer">As typed; case and accents do not matter.</param>
    /// <returns>A ticket when right.</returns>
    /// <exception cref="OverloadedException">Too many answers are waiting to be checked.</exception>
    [Alias("AnswerQuestion")]
    Task<RecoveryAnswer> AnswerQuestion(string answer);

    /// <summary>Mails a link, good once and for thirty minutes, if the address is that of the account's family. Tells the caller nothing.</summary>
    /// <param name="email">As typed.</param>
    /// <returns>At once.</returns>
    [Alias("RecoverByMail"), OneWay]
    Task RecoverByMail(string email);

    /// <summary>Sets a new password with a ticket, at once, and ends every session.</summary>
    /// <param name="ticket">The ticket's secret.</param>
    /// <param name="password">The new password; checked beforehand.</param>
    /// <returns>False when the ticket is not, or no longer, good.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Reset")]
    Task<bool> Reset(string ticket, string password);

    /// <summary>Staff give a new first password, at once, to be changed at first use; every session ends.</summary>
    /// <param name="password">The new password.</param>
    /// <param name="by">Who gives it.</param>
    /// <returns>False when there is no such account of a family.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Replace")]
    Task<bool> Replace(string password, Author by);

    /// <summary>Why a password may not be chosen: length before all, then what is easily guessed, also from who the account belongs to.</summary>
    /// <param name="password">As typed.</param>
    /// <returns>Null when it may.</returns>
    [Alias("WhyNot"), AlwaysInterleave]
    Task<PasswordFlaw?> WhyNot(string password);
}

/// <summary>What is wrong with a password.</summary>
public enum PasswordFlaw
{
    /// <summary>Fewer than 12 characters.</summary>
    TooShort,

    /// <summary>More than 128 characters.</summary>
    TooLong,

    /// <summary>Among the first that somebody would try.</summary>
    TooCommon,
}

/// <summary>What the holder sees of its secrets.</summary>
/// <param name="Question">The question in force; null when there is none.</param>
/// <param name="PendingQuestion">The one that replaces it at the next transmission.</param>
/// <param name="IsPasswordPending">Whether a new password takes effect then.</param>
[GenerateSerializer, Immutable, Alias("SecretsStanding")]
public sealed record SecretsStanding(
    [property: Id(0)] string? Question, [property: Id(1)] string? PendingQuestion, [property: Id(2)] bool IsPasswordPending);

/// <summary>Whether a secret was right.</summary>
/// <param name="IsRight">Whether it was; false also when it was not looked at.</param>
/// <param name="RetryAfter">How long to wait before the next attempt.</param>
[GenerateSerializer, Immutable, Alias("SecretAnswer")]
public sealed record SecretAnswer([property: Id(0)] bool IsRight, [property: Id(1)] TimeSpan? RetryAfter = null);

/// <summary>What is to change.</summary>
/// <param name="Password">The new password; null to keep it.</param>
/// <param name="Question">The new question, of <see cref="SecretQuestions"/>; null to keep it.</param>
/// <param name="Answer">Its answer.</param>
[GenerateSerializer, Immutable, Alias("SecretsChange")]
public sealed record SecretsChange([property: Id(0)] string? Password, [property: Id(1)] string? Question, [property: Id(2)] string? Answer)
{
    /// <summary>Leaves the secrets out.</summary>
    /// <returns>The name only.</returns>
    public override string ToString() => nameof(SecretsChange);
}

/// <summary>The answer to an answer.</summary>
/// <param name="Ticket">Opens the choice of a new password; null when the answer was not right.</param>
/// <param name="ExpiresAt">Until when.</param>
/// <param name="RetryAfter">How long to wait when all tries of the day are spent.</param>
[GenerateSerializer, Immutable, Alias("RecoveryAnswer")]
public sealed record RecoveryAnswer(
    [property: Id(0)] string? Ticket = null, [property: Id(1)] DateTimeOffset? ExpiresAt = null, [property: Id(2)] TimeSpan? RetryAfter = null)
{
    /// <summary>Leaves the ticket out.</summary>
    /// <returns>The name only.</returns>
    public override string ToString() => nameof(RecoveryAnswer);
}

/// <summary>The questions that a family may choose from.</summary>
public static class SecretQuestions
{
    /// <summary>In French, in display order.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "Nom de mon animal de compagnie",
        "Nom de mon premier instituteur ou de ma première institutrice",
        "Ville de naissance de ma grand-mère",
        "Titre du livre de mon enfance",
        "Surnom de mon meilleur ami d'enfance",
        "Lieu de mes premières vacances",
        "Marque de ma première voiture",
        "Métier que je voulais faire enfant",
    ];
}
