using Microsoft.Data.Sqlite;
using Periscolaire.Booking;
using Periscolaire.Journal;
using Periscolaire.Silo.Journal;

namespace Periscolaire.Silo.Storage.Sqlite;

/// <summary>
/// Writes a batch as one transaction of prepared statements, on a connection and a thread of its own: SQLite's driver is synchronous, and must not
/// hold one of the grains' threads while the disk turns.
/// </summary>
internal sealed class SqliteJournalStore : IJournalStore, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly OwnThread _thread = new("journal");
    private SqliteConnection? _connection;
    private SqliteCommand? _fence;
    private SqliteCommand[] _inserts = [];

    public SqliteJournalStore(SqliteDatabase database) => _database = database;

    public Task<IReadOnlySet<StreamId>> Write(IReadOnlyList<StreamWrite> streams) => _thread.Run<IReadOnlySet<StreamId>>(() => WriteNow(streams));

    public void Dispose()
    {
        _thread.Dispose();
        Close();
    }

    private HashSet<StreamId> WriteNow(IReadOnlyList<StreamWrite> streams)
    {
        try
        {
            Open();
            using var transaction = _connection!.BeginTransaction();
            _fence!.Transaction = transaction;
            foreach (var insert in _inserts)
                insert.Transaction = transaction;
            var kept = new HashSet<StreamId>();
            foreach (var write in streams.Where(Fence))
            {
                // In the tables' order, since rows may refer to rows before them; and places freed before places taken, since the second wall counts
                // after each row.
                foreach (var row in write.Rows.OrderBy(TableIndex.Of).ThenBy(row => row is BookingRow { Booking.HoldsPlace: true }))
                    Insert(row);
                kept.Add(write.Stream);
            }

            transaction.Commit();
            return kept;
        }
        catch (SqliteException failure)
        {
            // Whatever state the connection is in, the next batch starts from a fresh one.
            Close();
            if (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
                throw new RowRefusedException($"SQLite refused a row ({failure.Message}).", failure);
            throw;
        }
    }

    /// <summary>Moves the stream's version forward if it still is the one decided on.</summary>
    private bool Fence(StreamWrite write)
    {
        var parameters = _fence!.Parameters;
        parameters[0].Value = write.Stream.Structure.Value;
        parameters[1].Value = write.Stream.Name;
        parameters[2].Value = write.Version;
        parameters[3].Value = write.After;
        return _fence.ExecuteNonQuery() == 1;
    }

    private void Insert(Row row)
    {
        var table = TableIndex.Of(row);
        var insert = _inserts[table];
        Tables.All[table].SqliteValues(row, (index, value) => insert.Parameters[index].Value = value);
        insert.ExecuteNonQuery();
    }

    private void Open()
    {
        if (_connection is not null)
            return;
        var connection = _database.OpenWriter();
        _fence = Prepare(connection, 4, """
            INSERT INTO streams (structure_id, name, version, previous)
            SELECT $0, $1, $2, $3
            WHERE $3 = 0 OR EXISTS (SELECT 1 FROM streams WHERE structure_id = $0 AND name = $1)
            ON CONFLICT (structure_id, name) DO UPDATE SET version = excluded.version, previous = excluded.previous
              WHERE version = excluded.previous
            """);
        _inserts = [.. Tables.All.Select(table => Prepare(
            connection,
            table.Columns.Count,
            $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(column => column.Name))}) "
                + $"VALUES ({string.Join(", ", table.Columns.Select((_, index) => $"${index}"))}) {table.OnConflict}"))];
        _connection = connection;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, int parameters, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < parameters; index++)
            command.Parameters.Add(new SqliteParameter($"${index}", value: null));
        command.Prepare();
        return command;
    }

    private void Close()
    {
        _fence?.Dispose();
        foreach (var insert in _inserts)
            insert.Dispose();
        _connection?.Dispose();
        (_connection, _fence, _inserts) = (null, null, []);
    }
}
