namespace Periscolaire.Mail.Rules;

/// <summary>When a mail that could not be sent is tried again.</summary>
public static class Retries
{
    /// <summary>After so many attempts, in a day and a half and more, it is given up and shown to staff.</summary>
    public const int MostAttempts = 16;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>How long to wait after an attempt: a minute, then twice as long each time, up to six hours.</summary>
    /// <param name="attempts">Attempts made, from 1.</param>
    /// <returns>Null when it is given up.</returns>
    public static TimeSpan? WaitAfter(int attempts)
    {
        if (attempts >= MostAttempts)
            return null;
        var wait = TimeSpan.FromMinutes(1L << (attempts - 1));
        return wait < Longest ? wait : Longest;
    }
}
