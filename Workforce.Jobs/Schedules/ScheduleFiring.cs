using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Schedules;

/// <summary>
/// Fires what is due. A firing is one transaction: the row locked, the job enqueued under the key of schedule and instant,
/// the row moved on. Killed before its commit it has not happened, after it it is done; whoever comes second finds the row
/// locked, or no longer due.
/// </summary>
internal sealed partial class ScheduleFiring(JobsDatabase database, JobClient client, Bell bell, ILogger<ScheduleFiring> logger)
{
    private const int Batch = 100;

    /// <summary>Fires all that is due; the time until something is due again, null: nothing will be.</summary>
    public async Task<TimeSpan?> RunOnceAsync(CancellationToken ct)
    {
        await using (var connection = await database.Source.OpenConnectionAsync(ct))
            while (await FireAsync(connection, Batch, ct) == Batch)
            {
                // There may be more.
            }
        // On a connection of its own: one that broke while its transaction was put away says so only to whoever uses it next.
        return await DueStatements.NextAsync(database.Source, ct);
    }

    private async Task<int> FireAsync(NpgsqlConnection connection, int limit, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (rows, now) = await DueStatements.LockDueAsync(connection, limit, ct);
        if (rows.Count == 0)
            return 0;
        IReadOnlyList<Fired> fired;
        try
        {
            fired = await WriteAsync(connection, rows, now, ct);
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException bad) when (!Outage.Is(bad))
        {
            await transaction.RollbackAsync(ct);
            await OneByOneAsync(connection, rows, bad, ct);
            return rows.Count;
        }
        foreach (var one in fired)
            Account(one, now);
        if (fired.Any(f => f.Plan.CancelsLast))
            bell.Ring(Bell.Leases);
        if (fired.Where(f => f.Jobs.Count > 0).Select(f => JobKindName.QueueOf(f.Plan.After.Definition.Job.Kind)).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } queues)
            bell.Ring([Bell.Events, .. queues]);
        return rows.Count;
    }

    // One schedule whose job cannot be stored must not keep the others from firing.
    private async Task OneByOneAsync(NpgsqlConnection connection, IReadOnlyList<ScheduleRow> rows, PostgresException bad, CancellationToken ct)
    {
        if (rows is [var one])
        {
            Failed(one, bad);
            await DueStatements.PutOffAsync(connection, one, bad.MessageText, ct);
            return;
        }
        for (var n = 0; n < rows.Count; n++)
            await FireAsync(connection, 1, ct);
    }

    private async Task<IReadOnlyList<Fired>> WriteAsync(NpgsqlConnection connection, IReadOnlyList<ScheduleRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        var unfinished = await DueStatements.UnfinishedAsync(connection, rows, ct);
        ScheduleRow[] replacing = [.. rows.Where(r => r.Definition.Overlap == Overlap.Replace && unfinished.Contains(r.LastJobId ?? default))];
        var held = await DueStatements.LockUnfinishedAsync(connection, replacing, ct);
        var planned = rows.Select(row => Plan(row, now, Stand(row, unfinished, held))).ToList();
        foreach (var (plan, _) in planned.Where(p => p.Plan.CancelsLast))
            await ControlStatements.CancelAsync(connection, plan.After.TenantId, [plan.After.LastJobId!.Value], FiringRules.ReplacedBy(plan.After.Name), ct);
        var results = await client.EnqueueManyAsync([.. planned.SelectMany(p => p.Jobs)], connection, ct);
        var fired = new List<Fired>(planned.Count);
        var taken = 0;
        foreach (var (plan, jobs) in planned)
        {
            EnqueueResult[] mine = [.. results.Skip(taken).Take(jobs.Count)];
            taken += mine.Length;
            fired.Add(new(mine is [.., var last] ? plan with { After = plan.After with { LastJobId = last.JobId } } : plan, mine));
        }
        await ScheduleStatements.AdvanceAsync(connection, [.. fired.Select(f => f.Plan.After)], ct);
        return fired;
    }

    private Planned Plan(ScheduleRow row, DateTimeOffset now, LastJob last)
    {
        try
        {
            var plan = FiringRules.Decide(row, now, last);
            NewJob[] jobs = [.. plan.Runs.Select(run => FiringRules.JobOf(row.Definition, run))];
            NewJobCheck.ThrowIfAnyBad(jobs, client.Known);
            return new(plan, jobs);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // A zone this machine does not know, an expression or a job that an older version still took.
            Failed(row, problem);
            return new(new(FiringRules.PutOff(row, now, problem.Message), [], CancelsLast: false, null), []);
        }
    }

    private static LastJob Stand(ScheduleRow row, HashSet<Guid> unfinished, HashSet<Guid> held) =>
        row.LastJobId is not { } job || !unfinished.Contains(job) ? LastJob.Finished
        : row.Definition.Overlap == Overlap.Replace && !held.Contains(job) ? LastJob.Busy
        : LastJob.Unfinished;

    private void Account(Fired fired, DateTimeOffset now)
    {
        var (plan, jobs) = fired;
        var row = plan.After;
        var kind = new KeyValuePair<string, object?>("kind", row.Definition.Job.Kind);
        ScheduleTelemetry.Fired.Add(jobs.Count(j => !j.Existing), kind);
        foreach (var run in plan.Runs)
            ScheduleTelemetry.Lateness.Record((now - run).TotalSeconds, kind);
        if (plan.Skipped is null)
            return;
        ScheduleTelemetry.Skipped.Add(1, kind, new("reason", plan.Skipped == FiringRules.Missed ? "missed" : "overlapped"));
        LogSkipped(row.Name, row.TenantId, plan.Skipped);
    }

    private void Failed(ScheduleRow row, Exception problem)
    {
        ScheduleTelemetry.Failed.Add(1, new KeyValuePair<string, object?>("kind", row.Definition.Job.Kind));
        LogFailed(row.Name, row.TenantId, problem);
    }

    private sealed record Planned(FiringPlan Plan, IReadOnlyList<NewJob> Jobs);

    private sealed record Fired(FiringPlan Plan, IReadOnlyList<EnqueueResult> Jobs);

    [LoggerMessage(LogLevel.Information, "Schedule {Name} of tenant {TenantId} left a run out: {Reason}")]
    private partial void LogSkipped(string name, Guid tenantId, string reason);

    [LoggerMessage(LogLevel.Error, "Schedule {Name} of tenant {TenantId} cannot be fired; it will be tried again in a minute")]
    private partial void LogFailed(string name, Guid tenantId, Exception problem);
}
