namespace Periscolaire.Accounts.Rules;

/// <summary>A session as kept: its secrets only as hashes.</summary>
/// <param name="Id">Names it in access tokens.</param>
/// <param name="SecretHash">SHA-256 of the refresh secret last given, in hexadecimal: the secret is random, so that a fast hash does.</param>
/// <param name="PreviousHash">SHA-256 of the one before.</param>
/// <param name="RotatedAt">When the last was given.</param>
/// <param name="ExpiresAt">When the session ends whatever happens.</param>
public sealed record Session(string Id, string SecretHash, string? PreviousHash, DateTimeOffset RotatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>How long the secret before the last is still taken: an answer may have been lost on its way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>What a presented secret is.</summary>
    /// <param name="hash">SHA-256 of it, in hexadecimal.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>Current (rotate it), spent (someone copied it: end the session) or unknown (leave the session alone).</returns>
    public SecretStanding StandingOf(string hash, DateTimeOffset now)
    {
        if (hash == SecretHash || (hash == PreviousHash && now < RotatedAt + Grace))
            return SecretStanding.Current;
        return hash == PreviousHash ? SecretStanding.Spent : SecretStanding.Unknown;
    }

    /// <summary>The session with its next secret.</summary>
    /// <param name="hash">SHA-256 of the next secret, in hexadecimal.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The rotated session.</returns>
    public Session Rotate(string hash, DateTimeOffset now) => this with { SecretHash = hash, PreviousHash = SecretHash, RotatedAt = now };
}

/// <summary>What a presented refresh secret is.</summary>
public enum SecretStanding
{
    /// <summary>The last given, or the one before within its grace.</summary>
    Current,

    /// <summary>Replaced: whoever presents it is not who got its successor.</summary>
    Spent,

    /// <summary>Never given, or long ago.</summary>
    Unknown,
}
