using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs;

/// <summary>Takes the answers of pullers.</summary>
internal sealed class PullDesk(JobsDatabase database, Bell bell, ILogger<JobClient> logger)
{
    public Task<PullAnswer> CompleteAsync(Guid tenantId, Guid userId, Guid jobId, long? leaseEpoch, string? resultJson, CancellationToken ct) =>
        AnswerAsync(tenantId, userId, jobId, leaseEpoch, JobState.Completed, (lease, _) => new(lease, "", SettlementKind.Complete) { ResultJson = resultJson }, ct);

    public Task<PullAnswer> FailAsync(Guid tenantId, Guid userId, Guid jobId, long? leaseEpoch, string error, CancellationToken ct) =>
        AnswerAsync(tenantId, userId, jobId, leaseEpoch, JobState.Failed, (lease, view) => view.Attempt < view.MaxAttempts
            ? new(lease, "", SettlementKind.Retry) { Error = error, Delay = RetryPolicy.Default.DelayAfter(view.Attempt, Random.Shared.NextDouble()) }
            : new(lease, "", SettlementKind.Fail) { Error = error }, ct);

    private async Task<PullAnswer> AnswerAsync(
        Guid tenantId, Guid userId, Guid jobId, long? leaseEpoch, JobState wanted, Func<LeaseKey, PullView, Settlement> toWrite, CancellationToken ct)
    {
        // Twice at most: what was seen may have changed before it was written, and is then seen as it is.
        for (var round = 0; ; round++)
        {
            var view = await PullStatement.LookAsync(database.Source, tenantId, userId, jobId, ct);
            var answer = Judge(view, userId, leaseEpoch, wanted);
            if (answer.Status == PullStatus.Stale)
                LeaseLog.Refused(logger, wanted == JobState.Completed ? "complete" : "fail", "pulled", jobId, leaseEpoch ?? 0);
            if (answer.Status != PullStatus.Done || round == 2)
                return answer.Status == PullStatus.Done ? new(PullStatus.NotHeld) : answer;
            var end = toWrite(new(tenantId, jobId, view!.Epoch), view);
            await using var connection = await database.Source.OpenConnectionAsync(ct);
            var written = await (end.Finishes ? FinishStatement.ExecuteAsync(connection, $"puller {userId}", [end], ct) : ReturnStatement.ExecuteAsync(connection, $"puller {userId}", [end], ct));
            if (!written.Contains(jobId))
                continue;
            JobsTelemetry.Outcomes.Add(1, new("kind", "pulled"), new("outcome", end.How.ToString().ToLowerInvariant()));
            bell.Ring(Bell.Events);
            return new(PullStatus.Done, Retrying: end.How == SettlementKind.Retry);
        }
    }

    /// <summary>What an answer may do to a job as it stands. Done means: write it.</summary>
    internal static PullAnswer Judge(PullView? job, Guid userId, long? leaseEpoch, JobState wanted) => job switch
    {
        null => new(PullStatus.NotFound),
        _ when leaseEpoch is { } sent && sent != job.Epoch => new(PullStatus.Stale),
        { State: JobState.Processing } => new(job.PullerId == userId ? PullStatus.Done : PullStatus.NotHeld),
        _ when job.State == wanted => new(PullStatus.AlreadyDone),
        // A fail that was written as a retry, sent again with the lease it belongs to.
        { State: JobState.Retrying } when wanted == JobState.Failed && leaseEpoch is not null => new(PullStatus.AlreadyDone, Retrying: true),
        _ => new(PullStatus.NotHeld),
    };
}
