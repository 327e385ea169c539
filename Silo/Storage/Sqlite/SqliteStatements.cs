using Microsoft.Data.Sqlite;
using Periscolaire.Booking;
using Periscolaire.Journal;
using Periscolaire.Silo.Journal;

namespace Periscolaire.Silo.Storage.Sqlite;

/// <summary>The prepared statements that write streams, on a connection of their own.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _fence;
    private readonly SqliteCommand[] _writes;

    /// <summary>Initializes a new instance of the <see cref="SqliteStatements"/> class.</summary>
    /// <param name="connection">An open connection; closed with the statements.</param>
    public SqliteStatements(SqliteConnection connection)
    {
        _connection = connection;
        _fence = Prepare(4, """
            INSERT INTO streams (structure_id, name, version, previous)
            SELECT $0, $1, $2, $3
            WHERE $3 = 0 OR EXISTS (SELECT 1 FROM streams WHERE structure_id = $0 AND name = $1)
            ON CONFLICT (structure_id, name) DO UPDATE SET version = excluded.version, previous = excluded.previous
              WHERE version = excluded.previous
            """);
        _writes = [.. Tables.All.Select(table => Prepare(table.Columns.Count, table.SqliteWrite))];
    }

    /// <summary>Begins a transaction that all statements belong to.</summary>
    public SqliteTransaction Begin()
    {
        var transaction = _connection.BeginTransaction();
        _fence.Transaction = transaction;
        foreach (var write in _writes)
            write.Transaction = transaction;
        return transaction;
    }

    /// <summary>Moves a stream's version forward if it still is the one decided on.</summary>
    public bool Fence(StreamWrite write)
    {
        var parameters = _fence.Parameters;
        parameters[0].Value = write.Stream.Structure.Value;
        parameters[1].Value = write.Stream.Name;
        parameters[2].Value = write.Version;
        parameters[3].Value = write.After;
        return _fence.ExecuteNonQuery() == 1;
    }

    /// <summary>
    /// Writes rows in the tables' order, since rows may refer to rows before them; and places freed before places taken, since the second wall counts
    /// after each row.
    /// </summary>
    public void Write(IEnumerable<Row> rows)
    {
        foreach (var row in rows.OrderBy(TableIndex.Of).ThenBy(row => row is BookingRow { Booking.HoldsPlace: true }))
        {
            var table = TableIndex.Of(row);
            var write = _writes[table];
            Tables.All[table].SqliteValues(row, (index, value) => write.Parameters[index].Value = value);
            write.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _fence.Dispose();
        foreach (var write in _writes)
            write.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(int parameters, string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < parameters; index++)
            command.Parameters.Add(new SqliteParameter($"${index}", value: null));
        command.Prepare();
        return command;
    }
}
