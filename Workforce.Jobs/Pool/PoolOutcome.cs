using System.Text;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Pool;

/// <summary>What an attached worker says of the end of a job.</summary>
public sealed record PoolOutcome
{
    private static readonly IReadOnlyDictionary<string, decimal> Nothing = new Dictionary<string, decimal>();

    private PoolOutcome(Guid jobId, long leaseEpoch) => (JobId, LeaseEpoch) = (jobId, leaseEpoch);

    /// <summary>The job.</summary>
    public Guid JobId { get; }

    /// <summary>As granted.</summary>
    public long LeaseEpoch { get; }

    /// <summary>How it ended; null: the handler stopped because it was asked to.</summary>
    public JobOutcome? End { get; private init; }

    /// <summary>What is wrong with what was sent; null: nothing.</summary>
    public string? Problem { get; private init; }

    /// <summary>What it has really cost, by unit.</summary>
    internal IReadOnlyDictionary<string, decimal> Spent { get; private init; } = Nothing;

    /// <summary>The handler came to an end of its own.</summary>
    public static PoolOutcome Of(Guid jobId, long leaseEpoch, JobOutcome end) => new(jobId, leaseEpoch) { End = end };

    /// <summary>Done; malformed if the result is no JSON or more than 1 MiB of it.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="leaseEpoch">As granted.</param>
    /// <param name="resultJson">JSON text; null or empty: none.</param>
    public static PoolOutcome Completed(Guid jobId, long leaseEpoch, string? resultJson)
    {
        if (string.IsNullOrEmpty(resultJson))
            return Of(jobId, leaseEpoch, JobOutcome.Complete());
        if (Encoding.UTF8.GetByteCount(resultJson) is > NewJob.MaxPayloadBytes and var bytes)
            return Malformed(jobId, leaseEpoch, $"result_json has {bytes} bytes; the limit is {NewJob.MaxPayloadBytes} (1 MiB). Store large content elsewhere and pass its address.");
        try
        {
            NewJobCheck.ThrowIfNoJson("result_json", resultJson);
            return Of(jobId, leaseEpoch, JobOutcome.CompleteJson(resultJson));
        }
        catch (ArgumentException wrong)
        {
            return Malformed(jobId, leaseEpoch, wrong.Message.Replace(" (Parameter 'result_json')", "", StringComparison.Ordinal));
        }
    }

    /// <summary>With what it has really cost; malformed if a unit or an amount is.</summary>
    /// <param name="amounts">By unit, 0 to 10^15 each, at most 10.</param>
    public PoolOutcome With(IReadOnlyDictionary<string, decimal> amounts)
    {
        try
        {
            if (amounts.Count > 10)
                throw new ArgumentException($"spent has {amounts.Count} units; expected at most 10.");
            foreach (var (unit, amount) in amounts)
                NewJobCheck.ThrowIfBadCost("spent", unit, amount);
            return this with { Spent = amounts };
        }
        catch (ArgumentException wrong)
        {
            return Malformed(JobId, LeaseEpoch, wrong.Message.Replace(" (Parameter 'spent')", "", StringComparison.Ordinal));
        }
    }

    /// <summary>Given back, and no attempt used.</summary>
    public static PoolOutcome Returned(Guid jobId, long leaseEpoch) => new(jobId, leaseEpoch) { End = new JobOutcome.Returned() };

    /// <summary>The handler stopped because it was asked to.</summary>
    public static PoolOutcome Stopped(Guid jobId, long leaseEpoch) => new(jobId, leaseEpoch);

    /// <summary>What was sent cannot be stored: the job is tried again.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="leaseEpoch">As granted.</param>
    /// <param name="problem">For the worker's people, and kept in the job's errors.</param>
    public static PoolOutcome Malformed(Guid jobId, long leaseEpoch, string problem) => new(jobId, leaseEpoch) { End = JobOutcome.Retry(problem), Problem = problem };
}
