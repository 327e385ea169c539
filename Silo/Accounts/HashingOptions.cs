using System.ComponentModel.DataAnnotations;

namespace Periscolaire.Silo.Accounts;

/// <summary>Settings of the section <c>Hashing</c>.</summary>
public sealed class HashingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Hashing";

    /// <summary>OWASP's recommended count for PBKDF2-HMAC-SHA512 (Password Storage Cheat Sheet): the least taken in production.</summary>
    public const int RecommendedIterations = 210_000;

    /// <summary>Gets or sets the iterations of PBKDF2-HMAC-SHA512 for new hashes.</summary>
    [Range(1, 10_000_000)]
    public int Iterations { get; set; } = RecommendedIterations;

    /// <summary>Gets or sets how many passwords may wait to be hashed; beyond it signing in is refused with Retry-After.</summary>
    [Range(1, 100_000)]
    public int Queue { get; set; } = 500;

    /// <summary>
    /// Gets or sets how long a password may wait, in seconds: whoever waited longer is told to come back, and costs nothing. Shorter than people and
    /// programs wait, so that under a rush the work goes to those who are still there.
    /// </summary>
    [Range(1, 14)]
    public int PatienceSeconds { get; set; } = 5;

    /// <summary>Gets or sets how many are hashed at once; 0 for half the processors, at least one.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }
}
