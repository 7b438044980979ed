using System.Diagnostics;
using Npgsql;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Events;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs;

/// <summary>Enqueues, reads, controls and watches jobs. One per process.</summary>
public sealed class JobClient
{
    private const int Batch = 1000;

    private readonly JobsDatabase database;
    private readonly EnqueueGroup group;
    private readonly BellRinger ringer;
    private readonly Bell bell;
    private readonly PullDesk pulls;
    private readonly EventFeed feed;

    internal JobClient(JobsDatabase database, EnqueueGroup group, BellRinger ringer, Bell bell, PullDesk pulls, EventFeed feed, JobsOptions options) =>
        (this.database, this.group, this.ringer, this.bell, this.pulls, this.feed, Known) = (database, group, ringer, bell, pulls, feed, options.KnownKinds);

    /// <summary>Kinds that may be enqueued; empty: any.</summary>
    internal ICollection<string> Known { get; }

    /// <summary>
    /// Stores a job in the transaction the connection is in: it is there if and when that commits. Call
    /// <see cref="Ring"/> after the commit to have it picked up within milliseconds instead of a second.
    /// </summary>
    /// <param name="job">What is to be done.</param>
    /// <param name="connection">With the job's tenant set, if its role is bound to one.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <exception cref="ArgumentException">The job is malformed; the message names the member. Nothing was stored.</exception>
    /// <exception cref="SpawnLimitException">The root of its tree allows no more. Nothing was stored.</exception>
    public async Task<EnqueueResult> EnqueueAsync(NewJob job, NpgsqlConnection connection, CancellationToken ct) =>
        (await EnqueueManyAsync([job], connection, ct))[0];

    /// <summary>
    /// Stores a job and wakes the workers. It is there when this returns, whatever becomes of the caller's own transaction. Jobs that
    /// are enqueued at the same time share a commit.
    /// </summary>
    /// <param name="job">What is to be done.</param>
    /// <param name="ct">Gives up waiting for the database; whether it was stored is then not known.</param>
    /// <exception cref="ArgumentException">The job is malformed; the message names the member. Nothing was stored.</exception>
    /// <exception cref="SpawnLimitException">The root of its tree allows no more. Nothing was stored.</exception>
    public async Task<EnqueueResult> EnqueueAsync(NewJob job, CancellationToken ct)
    {
        NewJobCheck.ThrowIfBad(job, Known);
        return EnqueueStatement.StandsAlone(job) ? await group.AddAsync(job, Activity.Current?.Id, ct) : (await StoreAsync([job], ct))[0];
    }

    /// <summary>
    /// Stores a job that is handed on from one that somebody outside of this process is doing: its tenant, correlation, person and
    /// queue are taken from that job unless given. The lease is held until the job is stored, so nobody takes the other meanwhile.
    /// </summary>
    /// <param name="job">What is to be done.</param>
    /// <param name="parentId">The job it is handed on from.</param>
    /// <param name="leaseEpoch">The lease under which that is done.</param>
    /// <param name="ct">Gives up waiting for the database; whether it was stored is then not known.</param>
    /// <exception cref="StaleLeaseException">That lease is no longer held. Nothing was stored.</exception>
    /// <inheritdoc cref="EnqueueAsync(NewJob, CancellationToken)" path="/exception"/>
    public async Task<EnqueueResult> EnqueueNextAsync(NewJob job, Guid parentId, long leaseEpoch, CancellationToken ct)
    {
        NewJobCheck.ThrowIfBad(job, Known);
        var parent = await GetAsync(job.TenantId, parentId, ct);
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (parent is null || !await LeaseStatements.LockAsync(connection, new(job.TenantId, parentId, leaseEpoch), ct))
            throw new StaleLeaseException(parentId, leaseEpoch, "enqueue");
        var next = job with { ParentId = parentId, CorrelationId = job.CorrelationId ?? parent.CorrelationId, UserId = job.UserId ?? parent.UserId, Source = job.Source ?? parent.Queue };
        var stored = (await StoreAsync([next], connection, bell: null, ct))[0];
        await transaction.CommitAsync(ct);
        Ring(JobKindName.QueueOf(job.Kind));
        return stored;
    }

