using Orleans.Runtime;

namespace Periscolaire.Testing;

/// <summary>Asks again until there is an answer, as people do who were told that nothing was confirmed.</summary>
public static class Insisting
{
    private const int MostTries = 300;

    public static async Task<T> Until<T>(Func<Task<T>> ask)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (failure is StoreUnavailableException or StaleStreamException or OverloadedException or OrleansException or TimeoutException && tries < MostTries)
            {
                await Task.Delay(20);
            }
        }
    }

    public static Task Until(Func<Task> ask) => Until(async () =>
    {
        await ask();
        return true;
    });

    /// <summary>Waits for what becomes true within a while.</summary>
    public static async Task Until(Func<Task<bool>> holds, TimeSpan patience)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            if (waited.Elapsed > patience)
                throw new TimeoutException($"Waited {patience} in vain.");
            await Task.Delay(100);
        }
    }
}
