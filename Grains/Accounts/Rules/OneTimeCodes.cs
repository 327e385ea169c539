using System.Security.Cryptography;
using System.Text;

namespace Periscolaire.Accounts.Rules;

/// <summary>Codes given to a person on paper: 16 letters and digits that cannot be taken for each other, 80 bits of chance.</summary>
public static class OneTimeCodes
{
    /// <summary>How long a code that opens an account is good: letters leave in June for September.</summary>
    public static readonly TimeSpan OpeningLasts = TimeSpan.FromDays(90);

    /// <summary>Neither I, L, O nor U (Crockford's base 32).</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new code, e.g. <c>7G4K-ZB2M-0QXT-9HWC</c>.</summary>
    /// <returns>The code.</returns>
    public static string New() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, 16).Chunk(4).Select(four => new string(four)));

    /// <summary>What is kept of a code: it is random, so that a fast hash does.</summary>
    /// <param name="typed">As typed: case, spaces and hyphens do not matter, and letters that look like digits are read as such.</param>
    /// <returns>SHA-256, in hexadecimal.</returns>
    public static string HashOf(string typed)
    {
        var plain = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
