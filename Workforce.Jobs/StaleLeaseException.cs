namespace Workforce.Jobs;

/// <summary>
/// A write was refused because its lease is no longer the job's: it was lost, cancelled, or is another attempt's by now.
/// Whatever transaction it was part of must roll back.
/// </summary>
/// <param name="jobId">The job.</param>
/// <param name="leaseEpoch">The lease that was refused.</param>
/// <param name="write">What was refused: progress, complete or enqueue.</param>
public sealed class StaleLeaseException(Guid jobId, long leaseEpoch, string write)
    : Exception($"The {write} of job {jobId} was refused: lease {leaseEpoch} is no longer held.")
{
    /// <summary>The job.</summary>
    public Guid JobId => jobId;

    /// <summary>The lease that was refused.</summary>
    public long LeaseEpoch => leaseEpoch;

    /// <summary>What was refused.</summary>
    public string Write => write;
}
