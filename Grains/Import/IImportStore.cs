using Periscolaire.Journal;

namespace Periscolaire.Import;

/// <summary>Keeps the changes of many streams together, beside the journal and fenced like it.</summary>
public interface IImportStore
{
    /// <summary>Keeps all changes in one durable transaction, or none.</summary>
    /// <param name="changes">At most one a stream.</param>
    /// <returns>False when a stream was written by somebody else meanwhile, or the store's own checks refused a row: nothing was kept.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed: all of it was kept, or nothing.</exception>
    Task<bool> Write(IReadOnlyList<Change> changes);
}
