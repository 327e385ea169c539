using Periscolaire.Testing;

namespace Periscolaire.WebApi.Tests;

/// <summary>Founds towns in a store before the program starts on it.</summary>
internal static class Towns
{
    /// <summary>Founds a town with families that can sign in, and staff.</summary>
    /// <param name="store">The store; no program may use it meanwhile.</param>
    /// <param name="town">The town.</param>
    /// <param name="families">How many.</param>
    /// <param name="capacities">Places by activity, on the town's day.</param>
    public static async Task Found(TestStore store, TestTown town, int families, params (ActivityId Activity, int Places)[] capacities)
    {
        await using var silo = await SiloHost.Start(store);
        await town.Found(silo.Grains, families);
        await town.OpenAccounts(silo.Grains, families);
        foreach (var (activity, places) in capacities)
            await town.SetCapacity(silo.Grains, activity, places);
    }
}
