using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs;

/// <summary>
/// Healthy: the engine's tables can be reached and, in a process that runs jobs, its heartbeat is fresh. Degraded: the
/// process is registering. Unhealthy: neither.
/// </summary>
public sealed class JobsHealthCheck : IHealthCheck
{
    private readonly JobsDatabase database;
    private readonly Beat? beat;
    private readonly JobsOptions options;

    internal JobsHealthCheck(JobsDatabase database, Beat? beat, JobsOptions options) => (this.database, this.beat, this.options) = (database, beat, options);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (beat is { Age: null })
            return HealthCheckResult.Degraded("The worker is not registered yet.");
        if (beat is { Age: { } age })
            return age < options.LostAfterSilence
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"The last heartbeat was {age.TotalSeconds:F0} s ago.");
        try
        {
            await using var command = database.Source.CreateCommand("select exists (select from jobs.worker)");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException problem)
        {
            return HealthCheckResult.Unhealthy("The jobs tables cannot be reached.", problem);
        }
    }
}
