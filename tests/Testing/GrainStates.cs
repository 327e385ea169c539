using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Testing;

/// <summary>Private grain state as whoever steals the database would see it.</summary>
public static class GrainStates
{
    public static async Task<string> AsText(TestStore store)
    {
        await using DbConnection connection = store.Kind is StoreKind.PostgreSql
            ? new NpgsqlConnection(store.ConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(store.Folder, "grains.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT payload FROM grain_states";
        await using var rows = await command.ExecuteReaderAsync();
        var text = new StringBuilder();
        while (await rows.ReadAsync())
            text.AppendLine(Encoding.UTF8.GetString((byte[])rows.GetValue(0)));
        return text.ToString();
    }
}
