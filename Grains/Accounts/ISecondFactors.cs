namespace Periscolaire.Accounts;

/// <summary>Time-based one-time passwords (TOTP, RFC 6238): six digits, thirty seconds.</summary>
public interface ISecondFactors
{
    /// <summary>A new random secret.</summary>
    /// <returns>In base 32.</returns>
    string NewSecret();

    /// <summary>The address that a QR code shows to an application.</summary>
    /// <param name="secret">In base 32.</param>
    /// <param name="account">Whose it is.</param>
    /// <returns>An <c>otpauth:</c> address.</returns>
    string UriOf(string secret, AccountKey account);

    /// <summary>The time step of which a code is: the present one, the one before or the one after, since clocks differ.</summary>
    /// <param name="secret">In base 32.</param>
    /// <param name="code">As typed.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>Null when it is of none of them.</returns>
    long? StepOf(string secret, string code, DateTimeOffset now);
}