    /// <summary>Stores many jobs in the transaction the connection is in. All or none; the answers stand in the order of the jobs.</summary>
    /// <exception cref="ArgumentException">A job is malformed; the message names its place and member. Nothing was stored.</exception>
    /// <exception cref="SpawnLimitException">The root of a tree allows no more. Nothing was stored.</exception>
    public async Task<IReadOnlyList<EnqueueResult>> EnqueueManyAsync(IReadOnlyList<NewJob> jobs, NpgsqlConnection connection, CancellationToken ct)
    {
        NewJobCheck.ThrowIfAnyBad(jobs, Known);
        return await StoreAsync(jobs, connection, bell: null, ct);
    }

    /// <summary>Stores many jobs in one transaction of their own and wakes the workers.</summary>
    /// <exception cref="ArgumentException">A job is malformed; the message names its place and member. Nothing was stored.</exception>
    /// <exception cref="SpawnLimitException">The root of a tree allows no more. Nothing was stored.</exception>
    public async Task<IReadOnlyList<EnqueueResult>> EnqueueManyAsync(IReadOnlyList<NewJob> jobs, CancellationToken ct)
    {
        NewJobCheck.ThrowIfAnyBad(jobs, Known);
        return await StoreAsync(jobs, ct);
    }

    /// <summary>Wakes the workers of a queue, and whoever watches events. Call it after the commit of a transaction that enqueued.</summary>
    public void Ring(string queue) => bell.Ring(Bell.Events, queue);

    /// <summary>One job; null: there is none of this tenant.</summary>
    public Task<JobDetails?> GetAsync(Guid tenantId, Guid jobId, CancellationToken ct) => JobQueries.GetAsync(database.Source, tenantId, jobId, ct);

    /// <summary>Jobs newest first, a page at a time.</summary>
    public Task<JobPage> ListAsync(Guid tenantId, JobFilter filter, CancellationToken ct) => JobQueries.ListAsync(database.Source, tenantId, filter, ct);

    /// <summary>All jobs of a correlation in the order in which they were enqueued, at most 1000.</summary>
    public Task<IReadOnlyList<JobDetails>> TimelineAsync(Guid tenantId, Guid correlationId, CancellationToken ct) =>
        JobQueries.TimelineAsync(database.Source, tenantId, correlationId, ct);

    /// <summary>
    /// Cancels a job that has not finished. It counts as cancelled from now on: a handler that runs it is told to stop,
    /// and whatever it still writes through its context is refused.
    /// </summary>
    /// <returns>False: it had finished, or there is none of this tenant.</returns>
    /// <exception cref="PostgresException">55P03: the handler's own transaction has held the job for more than five seconds; try again.</exception>
    public async Task<bool> CancelAsync(Guid tenantId, Guid jobId, CancellationToken ct) => await CancelAsync(tenantId, [jobId], ct) > 0;

    /// <summary>Cancels unfinished jobs that a filter finds, the oldest first; running ones too if the filter does not name another state.</summary>
    /// <param name="tenantId">Whose jobs.</param>
    /// <param name="filter">Which; its page size and place do not count here.</param>
    /// <param name="most">1 to 10000.</param>
    /// <param name="ct">Stops between two thousands; what was cancelled stays so.</param>
    /// <returns>How many were cancelled.</returns>
    /// <inheritdoc cref="CancelAsync(Guid, Guid, CancellationToken)" path="/exception"/>
    public async Task<int> CancelManyAsync(Guid tenantId, JobFilter filter, int most, CancellationToken ct)
    {
        var cancelled = 0;
        foreach (var ids in (await JobQueries.UnfinishedAsync(database.Source, tenantId, filter, Most(most), ct)).Chunk(Batch))
            cancelled += await CancelAsync(tenantId, ids, ct);
        return cancelled;
    }

