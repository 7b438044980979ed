namespace Workforce.Worker.Client;

/// <summary>Does jobs of one kind, in the shape that a handler inside the engine has. One is resolved from a scope of its own for every attempt.</summary>
/// <typeparam name="TPayload">The kind's payload.</typeparam>
public abstract class JobHandler<TPayload>
{
    /// <summary>Runs one attempt. An exception becomes a retry by the server's policy.</summary>
    /// <param name="payload">What the job carries.</param>
    /// <param name="job">The attempt: ids, progress, log, follow-up jobs.</param>
    /// <param name="ct">
    /// Fires on timeout, when the job was cancelled, when the connection is lost (the job then goes to another worker) and when the
    /// worker stops. A handler that goes on regardless keeps its slot, and what it returns is refused.
    /// </param>
    public abstract Task<JobOutcome> HandleAsync(TPayload payload, JobContext job, CancellationToken ct);
}
