using Microsoft.Data.Sqlite;
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
    private SqliteStatements? _statements;

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
            _statements ??= new SqliteStatements(_database.OpenWriter());
            using var transaction = _statements.Begin();
            var kept = new HashSet<StreamId>();
            foreach (var write in streams.Where(_statements.Fence))
            {
                _statements.Write(write.Rows);
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

    private void Close()
    {
        _statements?.Dispose();
        _statements = null;
    }
}
