namespace Periscolaire.Accounts;

/// <summary>Slow salted hashing, on a bounded queue of its own: many who sign in at once wait for each other, never those who book.</summary>
public interface IPasswordHashing
{
    /// <summary>Hashes a password with a new salt.</summary>
    /// <param name="password">As typed.</param>
    /// <returns>The hash, with its salt and cost.</returns>
    /// <exception cref="OverloadedException">The queue is full.</exception>
    Task<string> Hash(string password);

    /// <summary>Checks a password.</summary>
    /// <param name="hash">A hash made by <see cref="Hash"/>; null for an account that does not exist: the same work is done, and the answer is no.</param>
    /// <param name="password">As typed.</param>
    /// <returns>Whether it is the one.</returns>
    /// <exception cref="OverloadedException">The queue is full.</exception>
    Task<bool> Verify(string? hash, string password);
}

/// <summary>Judges how easily a password is guessed.</summary>
public interface IPasswordGuessing
{
    /// <summary>Whether a password is among the first that somebody would try.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="personal">Names and words that a stranger would try for this account.</param>
    /// <returns>True when it must not be chosen.</returns>
    bool IsEasy(string password, IReadOnlyCollection<string> personal);
}
