namespace Workforce.Jobs;

/// <summary>Does jobs of one kind. One is resolved from a scope of its own for every attempt.</summary>
/// <typeparam name="TPayload">The kind's payload.</typeparam>
public abstract class JobHandler<TPayload>
{
    /// <summary>Runs one attempt. An exception becomes a retry by the kind's policy.</summary>
    /// <param name="payload">What the job carries.</param>
    /// <param name="job">The attempt: ids, progress, follow-up jobs, completion inside an own transaction.</param>
    /// <param name="ct">
    /// Fires on timeout, when the job was cancelled, when the lease was lost and when the process stops. A handler that
    /// goes on regardless is abandoned after <see cref="JobsOptions.AbandonAfter"/>; its writes through
    /// <paramref name="job"/> are refused.
    /// </param>
    public abstract Task<JobOutcome> HandleAsync(TPayload payload, JobContext job, CancellationToken ct);
}
