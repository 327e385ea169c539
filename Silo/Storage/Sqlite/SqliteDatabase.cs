using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Periscolaire.Silo.Storage.Sqlite;

/// <summary>
/// The SQLite files of the folder: <c>periscolaire.db</c> for facts, <c>grains.db</c> for private grain state, so that the journal never waits for a
/// lock that a grain's own storage holds.
/// </summary>
internal sealed class SqliteDatabase : IFactsDatabase
{
    private readonly string[] _pragmas;
    private readonly string _readers;
    private readonly string _writer;

    public SqliteDatabase(IOptions<StoreOptions> options, IHostEnvironment environment)
    {
        Folder = Path.GetFullPath(options.Value.Folder, environment.ContentRootPath);
        _pragmas = options.Value.SqlitePragmas.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var file = Path.Combine(Folder, "periscolaire.db");
        _writer = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, Pooling = false, DefaultTimeout = 30 }.ToString();
        _readers = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        GrainsConnectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "grains.db"), DefaultTimeout = 30 }.ToString();
    }

    public string Folder { get; }

    public string GrainsConnectionString { get; }

    public string FactsConnectionString => _writer;

    public async Task<DbConnection> OpenReader()
    {
        var connection = new SqliteConnection(_readers);
        await connection.OpenAsync();
        return connection;
    }

    Task<DbConnection> IFactsDatabase.OpenWriter() => Task.FromResult<DbConnection>(OpenWriter());

    /// <summary>Opens a connection that writes, as durable as SQLite can be.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_writer);
        connection.Open();
        foreach (var pragma in (string[])["journal_mode = WAL", "synchronous = FULL", .. _pragmas])
            Execute(connection, $"PRAGMA {pragma}");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
