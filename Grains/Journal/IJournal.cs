namespace Periscolaire.Journal;

/// <summary>
/// Keeps changes, one journal a silo. Changes handed in while a write is under way are committed together by the next one, those of a
/// stream in the order in which they were handed in.
/// </summary>
public interface IJournal
{
    /// <summary>Hands in a change; returns at once.</summary>
    /// <param name="change">What is to be kept.</param>
    /// <returns>
    /// Completes when the change is on disk. Fails with <see cref="StaleStreamException"/> when it was fenced (nothing kept), with
    /// <see cref="StoreUnavailableException"/> when the store did not confirm it (kept or not).
    /// </returns>
    /// <exception cref="OverloadedException">The queue is full; nothing was handed in.</exception>
    Task Append(Change change);
}
