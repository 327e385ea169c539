using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Signs and checks access tokens: short-lived, and each names a session that can be ended at any time.</summary>
internal sealed class AccessTokens(IGrainFactory grains, TownClock clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string Issuer = "periscolaire";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private SymmetricSecurityKey? _key;

    /// <summary>Fetches the deployment's key; tokens can be signed and checked from then on.</summary>
    public async Task Load()
    {
        var key = await grains.GetGrain<ISigningKeysGrain>(ISigningKeysGrain.Key).Current();
        _key = new SymmetricSecurityKey([.. key.Secret]) { KeyId = key.Id };
    }

    public (string Token, DateTimeOffset ExpiresAt) Sign(AccountKey account, OpenedSession session)
    {
        var now = clock.GetUtcNow();
        var expiresAt = now + Lifetime < session.ExpiresAt ? now + Lifetime : session.ExpiresAt;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [Claims.Identifier] = account.Identifier,
            [Claims.Session] = session.Id,
            [Claims.Name] = session.Holder.DisplayName,
            [Claims.Role] = session.Holder.Role.ToString(),
            [Claims.Structure] = account.Structure.Value,
        };
        if (session.Holder.Family is { } family)
            claims[Claims.Family] = family.Value;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            Claims = claims,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
        return (token, expiresAt);
    }

    /// <summary>What a token must be.</summary>
    public TokenValidationParameters Rules() => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKeyResolver = (_, _, _, _) => _key is null ? [] : [_key],
        RoleClaimType = Claims.Role,
        NameClaimType = Claims.Name,
        RequireExpirationTime = true,
        LifetimeValidator = (_, expires, _, _) => expires is { } end && clock.GetUtcNow() < new DateTimeOffset(DateTime.SpecifyKind(end, DateTimeKind.Utc)),
    };
}
