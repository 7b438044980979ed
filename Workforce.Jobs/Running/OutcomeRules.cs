using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Decides what is written down for the end of an attempt.</summary>
internal static class OutcomeRules
{
    /// <summary>The end a handler gave.</summary>
    public static Settlement Of(ClaimedJob job, JobOutcome outcome, RetryPolicy retry, DateTimeOffset now, double random) => outcome switch
    {
        JobOutcome.Completed done => new(job.Lease, job.Kind, SettlementKind.Complete) { ResultJson = done.ResultJson },
        JobOutcome.Failed failed => Failed(job, failed.Reason),
        JobOutcome.Cancelled cancelled => new(job.Lease, job.Kind, SettlementKind.Cancel) { Reason = cancelled.Reason },
        JobOutcome.Snoozed snoozed => new(job.Lease, job.Kind, SettlementKind.Snooze) { Until = snoozed.Until },
        JobOutcome.Waiting waiting => new(job.Lease, job.Kind, SettlementKind.Wait) { Reason = waiting.Reason },
        JobOutcome.Retried again => Retry(job, again.Reason, again.After ?? retry.DelayAfter(job.Attempt, random), now),
        JobOutcome.Returned => new(job.Lease, job.Kind, SettlementKind.Return),
        // Gone already if the handler did as it said; still there if its transaction was rolled back after all.
        JobOutcome.CompletedInTransaction => Retry(job, "the handler said it completed the job in its own transaction, which was not committed",
            retry.DelayAfter(job.Attempt, random), now) with { ExpectGone = true },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "unknown outcome"),
    };

    /// <summary>The end of an attempt whose handler did not give one.</summary>
    public static Settlement? Stopped(ClaimedJob job, StopReason reason, bool abandoned, RetryPolicy retry, DateTimeOffset now, double random) => reason switch
    {
        StopReason.LeaseLost => null,
        StopReason.ProcessStopping => new(job.Lease, job.Kind, SettlementKind.Return),
        StopReason.DeadlinePassed => Failed(job, $"the deadline {job.Deadline:O} passed{Ignored(abandoned)}"),
        _ => Retry(job, $"timed out after {job.Timeout}{Ignored(abandoned)}", retry.DelayAfter(job.Attempt, random), now),
    };

    public static Settlement Failed(ClaimedJob job, string error) => new(job.Lease, job.Kind, SettlementKind.Fail) { Error = error };

    /// <summary>The last attempt, or one that could only be repeated past the deadline, fails the job.</summary>
    public static Settlement Retry(ClaimedJob job, string error, TimeSpan delay, DateTimeOffset now) =>
        job.Attempt >= job.MaxAttempts || now + delay >= job.Deadline
            ? Failed(job, error)
            : new(job.Lease, job.Kind, SettlementKind.Retry) { Error = error, Delay = delay };

    private static string Ignored(bool abandoned) => abandoned ? "; the handler ignored its token and was abandoned" : "";
}
