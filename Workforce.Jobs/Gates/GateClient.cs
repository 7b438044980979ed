using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Gates;

/// <summary>Says what may start. One per process.</summary>
public sealed class GateClient
{
    private readonly JobsDatabase database;
    private readonly Bell bell;

    internal GateClient(JobsDatabase database, Bell bell) => (this.database, this.bell) = (database, bell);

    /// <summary>
    /// Starts no more of these jobs: in every process from within milliseconds, or a second where a wake-up is lost. Jobs that
    /// run go on; those that were claimed and have not begun go back in line. Pausing what is paused changes its end and reason.
    /// </summary>
    /// <param name="scope">Which jobs.</param>
    /// <param name="until">When it ends by itself, e.g. a vendor's retry-after; null: when somebody resumes it.</param>
    /// <param name="by">Who does it, 1 to 200 characters, for people.</param>
    /// <param name="reason">Why, at most 2000 characters, for people.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <exception cref="ArgumentException">Nobody is named, or the texts are too long. Nothing was paused.</exception>
    public async Task PauseAsync(JobScope scope, DateTimeOffset? until, string by, string reason, CancellationToken ct)
    {
        if (by.Length is 0 or > 200)
            throw new ArgumentException($"{nameof(by)} has {by.Length} characters; expected 1 to 200.", nameof(by));
        if (reason.Length > 2000)
            throw new ArgumentException($"{nameof(reason)} has {reason.Length} characters; expected at most 2000.", nameof(reason));
        await PauseStatements.PutAsync(database.Source, scope, until, by, reason, ct);
        bell.Ring(Bell.Holds, Bell.GatesOf(scope.TenantId));
    }

    /// <summary>Lets these jobs start again. What is paused by another scope, too, stays paused by that.</summary>
    /// <returns>False: just this scope was not paused.</returns>
    public async Task<bool> ResumeAsync(JobScope scope, CancellationToken ct)
    {
        var held = await PauseStatements.DropAsync(database.Source, scope, ct);
        bell.Ring(Bell.GatesOf(scope.TenantId));
        return held;
    }

    /// <summary>
    /// Limits these jobs from the next claim on; what runs already counts. Setting a limit again changes it and forgets nothing of
    /// what was used.
    /// </summary>
    /// <exception cref="ArgumentException">The limit is malformed; the message names the member. Nothing was changed.</exception>
    public async Task LimitAsync(JobLimit limit, CancellationToken ct)
    {
        limit.ThrowIfBad();
        await LimitStatements.PutAsync(database.Source, limit, ct);
        bell.Ring(Bell.GatesOf(limit.Scope.TenantId));
    }

    /// <summary>Takes a limit away.</summary>
    /// <param name="scope">Of which jobs.</param>
    /// <param name="measure">As in <see cref="JobLimit.Measure"/>.</param>
    /// <param name="each">As in <see cref="JobLimit.Each"/>.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <returns>False: there was none.</returns>
    public async Task<bool> LiftAsync(JobScope scope, string measure, LimitEach? each, CancellationToken ct)
    {
        var was = await LimitStatements.DropAsync(database.Source, scope, measure, each, ct);
        bell.Ring(Bell.GatesOf(scope.TenantId));
        return was;
    }

    /// <summary>
    /// Gives a tenant more turns than others where several have jobs in line: so many of its jobs in each round. It holds from the
    /// next claim on.
    /// </summary>
    /// <param name="tenantId">Whose jobs.</param>
    /// <param name="weight">1 (what everybody has) to 100.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    public async Task ShareAsync(Guid tenantId, int weight, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 100);
        await ShareStatements.PutAsync(database.Source, tenantId, weight, ct);
    }

    /// <summary>How many jobs of a tenant go in one turn: 1 to 100.</summary>
    public Task<int> ShareAsync(Guid tenantId, CancellationToken ct) => ShareStatements.ReadAsync(database.Source, tenantId, ct);

    /// <summary>The limits that hold for jobs of a tenant, those of all tenants included, and what is used of each.</summary>
    public Task<IReadOnlyList<LimitUse>> LimitsAsync(Guid tenantId, CancellationToken ct) => LimitStatements.AllAsync(database.Source, tenantId, ct);

    /// <summary>The pauses that hold up jobs of a tenant now, those of all tenants included.</summary>
    public Task<IReadOnlyList<JobPause>> PausesAsync(Guid tenantId, CancellationToken ct) => PauseStatements.AllAsync(database.Source, tenantId, ct);

    /// <summary>
    /// Calls back when pauses or limits that hold for a tenant's jobs were changed by anybody in any process: within milliseconds,
    /// and not at all where that wake-up is lost. A pause that ends by itself is no change. The callback must return at once.
    /// </summary>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Watch(Guid tenantId, Action changed)
    {
        var own = Bell.GatesOf(tenantId);
        return bell.Listen(topic =>
        {
            if (topic == own || topic == Bell.Gates)
                changed();
        });
    }
}
