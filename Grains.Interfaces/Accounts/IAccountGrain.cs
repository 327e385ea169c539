using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Accounts;

/// <summary>The key of <see cref="IAccountGrain"/>.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Identifier">The identifier, in lower case.</param>
[GenerateSerializer, Immutable, Alias("AccountKey")]
public readonly record struct AccountKey([property: Id(0)] StructureId Structure, [property: Id(1)] string Identifier)
{
    /// <summary>Reads a key as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">A grain's key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">The text is not a key: a bug, never input.</exception>
    public static AccountKey Parse(string text) => text.Split('/') is [var structure, var identifier]
        ? new(new(structure), identifier)
        : throw new FormatException($"Not an account: {text}");

    /// <inheritdoc/>
    public override string ToString() => $"{Structure.Value}/{Identifier}";
}

/// <summary>
/// One account and its sessions, keyed by <see cref="AccountKey"/>. One that does not exist answers like one whose password is wrong, after
/// the same work.
/// </summary>
[Alias("IAccountGrain")]
public interface IAccountGrain : IAccountSecrets, IAccountRegister, IAccountSecondFactor
{
    /// <summary>Checks a password and opens a session. Failures make the next attempts wait, longer and longer, wherever they come from.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="remember">Whether the session is to last for weeks instead of hours.</param>
    /// <param name="code">A code of the second factor, or a spare one, when the account has one.</param>
    /// <returns>The session, or a refusal.</returns>
    /// <exception cref="StoreUnavailableException">The session was not confirmed; sign in again.</exception>
    /// <exception cref="OverloadedException">Too many passwords are waiting to be checked; come back in a moment.</exception>
    [Alias("SignIn")]
    Task<SignInAnswer> SignIn(string password, bool remember, string? code = null);

    /// <summary>Exchanges a refresh secret for the next one.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="secret">The secret last given. One of the ten before it ends the session, unless it was replaced within the last half minute:
    /// then an answer was lost on its way.</param>
    /// <returns>The session with its next secret; null when it has ended.</returns>
    /// <exception cref="StoreUnavailableException">The next secret was not confirmed; ask again.</exception>
    [Alias("Refresh")]
    Task<OpenedSession?> Refresh(string session, string secret);

    /// <summary>Whether a session is still open.</summary>
    /// <param name="session">The session's id.</param>
    /// <returns>Who it belongs to; null once it has ended.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("HolderOf"), AlwaysInterleave]
    Task<AccountHolder?> HolderOf(string session);

    /// <summary>Ends a session.</summary>
    /// <param name="session">The session's id; unknown or ended ones are no error.</param>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("SignOut")]
    Task SignOut(string session);

    /// <summary>The open sessions, the latest last.</summary>
    /// <returns>None for an account that does not exist.</returns>
    [Alias("Sessions"), AlwaysInterleave]
    Task<ImmutableArray<SessionStanding>> Sessions();

    /// <summary>Ends every session but one.</summary>
    /// <param name="session">The one that stays.</param>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("EndOtherSessions")]
    Task EndOtherSessions(string session);
}
