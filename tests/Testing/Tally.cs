using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Testing;

/// <summary>Counts rows beside the running program.</summary>
public static class Tally
{
    /// <summary>How many rows there are.</summary>
    /// <param name="store">The store.</param>
    /// <param name="from">A table, with a condition if wanted.</param>
    public static async Task<long> Count(this TestStore store, string from)
    {
        await using DbConnection connection = store.Kind is StoreKind.PostgreSql
            ? new NpgsqlConnection(store.ConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(store.Folder, "periscolaire.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {from}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Fails when there are more rows, or fewer.</summary>
    /// <param name="store">The store.</param>
    /// <param name="from">A table, with a condition if wanted.</param>
    /// <param name="expected">How many there must be.</param>
    public static async Task ShouldCount(this TestStore store, string from, long expected)
    {
        if (await store.Count(from) is var found && found != expected)
            throw new InvalidOperationException($"{found} rows instead of {expected} in {from}.");
    }
}
