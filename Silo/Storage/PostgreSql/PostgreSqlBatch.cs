using System.Globalization;
using System.Text;
using Npgsql;
using Periscolaire.Journal;
using Periscolaire.Silo.Journal;

namespace Periscolaire.Silo.Storage.PostgreSql;

/// <summary>
/// Streams written by one statement: their versions are moved forward where they still are the ones decided on, and the rows of those streams alone are
/// written, each table from arrays.
/// </summary>
internal sealed class PostgreSqlBatch
{
    private readonly List<StreamWrite> _streams;
    private readonly List<Row>[] _rows = [.. Tables.All.Select(_ => new List<Row>())];
    private readonly List<int>[] _streamOfRows = [.. Tables.All.Select(_ => new List<int>())];
    private readonly List<int> _used;

    /// <summary>Initializes a new instance of the <see cref="PostgreSqlBatch"/> class.</summary>
    /// <param name="batch">What to write, a stream once.</param>
    public PostgreSqlBatch(IEnumerable<StreamWrite> batch)
    {
        // Receipts are numbered in the order of their rows, under a lock a structure: all silos take these locks in the same order.
        _streams = [.. batch.OrderBy(write => write.Stream.Structure.Value, StringComparer.Ordinal)];
        for (var stream = 0; stream < _streams.Count; stream++)
        {
            foreach (var row in _streams[stream].Rows)
            {
                var table = TableIndex.Of(row);
                _rows[table].Add(row);
                _streamOfRows[table].Add(stream + 1);
            }
        }

        _used = [.. Enumerable.Range(0, _rows.Length).Where(table => _rows[table].Count > 0)];
    }

    /// <summary>Gets which tables it writes, a bit each: few combinations occur.</summary>
    public int TablesWritten => _used.Aggregate(0, (bits, table) => bits | (1 << table));

    /// <summary>Runs the batch's statement.</summary>
    /// <param name="command">The statement, without its values.</param>
    /// <returns>The streams kept.</returns>
    public async Task<IReadOnlySet<StreamId>> Run(NpgsqlCommand command)
    {
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. _streams.Select(write => write.Stream.Structure.Value)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. _streams.Select(write => write.Stream.Name)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. _streams.Select(write => write.After)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. _streams.Select(write => write.Version)] });
        foreach (var table in _used)
        {
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. _streamOfRows[table]] });
            foreach (var array in Tables.All[table].PostgreSqlArrays(_rows[table]))
                command.Parameters.Add(array);
        }

        var kept = new HashSet<StreamId>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            kept.Add(_streams[(int)reader.GetInt64(0) - 1].Stream);
        return kept;
    }

    /// <summary>The statement that writes these tables.</summary>
    public string Statement()
    {
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
        foreach (var table in _used.Select(index => Tables.All[index]))
        {
            var names = string.Join(", ", table.Columns.Select(column => column.Name));
            var arrays = string.Join(", ", table.Columns.Select((column, index) => $"${parameter + 1 + index}::{column.PostgreSqlType}[]"));
            var source = $"unnest(${parameter}::integer[], {arrays}) AS r(stream, {names}) WHERE (r.stream IN (SELECT position FROM kept)) IS TRUE";
            sql.Append(CultureInfo.InvariantCulture, $"""
                , {table.Alias}_written AS (
                  {table.PostgreSqlWrite(source)}
                )
                """);
            parameter += 1 + table.Columns.Count;
        }

        return sql.Append(" SELECT position FROM kept").ToString();
    }
}
