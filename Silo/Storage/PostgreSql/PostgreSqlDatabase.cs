using System.Data.Common;
using Npgsql;

namespace Periscolaire.Silo.Storage.PostgreSql;

/// <summary>The PostgreSQL database: one pool for readers and journal.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source) : IFactsDatabase
{
    /// <summary>
    /// Connections of one pool unless the connection string says otherwise. A silo has two pools, this one and that of private grain state: two silos
    /// and their APIs stay within PostgreSQL's default of 100 connections.
    /// </summary>
    private const int ConnectionsOfPool = 20;

    /// <summary>The connection string as used: statements are prepared after their second use, and a rush waits for a connection instead of using the server up.</summary>
    public static string Complete(string connectionString)
    {
        var complete = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            ApplicationName = "periscolaire",
        };
        if (!complete.ShouldSerialize("Maximum Pool Size"))
            complete.MaxPoolSize = ConnectionsOfPool;
        return complete.ToString();
    }

    public async Task<DbConnection> OpenReader() => await source.OpenConnectionAsync();

    public Task<DbConnection> OpenWriter() => OpenReader();
}
