using DbUp;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Periscolaire.Silo.Storage.PostgreSql;

/// <summary>Checks durability and migrates; several processes may start at once.</summary>
internal sealed class PostgreSqlPreparation(NpgsqlDataSource source, IOptions<StoreOptions> options) : IStorePreparation
{
    /// <summary>Names the lock under which one process migrates while the others wait: "peri" in ASCII.</summary>
    private const long MigrationLock = 0x70657269;

    public async Task Prepare(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            if (Durability.WhyNotPostgreSql(await Show(connection, "fsync"), await Show(connection, "synchronous_commit")) is { } reason)
                throw new StartRefusedException(reason);
            await Execute(connection, $"SELECT pg_advisory_lock({MigrationLock})");
            try
            {
                Migrations.Run(DeployChanges.To.PostgresqlDatabase(options.Value.ConnectionString), "PostgreSql.Migrations");
            }
            finally
            {
                await Execute(connection, $"SELECT pg_advisory_unlock({MigrationLock})");
            }
        }
        catch (NpgsqlException failure)
        {
            throw new StartRefusedException($"PostgreSQL cannot be reached as Store:ConnectionString says: {failure.Message}", failure);
        }
    }

    private static async Task<string> Show(NpgsqlConnection connection, string setting)
    {
        await using var command = new NpgsqlCommand($"SHOW {setting}", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
