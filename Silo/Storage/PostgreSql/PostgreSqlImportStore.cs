using Npgsql;
using Periscolaire.Import;
using Periscolaire.Journal;
using Periscolaire.Silo.Journal;

namespace Periscolaire.Silo.Storage.PostgreSql;

/// <summary>
/// Writes an import as one transaction: one statement like the journal's, which takes the streams' locks in the same order as it does, kept only when no
/// stream was fenced. Who writes one of these families meanwhile waits some seconds.
/// </summary>
internal sealed class PostgreSqlImportStore(NpgsqlDataSource database, ILogger<PostgreSqlImportStore> log) : IImportStore
{
    private const int LongestSeconds = 300;

    public async Task<bool> Write(IReadOnlyList<Change> changes)
    {
        var batch = new PostgreSqlBatch(changes.Select(StreamWrite.Of));
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand(batch.Statement(), connection, transaction) { CommandTimeout = LongestSeconds };
            if ((await batch.Run(command)).Count < changes.Count)
                return false;
            await transaction.CommitAsync();
            return true;
        }
        catch (PostgresException refusal) when (refusal.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            log.LogError("A row of an import was refused ({State}, {Constraint})", refusal.SqlState, refusal.ConstraintName);
            return false;
        }
        catch (NpgsqlException failure)
        {
            log.LogError(failure, "An import of {Streams} streams was not confirmed", changes.Count);
            throw new StoreUnavailableException($"The import was not confirmed ({failure.GetType().Name}).");
        }
    }
}
