using System.Collections.Immutable;

namespace Periscolaire.Accounts;

/// <summary>A key that signs access tokens (HMAC-SHA-256).</summary>
/// <param name="Id">Names the key in a token's header.</param>
/// <param name="Secret">32 random bytes.</param>
[GenerateSerializer, Immutable, Alias("SigningKey")]
public sealed record SigningKey([property: Id(0)] string Id, [property: Id(1)] ImmutableArray<byte> Secret)
{
    /// <summary>Leaves the secret out.</summary>
    /// <returns>The key's id only.</returns>
    public override string ToString() => $"SigningKey {{ {Id} }}";
}

/// <summary>
/// The deployment's signing keys, keyed by <see cref="Key"/>: made once and kept, so that neither a restart nor a second server ends anyone's
/// session.
/// </summary>
[Alias("ISigningKeysGrain")]
public interface ISigningKeysGrain : IGrainWithStringKey
{
    /// <summary>The only key of this grain.</summary>
    const string Key = "access-tokens";

    /// <summary>The key to sign with; made at the first call.</summary>
    /// <returns>The key.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read or written; ask again.</exception>
    [Alias("Current")]
    Task<SigningKey> Current();
}
