using System.Collections.Immutable;

namespace Periscolaire.Accounts.Rules;

/// <summary>A session as kept: its secrets only as hashes.</summary>
/// <param name="Id">Names it in access tokens.</param>
/// <param name="SecretHash">SHA-256 of the refresh secret last given, in hexadecimal: the secret is random, so that a fast hash does.</param>
/// <param name="Spent">Those before, the latest first; <see cref="MostSpent"/> are remembered.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ExpiresAt">When the session ends whatever happens.</param>
public sealed record Session(string Id, string SecretHash, ImmutableArray<SpentSecret> Spent, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>How long a replaced secret is still taken: an answer may have been lost on its way, or several windows ask at once.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>How many replaced secrets are recognised when somebody presents them.</summary>
    public const int MostSpent = 10;

    /// <summary>What a presented secret is.</summary>
    /// <param name="hash">SHA-256 of it, in hexadecimal.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>Current (rotate it), spent (someone copied it: end the session) or unknown (leave the session alone).</returns>
    public SecretStanding StandingOf(string hash, DateTimeOffset now)
    {
        if (hash == SecretHash)
            return SecretStanding.Current;
        if (Spent.FirstOrDefault(spent => spent.Hash == hash) is not { } replaced)
            return SecretStanding.Unknown;
        return now < replaced.At + Grace ? SecretStanding.Current : SecretStanding.Spent;
    }

    /// <summary>The session with its next secret.</summary>
    /// <param name="hash">SHA-256 of the next secret, in hexadecimal.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The rotated session.</returns>
    public Session Rotate(string hash, DateTimeOffset now) =>
        this with { SecretHash = hash, Spent = [new SpentSecret(SecretHash, now), .. Spent.Take(MostSpent - 1)] };
}

/// <summary>A refresh secret that was replaced.</summary>
/// <param name="Hash">SHA-256 of it, in hexadecimal.</param>
/// <param name="At">When it was replaced.</param>
public sealed record SpentSecret(string Hash, DateTimeOffset At);

/// <summary>What a presented refresh secret is.</summary>
public enum SecretStanding
{
    /// <summary>The last given, or one replaced within the grace.</summary>
    Current,

    /// <summary>Replaced: whoever presents it is not who got its successor.</summary>
    Spent,

    /// <summary>Never given, or long ago.</summary>
    Unknown,
}
