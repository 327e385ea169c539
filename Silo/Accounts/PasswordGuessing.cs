using Periscolaire.Accounts;

namespace Periscolaire.Silo.Accounts;

/// <summary>zxcvbn: the commonest passwords, words, names, dates and keyboard walks, and what they are made of.</summary>
internal sealed class PasswordGuessing : IPasswordGuessing
{
    /// <summary>Out of 4: 10^8 guesses and more.</summary>
    private const int LeastScore = 3;

    public bool IsEasy(string password, IReadOnlyCollection<string> personal) =>
        Zxcvbn.Zxcvbn.MatchPassword(password, personal).Score < LeastScore;
}
