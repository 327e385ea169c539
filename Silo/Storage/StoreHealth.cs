using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Periscolaire.Silo.Storage;

/// <summary>Ready while the store answers: a balancer sends families elsewhere, or nowhere, before they wait in vain.</summary>
internal sealed class StoreHealth(IFactsDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.OpenReader();
            await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM streams WHERE structure_id = ''");
            return HealthCheckResult.Healthy();
        }
        catch (DbException failure)
        {
            return HealthCheckResult.Unhealthy($"The store does not answer ({failure.GetType().Name}).");
        }
    }
}