    /// <summary>Runs a failed job again, with all its attempts; its errors are kept.</summary>
    /// <returns>False: it has not failed, or there is none of this tenant.</returns>
    public async Task<bool> RetryAsync(Guid tenantId, Guid jobId, CancellationToken ct) => await RetryAsync(tenantId, [jobId], ct) > 0;

    /// <summary>Runs failed jobs that a filter finds again, the oldest first.</summary>
    /// <param name="tenantId">Whose jobs.</param>
    /// <param name="filter">Which; its state, page size and place do not count here.</param>
    /// <param name="most">1 to 10000.</param>
    /// <param name="ct">Stops between two thousands; what was enqueued again stays so.</param>
    /// <returns>How many run again.</returns>
    public async Task<int> RetryManyAsync(Guid tenantId, JobFilter filter, int most, CancellationToken ct)
    {
        var retried = 0;
        foreach (var ids in (await JobQueries.FailedAsync(database.Source, tenantId, filter, Most(most), ct)).Chunk(Batch))
            retried += await RetryAsync(tenantId, ids, ct);
        return retried;
    }

    /// <summary>Changes a job that does not run: its priority, time, deadline, timeout or payload.</summary>
    /// <returns>False: it runs, has finished, or there is none of this tenant.</returns>
    /// <exception cref="ArgumentException">The change is empty or malformed; the message names the member. Nothing was changed.</exception>
    public async Task<bool> ChangeAsync(Guid tenantId, Guid jobId, JobChange change, CancellationToken ct)
    {
        change.ThrowIfBad();
        return Rung(await ControlStatements.ChangeAsync(database.Source, tenantId, jobId, change, ct)) > 0;
    }

    /// <summary>Lets a waiting job run.</summary>
    /// <returns>False: it does not wait, or there is none of this tenant.</returns>
    public async Task<bool> WakeAsync(Guid tenantId, Guid jobId, CancellationToken ct) =>
        Rung(await ControlStatements.WakeAsync(database.Source, tenantId, jobId, ct)) > 0;

    /// <summary>Why a job does not run: everything that holds it up now, and when it may be expected to start. Null: there is none of this tenant.</summary>
    public async Task<JobExplanation?> ExplainAsync(Guid tenantId, Guid jobId, CancellationToken ct) =>
        await ExplainStatement.ReadAsync(database.Source, tenantId, jobId, ct) is { } facts ? ExplainRules.Of(facts) : null;

