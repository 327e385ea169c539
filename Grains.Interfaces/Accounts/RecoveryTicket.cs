using System.Buffers.Text;
using System.Text;

namespace Periscolaire.Accounts;

/// <summary>What opens the choice of a new password: names its account, so that whoever holds it needs nothing else.</summary>
/// <param name="Account">The account.</param>
/// <param name="Secret">The ticket's secret.</param>
public sealed record RecoveryTicket(AccountKey Account, string Secret)
{
    private const int LongestTicket = 600;

    /// <summary>Reads a ticket as <see cref="ToString"/> writes it; whether it is good, its account knows.</summary>
    /// <param name="text">What a client sent.</param>
    /// <param name="structure">The structure, to be checked before anything is asked of it.</param>
    /// <param name="identifier">The identifier, likewise.</param>
    /// <param name="secret">The secret.</param>
    /// <returns>Whether it is the written form of a ticket.</returns>
    public static bool TryParse(string? text, out string structure, out string identifier, out string secret)
    {
        (structure, identifier, secret) = ("", "", "");
        if (text is null or { Length: > LongestTicket } || !Base64Url.IsValid(text))
            return false;
        if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n') is not [var first, var second, var third])
            return false;
        (structure, identifier, secret) = (first, second, third);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Account.Structure.Value}\n{Account.Identifier}\n{Secret}"));
}
