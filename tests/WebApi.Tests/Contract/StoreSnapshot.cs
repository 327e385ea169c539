using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Periscolaire.Testing;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>What the store holds, row for row, to tell whether anything was written and what.</summary>
/// <param name="Tables">By table: how many rows, and a fingerprint of all of them.</param>
internal sealed record StoreSnapshot(IReadOnlyDictionary<string, string> Tables)
{
    /// <summary>The cluster's own heartbeat, which no call writes.</summary>
    private static readonly string[] Housekeeping = ["cluster_members", "cluster_versions", "reminders", "orleansquery", "schemaversions"];

    /// <summary>Waits until nothing moves by itself any more, and takes the snapshot.</summary>
    public static async Task<StoreSnapshot> WhenQuiet(TestStore store)
    {
        var before = await Of(store);
        for (var tries = 0; tries < 60; tries++)
        {
            await Task.Delay(500);
            var now = await Of(store);
            if (now.DifferencesFrom(before).Count == 0)
                return now;
            before = now;
        }

        throw new TimeoutException("The store is never quiet.");
    }

    public IReadOnlyList<string> DifferencesFrom(StoreSnapshot other, params ReadOnlySpan<string> except)
    {
        var left = except.ToArray();
        return [.. Tables.Where(table => !left.Contains(table.Key, StringComparer.Ordinal) && other.Tables.GetValueOrDefault(table.Key) != table.Value)
            .Select(table => $"{table.Key}: {other.Tables.GetValueOrDefault(table.Key)} → {table.Value}")];
    }

    /// <summary>The last lines of the audit trail, to say what was written when nothing should have been.</summary>
    public static async Task<string> LastActs(TestStore store)
    {
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT string_agg(row_to_json(t)::text, E'\\n') FROM (SELECT * FROM audit_entries ORDER BY number DESC LIMIT 5) t", connection);
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    /// <summary>Every text that the store holds, those within JSON too.</summary>
    public static async Task<IReadOnlyList<string>> Texts(TestStore store)
    {
        var texts = new List<string>();
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync();
        foreach (var table in await NamesOf(connection))
        {
            await using var command = new NpgsqlCommand($"SELECT row_to_json(t)::text FROM \"{table}\" t", connection);
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                Collect(JsonNode.Parse(rows.GetString(0)), texts);
        }

        return texts;
    }

    /// <summary>A wrong sign-in is told whenever its password comes to be looked at, be it long after others were sent away: its line, and the version of the trail with it.</summary>
    private static readonly Dictionary<string, string> Except = new(StringComparer.Ordinal)
    {
        ["audit_entries"] = "WHERE act <> 'sign-in-refused'",
        ["streams"] = "WHERE name <> 'audit'",
    };

    private static async Task<StoreSnapshot> Of(TestStore store)
    {
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync();
        foreach (var table in await NamesOf(connection))
        {
            await using var command = new NpgsqlCommand(
                $"SELECT count(*) || ' rows ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM \"{table}\" t {Except.GetValueOrDefault(table)}", connection);
            tables[table] = (string)(await command.ExecuteScalarAsync())!;
        }

        return new StoreSnapshot(tables);
    }

    private static async Task<List<string>> NamesOf(NpgsqlConnection connection)
    {
        var names = new List<string>();
        await using var command = new NpgsqlCommand("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'", connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            if (!Housekeeping.Contains(rows.GetString(0), StringComparer.OrdinalIgnoreCase))
                names.Add(rows.GetString(0));
        }

        return names;
    }

    private static void Collect(JsonNode? node, List<string> texts)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, member) in members)
                    Collect(member, texts);
                break;
            case JsonArray elements:
                foreach (var element in elements)
                    Collect(element, texts);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                texts.Add(text);
                if (Inside(text) is { } inner)
                    Collect(inner, texts);
                break;
        }
    }

    /// <summary>JSON within a text, or within bytes, as grain state is.</summary>
    private static JsonNode? Inside(string text)
    {
        try
        {
            if (text.StartsWith("\\x7b", StringComparison.Ordinal))
                return JsonNode.Parse(Convert.FromHexString(text.AsSpan(2)));
            return text.Length > 1 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