    /// <summary>Leases due jobs of one person to somebody who works over HTTP.</summary>
    /// <param name="tenantId">Whose jobs.</param>
    /// <param name="userId">The person they are done for, and who holds the lease.</param>
    /// <param name="queue">The employee they are for.</param>
    /// <param name="except">Kinds that are not handed out, because handlers of the application do them.</param>
    /// <param name="max">1 to 100.</param>
    /// <param name="lease">Handed out again after this.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    public async Task<IReadOnlyList<PulledJob>> PullAsync(Guid tenantId, Guid userId, string queue, IReadOnlyCollection<string> except, int max, TimeSpan lease, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 100);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        var jobs = await PullStatement.PullAsync(database.Source, tenantId, userId, queue, except, max, lease, ct);
        if (jobs.Count > 0)
            bell.Ring(Bell.Events);
        return jobs;
    }

    /// <summary>A puller is done.</summary>
    /// <param name="tenantId">Whose job.</param>
    /// <param name="userId">Who pulled it.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="leaseEpoch">As pulled; null: whichever lease the person holds.</param>
    /// <param name="resultJson">JSON text; null: none.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    public Task<PullAnswer> CompletePulledAsync(Guid tenantId, Guid userId, Guid jobId, long? leaseEpoch, string? resultJson, CancellationToken ct) =>
        pulls.CompleteAsync(tenantId, userId, jobId, leaseEpoch, resultJson, ct);

    /// <summary>A puller has failed: the job is retried, or failed when no attempt is left.</summary>
    /// <inheritdoc cref="CompletePulledAsync" path="/param"/>
    /// <param name="error">Kept in the job's errors.</param>
    public Task<PullAnswer> FailPulledAsync(Guid tenantId, Guid userId, Guid jobId, long? leaseEpoch, string error, CancellationToken ct) =>
        pulls.FailAsync(tenantId, userId, jobId, leaseEpoch, error, ct);

    /// <summary>How many worker processes are there: their last heartbeat is less than ten seconds old. Of the whole installation.</summary>
    /// <param name="ct">Gives up waiting for the database.</param>
    public Task<int> CountWorkersAsync(CancellationToken ct) => WorkerStatements.CountAsync(database.Source, ct);

    /// <summary>
    /// Everything that happens to a tenant's jobs, live and without gaps, until the token fires. After a resume an event
    /// may come a second time, never not at all. While Postgres is away the stream is silent and then goes on.
    /// </summary>
    /// <param name="tenantId">Whose events.</param>
    /// <param name="after">Id of the event received last; 0: from the oldest that is kept; <see cref="FromNow"/>: only new ones.</param>
    /// <param name="ct">Ends the stream.</param>
    public IAsyncEnumerable<JobEvent> EventsAsync(Guid tenantId, long after, CancellationToken ct) => feed.ReadAsync(tenantId, after, ct);

    /// <summary>For <see cref="EventsAsync"/>: no events of the past.</summary>
    public const long FromNow = -1;

    private Task<List<EnqueueResult>> StoreAsync(IReadOnlyList<NewJob> jobs, CancellationToken ct) =>
        ringer.RingWithAsync([Bell.Events, .. jobs.Select(j => JobKindName.QueueOf(j.Kind)).Distinct(StringComparer.Ordinal)], async bell =>
        {
            await using var connection = await database.Source.OpenConnectionAsync(ct);
            // A batch is one statement and its own transaction; more than one need a common one.
            await using var transaction = jobs.Count > Batch ? await connection.BeginTransactionAsync(ct) : null;
            var results = await StoreAsync(jobs, connection, bell, ct);
            if (transaction is not null)
                await transaction.CommitAsync(ct);
            return results;
        });

    private static async Task<List<EnqueueResult>> StoreAsync(IReadOnlyList<NewJob> jobs, NpgsqlConnection connection, string? bell, CancellationToken ct)
    {
        var results = new List<EnqueueResult>(jobs.Count);
        var before = Task.FromResult<EnqueueResult[]>([]);
        foreach (var chunk in jobs.Chunk(Batch))
        {
            // Made while the server stores the one before. The bell goes with the first.
            var store = EnqueueStatement.Make([.. chunk.Select(job => new TracedJob(job, Activity.Current?.Id))], bell);
            bell = null;
            results.AddRange(await before);
            before = store(connection, ct);
        }
        results.AddRange(await before);
        return results;
    }

    private async Task<int> CancelAsync(Guid tenantId, Guid[] jobIds, CancellationToken ct)
    {
        var touched = await ControlStatements.CancelAsync(database.Source, tenantId, jobIds, "cancelled by request", ct);
        if (touched.Count > 0)
            bell.Ring(Bell.Events, Bell.Leases);
        return touched.Count;
    }

    private async Task<int> RetryAsync(Guid tenantId, Guid[] jobIds, CancellationToken ct) =>
        Rung(await ControlStatements.RetryAsync(database.Source, tenantId, jobIds, ct));

    private int Rung(List<(Guid Id, string Queue)> touched)
    {
        if (touched.Count > 0)
            bell.Ring([Bell.Events, .. touched.Select(job => job.Queue).Distinct(StringComparer.Ordinal)]);
        return touched.Count;
    }

    private static int Most(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, 10_000);
        return most;
    }
}
