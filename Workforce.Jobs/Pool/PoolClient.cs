using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Pool;

/// <summary>Sees and steers attached workers, whichever process they are attached to. One per process.</summary>
public sealed class PoolClient
{
    private readonly JobsDatabase database;
    private readonly Bell bell;

    internal PoolClient(JobsDatabase database, Bell bell) => (this.database, this.bell) = (database, bell);

    /// <summary>The workers of a tenant that are attached now, by name.</summary>
    public Task<IReadOnlyList<AttachedWorker>> ListAsync(Guid tenantId, CancellationToken ct) => PoolStatements.ListAsync(database.Source, tenantId, ct);

    /// <summary>Asks a worker to finish what it has and leave; it is given nothing more.</summary>
    /// <returns>False: there is none of this tenant.</returns>
    public Task<bool> DrainAsync(Guid tenantId, Guid workerId, CancellationToken ct) => WantAsync(tenantId, workerId, detach: false, ct);

    /// <summary>Ends a worker's connection; what it has goes back in line, and the attempt counts.</summary>
    /// <returns>False: there is none of this tenant.</returns>
    public Task<bool> DetachAsync(Guid tenantId, Guid workerId, CancellationToken ct) => WantAsync(tenantId, workerId, detach: true, ct);

    private async Task<bool> WantAsync(Guid tenantId, Guid workerId, bool detach, CancellationToken ct)
    {
        var there = await PoolStatements.WantAsync(database.Source, tenantId, workerId, detach, ct);
        if (there)
            bell.Ring(Bell.Workers);
        return there;
    }
}
