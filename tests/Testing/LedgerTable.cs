using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Periscolaire.Silo.Storage;

namespace Periscolaire.Testing;

/// <summary>The ledger as the database holds it, read beside the running program.</summary>
public static class LedgerTable
{
    /// <summary>The entries of a family's wallet in euros, in order; their balances must be their running sums.</summary>
    public static async Task<IReadOnlyList<decimal>> Entries(TestStore store, string family, string wallet, string structure = "ville")
    {
        await using DbConnection connection = store.Kind is StoreKind.PostgreSql
            ? new NpgsqlConnection(store.ConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(store.Folder, "periscolaire.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT number, amount_cents, balance_cents FROM ledger_entries
            WHERE structure_id = @structure AND family_id = @family AND wallet_id = @wallet ORDER BY number
            """;
        foreach (var (name, value) in ((string, string)[])[("structure", structure), ("family", family), ("wallet", wallet)])
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var (entries, balance) = (new List<decimal>(), 0m);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            entries.Add(rows.GetInt64(1) / 100m);
            balance += entries[^1];
            if (rows.GetInt64(0) != entries.Count || rows.GetInt64(2) / 100m != balance)
                throw new InvalidOperationException($"The ledger of {family}, {wallet} does not add up at {entries.Count}.");
        }

        return entries;
    }
}
