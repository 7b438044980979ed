namespace Workforce.Jobs.Storage;

/// <summary>A job as handed to a worker with its lease.</summary>
internal sealed record ClaimedJob(
    Guid TenantId, Guid Id, long Epoch, Guid? UserId, Guid CorrelationId, Guid? ParentId, string Kind, string Queue, string? Source,
    int Attempt, int MaxAttempts, DateTime RankAt, DateTime DueAt, DateTime ClaimedAt, TimeSpan Timeout, DateTimeOffset? Deadline,
    string? TraceParent, string PayloadJson)
{
    public string[] Keys { get; init; } = [];

    /// <summary>What it was expected to cost, by unit.</summary>
    public string? CostsJson { get; init; }

    /// <summary>It was started under limits.</summary>
    public bool Limited { get; init; }

    /// <summary>So many of its tenant's jobs go in one turn.</summary>
    public int Weight { get; init; } = 1;

    public LeaseKey Lease => new(TenantId, Id, Epoch);
}

/// <summary>What every write of an attempt carries: stale when the job has moved on.</summary>
internal readonly record struct LeaseKey(Guid TenantId, Guid JobId, long Epoch);
