using System.Security.Cryptography;

namespace Periscolaire.Accounts;

/// <summary>What the store keeps of the signing keys.</summary>
/// <param name="Current">The key to sign with; null before the first call.</param>
public sealed record SigningKeysState(SigningKey? Current)
{
    /// <summary>Initializes a new instance of the <see cref="SigningKeysState"/> class: no key yet.</summary>
    public SigningKeysState()
        : this(Current: null)
    {
    }
}

/// <summary>Makes and keeps the deployment's signing key.</summary>
[GrainType("signing-keys")]
internal sealed class SigningKeysGrain([PersistentState("signing-keys")] IPersistentState<SigningKeysState> stored) : Grain, ISigningKeysGrain
{
    public async Task<SigningKey> Current()
    {
        if (stored.State.Current is { } known)
            return known;
        var made = new SigningKey(RandomNumberGenerator.GetHexString(16, lowercase: true), [.. RandomNumberGenerator.GetBytes(32)]);
        await stored.Keep(new SigningKeysState(made), DeactivateOnIdle);
        return made;
    }
}
