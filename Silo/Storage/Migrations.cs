using DbUp.Builder;
using DbUp.Engine.Output;

namespace Periscolaire.Silo.Storage;

/// <summary>Brings a schema up to date with the scripts embedded in this program, each run once and recorded.</summary>
internal static class Migrations
{
    /// <summary>Runs the scripts of a folder that have not run yet.</summary>
    /// <param name="upgrade">The database.</param>
    /// <param name="folder">The scripts' folder below this one, e.g. <c>Sqlite.Migrations</c>.</param>
    /// <exception cref="StartRefusedException">A script failed; what it did was rolled back.</exception>
    public static void Run(UpgradeEngineBuilder upgrade, string folder)
    {
        var prefix = $"{typeof(Migrations).Namespace}.{folder}.";
        var result = upgrade
            .WithScriptsEmbeddedInAssembly(typeof(Migrations).Assembly, name => name.StartsWith(prefix, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new StartRefusedException($"The schema could not be brought up to date: {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }
}
