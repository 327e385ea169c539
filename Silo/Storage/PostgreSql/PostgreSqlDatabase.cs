using System.Data.Common;
using Npgsql;

namespace Periscolaire.Silo.Storage.PostgreSql;

/// <summary>The PostgreSQL database: one pool for readers and journal.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source) : IFactsDatabase
{
    /// <summary>The connection string as used: statements are prepared after their second use, and a dead server is noticed.</summary>
    public static string Complete(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxAutoPrepare = 50,
        AutoPrepareMinUsages = 2,
        ApplicationName = "periscolaire",
    }.ToString();

    public async Task<DbConnection> OpenReader() => await source.OpenConnectionAsync();
}
