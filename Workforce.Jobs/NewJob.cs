using System.Text.Json;

namespace Workforce.Jobs;

/// <summary>A job to be enqueued.</summary>
public sealed record NewJob
{
    /// <summary>The largest payload in bytes of UTF-8: 1 MiB. Larger things belong in storage, with their address in the payload.</summary>
    public const int MaxPayloadBytes = 1024 * 1024;

    /// <summary>Wire name of the kind, <c>queue.intent</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON text, at most <see cref="MaxPayloadBytes"/>.</summary>
    public required string PayloadJson { get; init; }

    /// <summary>Whose job it is.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The person it is done for, if any.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The queue (employee) that handed it on, if any.</summary>
    public string? Source { get; init; }

    /// <summary>Ties all jobs of one undertaking together; null: the job's own id, which its followers then carry.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>The job that enqueued this one: one of the same tenant, finished or not.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Of a job without a parent: how far those below it may spread; null: as far as they like.</summary>
    public SpawnLimits? SpawnLimits { get; init; }

    /// <summary>At most 400 characters. A second job with the same key in the same tenant is not stored; the first is the answer.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Instead of a key: another of this kind with the same arguments is not stored for a time; the first is the answer. Null: as many as are enqueued.</summary>
    public UniqueBy? Unique { get; init; }

    /// <summary>Not before; null: now.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>1 (first) to 10 (last).</summary>
    public byte Priority { get; init; } = 5;

    /// <summary>Tries before it is failed, 1 to 1000.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>When this instant has passed the job is failed instead of started or retried.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Free labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// What it shares with other jobs, whatever their kind: <c>model:large</c>, <c>customer:42</c>. Limits and pauses can be set
    /// on a key. At most 10, of at most 200 characters.
    /// </summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>What a worker must offer (<see cref="JobsOptions.Offers"/>) to be given it: <c>gpu</c>, <c>region:eu</c>. At most 10, of at most 200 characters.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>
    /// What a run is expected to cost, by unit: <c>tokens</c>, <c>usd</c>. Limits on a unit reserve it when the job starts and
    /// settle it with what <see cref="JobContext.Spend"/> said when it ends. At most 10 units, 0 to 10^15 each.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> Costs { get; init; } = NoCosts;

    private static readonly IReadOnlyDictionary<string, decimal> NoCosts = new Dictionary<string, decimal>();

    /// <summary>A job of a kind with its payload and the kind's defaults; the rest with <c>with { … }</c>.</summary>
    public static NewJob Of<TPayload>(JobKind<TPayload> kind, TPayload payload, Guid tenantId) => new()
    {
        Kind = kind.Name,
        PayloadJson = kind.TypeInfo is { } info ? JsonSerializer.Serialize(payload, info) : JsonSerializer.Serialize(payload, JobJson.Options),
        TenantId = tenantId,
        Priority = kind.Priority,
        MaxAttempts = kind.MaxAttempts,
        Timeout = kind.Timeout,
        Needs = kind.Needs,
    };
}
