using OtpNet;
using Periscolaire.Accounts;

namespace Periscolaire.Silo.Accounts;

/// <summary>TOTP by Otp.NET.</summary>
internal sealed class SecondFactors : ISecondFactors
{
    private const string Issuer = "Périscolaire";

    private static readonly VerificationWindow Around = new(previous: 1, future: 1);

    public string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(OtpHashMode.Sha1));

    public string UriOf(string secret, AccountKey account) => new OtpUri(OtpType.Totp, secret, account.ToString(), Issuer).ToString();

    public long? StepOf(string secret, string code, DateTimeOffset now)
    {
        var plain = string.Concat(code.Where(char.IsAsciiDigit));
        return plain.Length == 6 && new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(now.UtcDateTime, plain, out var step, Around) ? step : null;
    }
}
