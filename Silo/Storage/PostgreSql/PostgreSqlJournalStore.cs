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

    public async Task<IReadOnlySet<StreamId>> Write(IReadOnlyList<StreamWrite> streams)
    {
        var batch = new PostgreSqlBatch(streams);
        try
        {
            _connection ??= await database.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(StatementFor(batch), _connection);
            return await batch.Run(command);
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

    private string StatementFor(PostgreSqlBatch batch) =>
        _statements.TryGetValue(batch.TablesWritten, out var known) ? known : _statements[batch.TablesWritten] = batch.Statement();
}
