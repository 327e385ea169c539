using System.Diagnostics;

namespace Periscolaire.Testing;

/// <summary>Runs a program to its end; one that fails is a failure of the test, with all that it said.</summary>
public static class Command
{
    public static async Task<string> Run(string program, params string[] arguments)
    {
        var (exitCode, output) = await Try(program, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }

    public static async Task<(int ExitCode, string Output)> Try(string program, params string[] arguments)
    {
        // A program run as another user may not be allowed into the folder that the tests run in.
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
