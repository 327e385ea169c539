using Microsoft.Extensions.Options;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Silo.Hosting;

/// <summary>Runs a program to its end, and says in one sentence why it will not start.</summary>
public static class Launch
{
    /// <summary>The exit code of a program that refuses its configuration (EX_CONFIG of sysexits.h).</summary>
    public const int BadConfiguration = 78;

    /// <summary>Runs a host.</summary>
    /// <param name="build">Builds it.</param>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> Run(Func<IHost> build)
    {
        try
        {
            using var host = build();
            await host.RunAsync();
            return 0;
        }
        catch (StartRefusedException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return BadConfiguration;
        }
        catch (OptionsValidationException refusal)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, refusal.Failures));
            return BadConfiguration;
        }
    }
}
