using System.Data.Common;
using Dapper;

namespace Periscolaire.Silo.Storage;

/// <summary>What the readers share: one query, one snapshot, and a failing store told apart from everything else.</summary>
internal abstract class Reader(IFactsDatabase database, ILogger log)
{
    static Reader() => DapperTypes.Register();

    protected async Task<IReadOnlyList<T>> Query<T>(string sql, object parameters)
    {
        try
        {
            await using var connection = await database.OpenReader();
            return [.. await connection.QueryAsync<T>(sql, parameters)];
        }
        catch (DbException failure)
        {
            log.LogError(failure, "The store could not be read");
            throw new StoreUnavailableException($"The store could not be read ({failure.GetType().Name}).");
        }
    }
}
