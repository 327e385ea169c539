using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Testing;

/// <summary>The whole database as whoever steals it would read it, and what tables it has.</summary>
public static class DatabaseText
{
    private const string MadeByLibraries = "schemaversions";

    /// <summary>Every table with its columns, those of Orleans and of migrations apart.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Columns(TestStore store)
    {
        var columns = await Rows(store, store.Kind is StoreKind.PostgreSql
            ? "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
            : "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid");
        return columns.GroupBy(row => row[0], row => row[1], StringComparer.Ordinal)
            .Where(table => !table.Key.Equals(MadeByLibraries, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(table => table.Key, table => (IReadOnlyList<string>)[.. table], StringComparer.Ordinal);
    }

    /// <summary>All that is in it, private grain state too.</summary>
    public static async Task<string> Of(TestStore store)
    {
        var text = new StringBuilder();
        foreach (var table in (await Columns(store)).Keys)
        {
            foreach (var row in await Rows(store, $"SELECT * FROM {table}"))
                text.Append(table).Append(": ").AppendJoin(" | ", row).AppendLine();
        }

        return text.Append(await GrainStates.AsText(store)).ToString();
    }

    /// <summary>Asks the tables something.</summary>
    public static async Task<IReadOnlyList<string[]>> Rows(TestStore store, string sql)
    {
        await using DbConnection connection = store.Kind is StoreKind.PostgreSql
            ? new NpgsqlConnection(store.ConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(store.Folder, "periscolaire.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "")]);
        return rows;
    }
}
