using Periscolaire.Journal;

namespace Periscolaire.Silo.Journal;

/// <summary>Writes batches of the journal to a database, each as one durable transaction.</summary>
internal interface IJournalStore
{
    /// <summary>Writes a batch.</summary>
    /// <param name="streams">What to write, a stream once.</param>
    /// <returns>The streams kept. The others were fenced: their version was no longer the one they were decided on.</returns>
    /// <exception cref="RowRefusedException">The database's own checks refused a row: nothing was kept.</exception>
    /// <remarks>Any other exception leaves open whether the batch was kept.</remarks>
    Task<IReadOnlySet<StreamId>> Write(IReadOnlyList<StreamWrite> streams);
}

/// <summary>The database's own checks, the second wall, refused a row: a bug, and the transaction was rolled back.</summary>
internal sealed class RowRefusedException(string message, Exception cause) : Exception(message, cause);
