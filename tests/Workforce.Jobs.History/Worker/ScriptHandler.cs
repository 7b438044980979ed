using Npgsql;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Worker;

/// <summary>Does what its job's payload says, and writes down when it began and ended. Whatever it hands to the engine names its lease.</summary>
internal sealed class ScriptHandler(RunFile file, NpgsqlDataSource app, WorkerSettings settings) : JobHandler<Work>
{
    public static readonly JobKind<Work> Child = Kind("child.work");

    public static JobKind<Work> Kind(string name) => new(name) { Retry = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(400)), MaxAttempts = 100 };

    public override async Task<JobOutcome> HandleAsync(Work payload, JobContext job, CancellationToken ct)
    {
        file.Entered(job.JobId, job.LeaseEpoch, payload.Number);
        var how = "threw";
        try
        {
            var step = payload.Of(job.LeaseEpoch);
            if (step.Deed == Deed.Deaf)
                await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            else
                await Task.Delay(step.Milliseconds, ct);
            var outcome = await DoAsync(step, payload, job, ct);
            how = outcome.GetType().Name;
            return outcome;
        }
        finally
        {
            file.Left(job.JobId, job.LeaseEpoch, how);
        }
    }

    private async Task<JobOutcome> DoAsync(Step step, Work payload, JobContext job, CancellationToken ct)
    {
        var lease = $"lease {job.LeaseEpoch}";
        switch (step.Deed)
        {
            case Deed.CompleteInTransaction:
                try
                {
                    return await CompleteAsync(payload, job, ct);
                }
                catch (SpawnLimitException)
                {
                    return JobOutcome.Fail(lease);
                }
            case Deed.Report:
                await job.ReportAsync(50, $"{job.LeaseEpoch}", ct);
                await Task.Delay(20, ct);
                await job.ReportAsync(90, $"{job.LeaseEpoch}", ct);
                return Done(job);
            case Deed.Throw:
                throw new InvalidOperationException(lease);
            default:
                return step.Deed switch
                {
                    Deed.Fail => JobOutcome.Fail(lease),
                    Deed.Retry => JobOutcome.Retry(lease),
                    // By the clock of the database: what is meant is "in a moment", and this process's clock may be hours off.
                    Deed.Snooze => JobOutcome.Snooze(TimeProvider.System.GetUtcNow().AddMilliseconds(step.Milliseconds)),
                    Deed.Wait => JobOutcome.Wait(lease),
                    Deed.Cancel => JobOutcome.Cancel(lease),
                    _ => Done(job),
                };
        }
    }

    private JobOutcome Done(JobContext job) => JobOutcome.Complete(new { Epoch = job.LeaseEpoch, Process = settings.Name });

    private async Task<JobOutcome> CompleteAsync(Work payload, JobContext job, CancellationToken ct)
    {
        await using var connection = await app.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var effect = new NpgsqlCommand("select set_config('workforce.tenant_id', $1, true); ", connection) { Parameters = { new() { Value = job.TenantId.ToString() } } })
            await effect.ExecuteNonQueryAsync(ct);
        await using (var effect = new NpgsqlCommand("insert into history.effect (job_id, epoch, process) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = job.JobId }, new() { Value = job.LeaseEpoch }, new() { Value = settings.Name } },
        })
            await effect.ExecuteNonQueryAsync(ct);
        var number = payload.Number + Work.Follows;
        if (Work.IsFollowed(payload.Number))
            await job.EnqueueNextAsync(Child, new Work(number, [new(Deed.Complete, 5)]), $"next:{job.JobId}", connection, ct);
        var done = await job.CompleteAsync(new { Epoch = job.LeaseEpoch, Process = settings.Name }, connection, ct);
        await transaction.CommitAsync(ct);
        return done;
    }
}
