namespace Periscolaire;

/// <summary>Writes private grain state the crash-only way.</summary>
internal static class PersistentStates
{
    /// <summary>Replaces the state and waits until it is durable. When that is not confirmed, memory may be wrong: the activation ends.</summary>
    /// <typeparam name="T">An immutable record.</typeparam>
    /// <param name="stored">The state.</param>
    /// <param name="next">What it becomes.</param>
    /// <param name="deactivate">Ends the activation.</param>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; it may have happened or not.</exception>
    public static async Task Keep<T>(this IPersistentState<T> stored, T next, Action deactivate)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception failure)
        {
            stored.State = before;
            deactivate();
            throw new StoreUnavailableException($"Private state was not confirmed ({failure.GetType().Name}).");
        }
    }
}
