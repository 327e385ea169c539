using Microsoft.Data.Sqlite;
using Periscolaire.Import;
using Periscolaire.Journal;
using Periscolaire.Silo.Journal;

namespace Periscolaire.Silo.Storage.Sqlite;

/// <summary>Writes an import as one transaction; the journal, like every other writer, waits until it is through.</summary>
internal sealed class SqliteImportStore(SqliteDatabase database, ILogger<SqliteImportStore> log) : IImportStore
{
    public async Task<bool> Write(IReadOnlyList<Change> changes)
    {
        using var thread = new OwnThread("import");
        try
        {
            return await thread.Run(() => WriteNow(changes));
        }
        catch (SqliteException refusal) when (refusal.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            log.LogError(refusal, "A row of an import was refused");
            return false;
        }
        catch (SqliteException failure)
        {
            log.LogError(failure, "An import of {Streams} streams was not confirmed", changes.Count);
            throw new StoreUnavailableException($"The import was not confirmed ({failure.GetType().Name}).");
        }
    }

    private bool WriteNow(IReadOnlyList<Change> changes)
    {
        using var statements = new SqliteStatements(database.OpenWriter());
        using var transaction = statements.Begin();
        foreach (var write in changes.Select(StreamWrite.Of))
        {
            if (!statements.Fence(write))
                return false;
            statements.Write(write.Rows);
        }

        transaction.Commit();
        return true;
    }
}
