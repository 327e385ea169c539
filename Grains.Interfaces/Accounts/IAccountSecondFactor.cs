using System.Collections.Immutable;

namespace Periscolaire.Accounts;

/// <summary>The second factor of an account: codes of an application on its holder's phone (TOTP, RFC 6238).</summary>
[Alias("IAccountSecondFactor")]
public interface IAccountSecondFactor : IGrainWithStringKey
{
    /// <summary>Begins to set a second factor up; it is asked for once confirmed. A repeat gives another secret.</summary>
    /// <returns>What the application needs; null when there is one already, or no such account.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("BeginSecondFactor")]
    Task<NewSecondFactor?> BeginSecondFactor();

    /// <summary>Confirms it by a first code, and ends the holder's other sessions: they were opened without one.</summary>
    /// <param name="code">Six digits.</param>
    /// <param name="session">The session that stays.</param>
    /// <returns>Ten codes for when the phone is lost, each good once; null when the code is not right or nothing was begun.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; begin again.</exception>
    [Alias("ConfirmSecondFactor")]
    Task<ImmutableArray<string>?> ConfirmSecondFactor(string code, string session);

    /// <summary>Takes the second factor away, at its holder's wish.</summary>
    /// <param name="code">A code of it, or one of the ten.</param>
    /// <returns>Right, wrong, or too many attempts.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("RemoveSecondFactor")]
    Task<SecretAnswer> RemoveSecondFactor(string code);
}

/// <summary>A second factor to be confirmed.</summary>
/// <param name="Secret">In base 32, to be typed into the application.</param>
/// <param name="Uri">The same as <c>otpauth:</c> address, for a QR code.</param>
[GenerateSerializer, Immutable, Alias("NewSecondFactor")]
public sealed record NewSecondFactor([property: Id(0)] string Secret, [property: Id(1)] string Uri)
{
    /// <summary>Leaves the secret out.</summary>
    /// <returns>The name only.</returns>
    public override string ToString() => nameof(NewSecondFactor);
}
