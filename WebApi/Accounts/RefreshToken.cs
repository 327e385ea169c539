using System.Buffers.Text;
using System.Text;
using Periscolaire.Accounts;

namespace Periscolaire.WebApi.Accounts;

/// <summary>A refresh token: names its session, so that whoever holds it needs nothing else, and carries the session's secret.</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session's id.</param>
/// <param name="Secret">The session's secret.</param>
internal sealed record RefreshToken(AccountKey Account, string Session, string Secret)
{
    private const int LongestToken = 600;

    public static bool TryParse(string? text, out RefreshToken token)
    {
        token = null!;
        if (text is null or { Length: > LongestToken } || !Base64Url.IsValid(text))
            return false;
        if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n') is not [var structure, var identifier, var session, var secret])
            return false;
        if (!Hosting.Input.TryStructure(structure, out var known) || !Hosting.Input.TryIdentifier(identifier, out var name))
            return false;
        token = new RefreshToken(new AccountKey(known, name), session, secret);
        return true;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Account.Structure.Value}\n{Account.Identifier}\n{Session}\n{Secret}"));
}
