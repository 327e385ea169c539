namespace Periscolaire.Accounts.Rules;

/// <summary>How a lost password is being replaced: tries of the day, and at most one ticket that is good once.</summary>
/// <param name="Day">The civil day of the tries, Europe/Paris.</param>
/// <param name="Tries">Wrong answers that day.</param>
/// <param name="TicketHash">SHA-256 of the ticket, in hexadecimal; null when there is none.</param>
/// <param name="TicketExpiresAt">Until when it is good.</param>
public sealed record Recovery(DateOnly Day, int Tries, string? TicketHash, DateTimeOffset TicketExpiresAt)
{
    /// <summary>Wrong answers that one day allows.</summary>
    public const int MostTries = 5;

    /// <summary>How long an answer opens the choice of a new password.</summary>
    public static readonly TimeSpan AfterAnswer = TimeSpan.FromMinutes(10);

    /// <summary>How long a mailed link is good.</summary>
    public static readonly TimeSpan ByMail = TimeSpan.FromMinutes(30);

    /// <summary>How long a mailed link keeps another from being sent.</summary>
    public static readonly TimeSpan BetweenMails = TimeSpan.FromMinutes(5);

    /// <summary>Nothing asked for.</summary>
    public static Recovery None { get; } = new(DateOnly.MinValue, 0, TicketHash: null, DateTimeOffset.MinValue);

    /// <summary>Whether an answer may still be tried.</summary>
    /// <param name="today">The civil day.</param>
    /// <returns>False once the day's tries are spent.</returns>
    public bool MayTry(DateOnly today) => Day != today || Tries < MostTries;

    /// <summary>After a wrong answer.</summary>
    /// <param name="today">The civil day.</param>
    /// <returns>One try less.</returns>
    public Recovery Fail(DateOnly today) => this with { Day = today, Tries = Day == today ? Tries + 1 : 1 };

    /// <summary>With a new ticket, in place of any before it.</summary>
    /// <param name="hash">SHA-256 of the ticket.</param>
    /// <param name="expiresAt">Until when it is good.</param>
    /// <returns>The recovery.</returns>
    public Recovery Open(string hash, DateTimeOffset expiresAt) => this with { TicketHash = hash, TicketExpiresAt = expiresAt };

    /// <summary>Whether a ticket is good.</summary>
    /// <param name="hash">SHA-256 of what was presented.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>True for the last ticket given, until it expires or is used.</returns>
    public bool Admits(string hash, DateTimeOffset now) => TicketHash is not null && TicketHash == hash && now < TicketExpiresAt;
}
