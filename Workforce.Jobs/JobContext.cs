using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs;

/// <summary>One attempt as its handler sees it. Every write through it carries the lease and is refused when stale.</summary>
public sealed class JobContext
{
    private readonly Attempt attempt;
    private readonly Bell bell;
    private readonly ProgressReport progress;
    private readonly ILogger logger;
    private readonly JobLog log;
    private readonly ICollection<string> known;

    internal JobContext(Attempt attempt, JobsDatabase database, Bell bell, JobsOptions options, TimeProvider time, ILogger logger)
    {
        (this.attempt, this.bell, this.logger, known) = (attempt, bell, logger, options.KnownKinds);
        progress = new(attempt, database, bell, options.ProgressEvery, time, Refused);
        log = new(attempt, database, bell, options, time, logger);
    }

    /// <summary>The job.</summary>
    public Guid JobId => attempt.Job.Id;

    /// <summary>Whose job: set it on every connection before use.</summary>
    public Guid TenantId => attempt.Job.TenantId;

    /// <summary>The person it is done for.</summary>
    public Guid? UserId => attempt.Job.UserId;

    /// <summary>Ties the jobs of one undertaking together.</summary>
    public Guid CorrelationId => attempt.Job.CorrelationId;

    /// <summary>The job that enqueued this one.</summary>
    public Guid? ParentId => attempt.Job.ParentId;

    /// <summary>Wire name of the kind.</summary>
    public string Kind => attempt.Job.Kind;

    /// <summary>Part of the kind before the dot.</summary>
    public string Queue => attempt.Job.Queue;

    /// <summary>The queue that handed it on.</summary>
    public string? Source => attempt.Job.Source;

    /// <summary>From 1.</summary>
    public int Attempt => attempt.Job.Attempt;

    /// <summary>Attempts allowed.</summary>
    public int MaxAttempts => attempt.Job.MaxAttempts;

    /// <summary>Number of this lease.</summary>
    public long LeaseEpoch => attempt.Job.Epoch;

    /// <summary>
    /// The job's own log: lines from <see cref="JobsOptions.LogLines"/> on are events of the job, stored in order and sent
    /// live, besides going to the process's log. A message keeps 8,192 characters. Logging never waits for the database.
    /// </summary>
    public ILogger Log => log;

    /// <summary>
    /// Adds to what this attempt has really cost. When it ends, whichever way, limits on the unit are settled: what was reserved
    /// when it started (<see cref="NewJob.Costs"/>) is replaced by the sum. Without a call the reservation stands.
    /// </summary>
    /// <param name="unit">As in <see cref="NewJob.Costs"/>.</param>
    /// <param name="amount">0 to 10^15.</param>
    /// <exception cref="ArgumentException">The unit or the amount is malformed.</exception>
    public void Spend(string unit, decimal amount)
    {
        NewJobCheck.ThrowIfBadCost(nameof(Spend), unit, amount);
        attempt.Spent.AddOrUpdate(unit, amount, (_, before) => before + amount);
    }

    /// <summary>Tells everybody who watches how far it is. Reports in quick succession are stored as one: the latest. While Postgres is away a report is dropped.</summary>
    /// <param name="percent">0 to 100.</param>
    /// <param name="message">A short sentence for people.</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <exception cref="StaleLeaseException">The lease is no longer held.</exception>
    public Task ReportAsync(int percent, string message, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return progress.ReportAsync(percent, message, ct);
    }

    /// <summary>
    /// Hands work on inside the handler's own transaction: same tenant, person and correlation, this job as parent, this
    /// queue as source. The job's row stays locked until that transaction ends, so nobody can take the job meanwhile.
    /// </summary>
    /// <param name="kind">What is to be done.</param>
    /// <param name="payload">With what.</param>
    /// <param name="idempotencyKey">The same for every attempt of this job, so that a repetition enqueues nothing twice.</param>
    /// <param name="connection">In a transaction with the tenant set (role workforce_app).</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <exception cref="StaleLeaseException">The lease is no longer held: roll back.</exception>
    /// <exception cref="SpawnLimitException">The root of this job's tree allows no more: roll back.</exception>
    public async Task<EnqueueResult> EnqueueNextAsync<TPayload>(JobKind<TPayload> kind, TPayload payload, string idempotencyKey, NpgsqlConnection connection, CancellationToken ct)
    {
        var next = NewJob.Of(kind, payload, TenantId) with
        {
            UserId = UserId, CorrelationId = CorrelationId, ParentId = JobId, Source = Queue, IdempotencyKey = idempotencyKey,
        };
        NewJobCheck.ThrowIfBad(next, known);
        if (!await LeaseStatements.LockAsync(connection, attempt.Job.Lease, ct))
            throw Refused("enqueue");
        var results = await EnqueueStatement.ExecuteAsync(connection, [new(next, System.Diagnostics.Activity.Current?.Id)], bell: null, ct);
        attempt.Enqueued.Add(next.Kind[..next.Kind.IndexOf('.', StringComparison.Ordinal)]);
        return results[0];
    }

    /// <summary>Completes this job inside the handler's own transaction, so that its writes and its end stand or fall together.</summary>
    /// <param name="result">Serialized with <see cref="JobJson.Options"/>; null: none.</param>
    /// <param name="connection">In a transaction with the tenant set (role workforce_app).</param>
    /// <param name="ct">Gives up waiting for the database.</param>
    /// <returns>Commit, then return this from the handler.</returns>
    /// <exception cref="StaleLeaseException">The lease is no longer held: roll back.</exception>
    public async Task<JobOutcome> CompleteAsync(object? result, NpgsqlConnection connection, CancellationToken ct)
    {
        // A report that was put off would come after the commit and find the lease gone.
        await progress.EndAsync();
        var end = new Settlement(attempt.Job.Lease, Kind, SettlementKind.Complete) { ResultJson = result is JsonElement json ? json.GetRawText() : JobOutcome.ToJson(result) };
        var done = await FinishStatement.ExecuteAsync(connection, attempt.WorkerId.ToString(), [end], ct);
        return done.Contains(JobId) ? new JobOutcome.CompletedInTransaction() : throw Refused("complete");
    }

    internal async ValueTask EndAsync()
    {
        await progress.EndAsync();
        await log.EndAsync();
    }

    private StaleLeaseException Refused(string write)
    {
        LeaseLog.Refused(logger, write, Kind, JobId, LeaseEpoch);
        attempt.Stop(StopReason.LeaseLost);
        return new(JobId, LeaseEpoch, write);
    }
}
