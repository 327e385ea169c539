using System.Globalization;
using System.Text;
using Npgsql;
using Periscolaire.Journal;
using Periscolaire.Silo.Journal;

namespace Periscolaire.Silo.Storage.PostgreSql;

/// <summary>
/// Writes a batch as one statement: the streams' versions are moved forward where they still are the ones decided on, and the rows of those streams
/// alone are written, each table from arrays. One round trip, one transaction, one fsync.
/// </summary>
internal sealed class PostgreSqlJournalStore(NpgsqlDataSource database) : IJournalStore, IAsyncDisposable
{
    /// <summary>The journal's own connection: it never waits behind readers for one.</summary>
    private NpgsqlConnection? _connection;

    /// <summary>Statements by which tables they write: few combinations occur, and each is prepared once a connection.</summary>
    private readonly Dictionary<int, string> _statements = [];

    public async Task<IReadOnlySet<StreamId>> Write(IReadOnlyList<StreamWrite> batch)
    {
        // Receipts are numbered in the order of their rows, under a lock a structure: all silos take these locks in the same order.
        var streams = batch.OrderBy(write => write.Stream.Structure.Value, StringComparer.Ordinal).ToList();
        var rows = Tables.All.Select(_ => new List<Row>()).ToArray();
        var streamOfRows = Tables.All.Select(_ => new List<int>()).ToArray();
        for (var stream = 0; stream < streams.Count; stream++)
        {
            foreach (var row in streams[stream].Rows)
            {
                var table = TableIndex.Of(row);
                rows[table].Add(row);
                streamOfRows[table].Add(stream + 1);
            }
        }

        var used = Enumerable.Range(0, rows.Length).Where(table => rows[table].Count > 0).ToList();
        try
        {
            _connection ??= await database.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(StatementFor(used), _connection);
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. streams.Select(write => write.Stream.Structure.Value)] });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. streams.Select(write => write.Stream.Name)] });
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. streams.Select(write => write.After)] });
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. streams.Select(write => write.Version)] });
            foreach (var table in used)
            {
                command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. streamOfRows[table]] });
                foreach (var array in Tables.All[table].PostgreSqlArrays(rows[table]))
                    command.Parameters.Add(array);
            }

            var kept = new HashSet<StreamId>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                kept.Add(streams[(int)reader.GetInt64(0) - 1].Stream);
            return kept;
        }
        catch (PostgresException refusal) when (refusal.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            throw new RowRefusedException($"PostgreSQL refused a row ({refusal.SqlState}, {refusal.ConstraintName}).", refusal);
        }
        catch
        {
            // After a restart of the server every connection is dead: the next batch, and the next reader, start afresh.
            await DisposeAsync();
            database.Clear();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    private string StatementFor(List<int> used)
    {
        var key = used.Aggregate(0, (bits, table) => bits | (1 << table));
        if (_statements.TryGetValue(key, out var known))
            return known;

        // "IN … IS TRUE" keeps the fence a hashed look-up: as a join, its size misjudged, it would cost rows times streams.
        var sql = new StringBuilder("""
            WITH offered AS (
              SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS o(structure_id, name, after, version, position)
            ), moved AS (
              INSERT INTO streams AS s (structure_id, name, version, previous)
              SELECT o.structure_id, o.name, o.version, o.after FROM offered o
              WHERE o.after = 0 OR EXISTS (SELECT 1 FROM streams k WHERE k.structure_id = o.structure_id AND k.name = o.name)
              ORDER BY o.structure_id, o.name
              ON CONFLICT (structure_id, name) DO UPDATE SET version = excluded.version, previous = excluded.previous
                WHERE s.version = excluded.previous
              RETURNING structure_id, name
            ), kept AS (
              SELECT o.position FROM offered o JOIN moved m USING (structure_id, name)
            )
            """);
        var parameter = 5;
        foreach (var table in used.Select(index => Tables.All[index]))
        {
            var names = string.Join(", ", table.Columns.Select(column => column.Name));
            var arrays = string.Join(", ", table.Columns.Select((column, index) => $"${parameter + 1 + index}::{column.PostgreSqlType}[]"));
            sql.Append(CultureInfo.InvariantCulture, $"""
                , {table.Name}_written AS (
                  INSERT INTO {table.Name} ({names})
                  SELECT {names} FROM unnest(${parameter}::integer[], {arrays}) AS r(stream, {names})
                  WHERE (r.stream IN (SELECT position FROM kept)) IS TRUE
                  {table.OnConflict}
                )
                """);
            parameter += 1 + table.Columns.Count;
        }

        return _statements[key] = sql.Append(" SELECT position FROM kept").ToString();
    }
}
