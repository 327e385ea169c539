using System.Data.Common;
using Dapper;

namespace Periscolaire.Silo.Storage;

/// <summary>What is done outside the journal shares this: one query, one snapshot; and a failing store told apart from everything else.</summary>
internal abstract class Queries(IFactsDatabase database, ILogger log)
{
    static Queries() => DapperTypes.Register();

    protected Task<IReadOnlyList<T>> Query<T>(string sql, object parameters) =>
        Read<IReadOnlyList<T>>(async connection => [.. await connection.QueryAsync<T>(sql, parameters)]);

    /// <summary>Asks two questions in one round trip; each sees a snapshot of its own, the second's no earlier than the first's.</summary>
    protected Task<(IReadOnlyList<TFirst> First, IReadOnlyList<TSecond> Second)> Query<TFirst, TSecond>(string first, string second, object parameters) =>
        Read<(IReadOnlyList<TFirst>, IReadOnlyList<TSecond>)>(async connection =>
        {
            await using var answers = await connection.QueryMultipleAsync($"{first};\n{second}", parameters);
            return ([.. await answers.ReadAsync<TFirst>()], [.. await answers.ReadAsync<TSecond>()]);
        });

    private async Task<T> Read<T>(Func<DbConnection, Task<T>> read)
    {
        try
        {
            await using var connection = await database.OpenReader();
            return await read(connection);
        }
        catch (DbException failure)
        {
            log.LogError(failure, "The store could not be read");
            throw new StoreUnavailableException($"The store could not be read ({failure.GetType().Name}).");
        }
    }

    /// <summary>Does some writes in one transaction, for what belongs to no stream.</summary>
    protected async Task<T> Write<T>(Func<DbTransaction, Task<T>> work)
    {
        try
        {
            await using var connection = await database.OpenWriter();
            await using var transaction = await connection.BeginTransactionAsync();
            var outcome = await work(transaction);
            await transaction.CommitAsync();
            return outcome;
        }
        catch (DbException failure)
        {
            log.LogError(failure, "A write was not confirmed");
            throw new StoreUnavailableException($"The write was not confirmed ({failure.GetType().Name}).");
        }
    }
}
