using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Periscolaire.Testing;

/// <summary>One of the real programs, as a process of its own that can be killed.</summary>
public sealed class ServerProcess : IDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Remember;
        process.ErrorDataReceived += Remember;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Gets all that the program has said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program as it was built beside the tests.</summary>
    /// <param name="project">The project's folder, e.g. <c>WebApi</c>.</param>
    /// <param name="settings">Its settings, by configuration key.</param>
    /// <param name="environment">The hosting environment.</param>
    public static ServerProcess Start(string project, IEnumerable<KeyValuePair<string, string?>> settings, string environment = "Development")
    {
        var start = new ProcessStartInfo("dotnet", [ProgramOf(project)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(Root(), project),
        };
        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        foreach (var (key, value) in settings.Where(setting => setting.Value is not null))
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;

        // Tests that are killed leave no server behind.
        Process.Start("sh", ["-c", $"exec > /dev/null 2>&1; while kill -0 {Environment.ProcessId}; do sleep 2; done; kill -9 {process.Id}"]).Dispose();
        return new ServerProcess(process);
    }

    /// <summary>The repository's root, above the tests' output.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Periscolaire.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside their repository.");
    }

    /// <summary>SIGKILL: the program has no say in it.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops a program.</summary>
    public async Task Stop()
    {
        _ = SendSignal(_process.Id, SigTerm);
        await WaitForExit(TimeSpan.FromSeconds(60));
    }

    /// <summary>Waits until the program ends by itself.</summary>
    public async Task WaitForExit(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not end within {patience}:\n{Output}");
        }
    }

    /// <summary>Waits until something holds of the running program.</summary>
    public async Task Until(Func<Task<bool>> condition, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The program ended with {ExitCode}:\n{Output}");
            if (waited.Elapsed > patience)
                throw new TimeoutException($"Waited {patience} in vain:\n{Output}");
            await Task.Delay(100);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string ProgramOf(string project)
    {
        // …/tests/X.Tests/bin/Release/net10.0/ tells which build the tests belong to.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root(), project, "bin", output.Parent!.Name, output.Name, $"Periscolaire.{project}.dll");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }
}
