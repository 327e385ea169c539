using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Periscolaire.Testing;

/// <summary>
/// A PostgreSQL server of the tests' own: a folder, a port, a socket that nobody else knows; durable as in production. Runs as the system's
/// user postgres when the tests run as root, since the server refuses root.
/// </summary>
public sealed class PrivatePostgreSql : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("periscolaire-postgresql-").FullName;
    private readonly string _programs = FindPrograms();
    private readonly int _port = FreePort.Next();
    private int _databases;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes and starts a server.</summary>
    /// <param name="settings">Lines of postgresql.conf beyond the defaults.</param>
    public static async Task<PrivatePostgreSql> Start(params string[] settings)
    {
        var server = new PrivatePostgreSql();
        if (Environment.UserName == "root")
            await Command.Run("chown", "postgres", server._folder);
        await server.Run("initdb", "-D", server.Data, "-U", "periscolaire", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        await Command.Run("sh", "-c", string.Create(CultureInfo.InvariantCulture, $"""
            cat >> {server.Data}/postgresql.conf <<'END'
            port = {server._port}
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            {string.Join('\n', settings)}
            END
            """));
        server.WatchOver();
        await server.StartAgain();
        return server;
    }

    /// <summary>Starts the server after a stop.</summary>
    public Task StartAgain() => Run("pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(_folder, "log"));

    /// <summary>Stops the server as a power cut would.</summary>
    public Task StopHard() => Run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Data);

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Command.Try("sh", "-c", Farewell);
    }

    private string Farewell => $"kill -9 -- $(head -1 {Data}/postmaster.pid) 2>/dev/null; rm -rf {_folder}";

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "periscolaire",
        Database = database,
        Timeout = 5,
        CommandTimeout = 20,
    }.ToString();

    private static string FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            && Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture)).FirstOrDefault() is { } newest
            ? Path.Combine(newest, "bin")
            : throw new InvalidOperationException("PostgreSQL is not installed: run ./test, which installs it, or apt-get install postgresql.");

    private Task<string> Run(string program, params string[] arguments) => Environment.UserName == "root"
        ? Command.Run("runuser", ["-u", "postgres", "--", Path.Combine(_programs, program), .. arguments])
        : Command.Run(Path.Combine(_programs, program), arguments);

    /// <summary>Tests that are killed cannot tidy up: a small shell does it once their process is gone.</summary>
    private void WatchOver() => Process.Start("sh", ["-c", $"exec > /dev/null 2>&1; while kill -0 {Environment.ProcessId}; do sleep 2; done; {Farewell}"]).Dispose();
}
