using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Testing;

/// <summary>An empty store of one kind, with the settings that make the programs use it.</summary>
public sealed class TestStore : IDisposable
{
    private readonly TemporaryFolder? _folder;

    private TestStore(StoreKind kind, TemporaryFolder? folder, string? connectionString)
    {
        Kind = kind;
        _folder = folder;
        ConnectionString = connectionString;
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Store:Kind"] = kind.ToString(),
            ["Store:Folder"] = folder?.Path ?? "unused",
            ["Store:ConnectionString"] = connectionString,
            ["Cluster:SiloPort"] = "0",

            // Cheap, so that hundreds of families can sign in; production refuses less than the recommended count.
            ["Hashing:Iterations"] = "1000",
            ["Demo:Enabled"] = "false",
        };
    }

    public StoreKind Kind { get; }

    public string? ConnectionString { get; }

    public string Folder => _folder!.Path;

    /// <summary>Gets the settings, by configuration key; tests add theirs.</summary>
    public IDictionary<string, string?> Settings { get; }

    /// <summary>Makes an empty store.</summary>
    /// <param name="kind">Which database.</param>
    /// <param name="server">Where PostgreSQL databases are made.</param>
    public static async Task<TestStore> New(StoreKind kind, PrivatePostgreSql server) => kind is StoreKind.PostgreSql
        ? new TestStore(kind, folder: null, await server.CreateDatabase())
        : new TestStore(kind, new TemporaryFolder(), connectionString: null);

    /// <summary>Does something to the tables of the journal, as whoever holds the database can.</summary>
    public async Task Execute(string sql)
    {
        await using DbConnection connection = Kind is StoreKind.PostgreSql
            ? new NpgsqlConnection(ConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(Folder, "periscolaire.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => _folder?.Dispose();
}
