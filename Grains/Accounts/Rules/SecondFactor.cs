using System.Collections.Immutable;

namespace Periscolaire.Accounts.Rules;

/// <summary>A second factor as kept.</summary>
/// <param name="Secret">What the application's codes are made from, in base 32: it must be readable to check them.</param>
/// <param name="IsConfirmed">Whether it is asked for.</param>
/// <param name="LastStep">The time step of the last code taken: a code is good once.</param>
/// <param name="SpareHashes">SHA-256 of the codes for a lost phone that are left, in hexadecimal.</param>
public sealed record SecondFactor(string Secret, bool IsConfirmed, long LastStep, ImmutableArray<string> SpareHashes)
{
    /// <summary>Takes a code.</summary>
    /// <param name="code">As typed.</param>
    /// <param name="stepOf">The time step of which a code of a secret is, around the present; null when of none.</param>
    /// <returns>The factor after it; null when it is not, or no longer, good.</returns>
    public SecondFactor? Take(string code, Func<string, string, long?> stepOf)
    {
        if (stepOf(Secret, code) is { } step)
            return step > LastStep ? this with { LastStep = step } : null;
        var hash = OneTimeCodes.HashOf(code);
        return IsConfirmed && SpareHashes.Contains(hash, StringComparer.Ordinal) ? this with { SpareHashes = SpareHashes.Remove(hash, StringComparer.Ordinal) } : null;
    }
}
