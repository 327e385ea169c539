namespace Periscolaire.Accounts.Rules;

/// <summary>Failed attempts to sign in to one account, and the wait that they cause: the CNIL's growing delay instead of a lock.</summary>
/// <param name="Failures">Failures since the last success.</param>
/// <param name="BlockedUntil">Attempts before this instant are not looked at.</param>
public sealed record SignInAttempts(int Failures, DateTimeOffset BlockedUntil)
{
    /// <summary>Failures that cost nothing: people mistype.</summary>
    public const int Free = 3;

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Nothing failed.</summary>
    public static SignInAttempts None { get; } = new(0, DateTimeOffset.MinValue);

    /// <summary>How long an attempt made now has to wait.</summary>
    /// <param name="now">The present instant.</param>
    /// <returns>Null when it can be looked at.</returns>
    public TimeSpan? Wait(DateTimeOffset now) => now < BlockedUntil ? BlockedUntil - now : null;

    /// <summary>After a failure: past <see cref="Free"/>, 1 second, then twice as long each time, up to <see cref="LongestWait"/>.</summary>
    /// <param name="now">The present instant.</param>
    /// <returns>The attempts so far.</returns>
    public SignInAttempts Fail(DateTimeOffset now)
    {
        var failures = Failures + 1;
        if (failures <= Free)
            return new SignInAttempts(failures, DateTimeOffset.MinValue);
        var seconds = Math.Pow(2, Math.Min(failures - Free - 1, 20));
        return new SignInAttempts(failures, now + TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds)));
    }
}
