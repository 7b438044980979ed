namespace Workforce.Jobs.History.Recording;

/// <summary>A job from one state to the next, in one transaction.</summary>
/// <param name="Xid">Transaction.</param>
/// <param name="Began">Its now().</param>
/// <param name="Committed">Its commit.</param>
/// <param name="Actor">The process that did it.</param>
/// <param name="From">Null: it was enqueued.</param>
/// <param name="To">Null: it is gone.</param>
internal sealed record Move(long Xid, long Began, long Committed, string Actor, Guid JobId, Version? From, Version? To)
{
    public bool Claims => To is { Held: true } && (From is not { Held: true } || From.Epoch != To.Epoch);

    public bool EndsLease => From is { Held: true } && (To is not { Held: true } || From.Epoch != To.Epoch);

    public bool Redrives => From is { Finished: true } && To is { Finished: false };

    public bool Enqueues => From is null;
}

/// <summary>A job's row, in the table of unfinished jobs or in that of finished ones.</summary>
internal sealed record Version
{
    public required Guid JobId { get; init; }

    public required Guid TenantId { get; init; }

    public required string State { get; init; }

    public required string Kind { get; init; }

    public int Number { get; init; }

    public long Epoch { get; init; }

    public int Attempt { get; init; }

    public int MaxAttempts { get; init; } = 100;

    public int Priority { get; init; } = 5;

    public Guid? WorkerId { get; init; }

    public Guid? ParentId { get; init; }

    public long DueAt { get; init; }

    public long? RankAt { get; init; }

    public long? Deadline { get; init; }

    public string? IdempotencyKey { get; init; }

    public IReadOnlyList<string> Keys { get; init; } = [];

    public string? Reason { get; init; }

    /// <summary>How many errors it has had.</summary>
    public int Errors { get; init; }

    /// <summary>The last of them.</summary>
    public string? Error { get; init; }

    /// <summary>Of a result: the lease under which its handler ran, and where.</summary>
    public long? ResultEpoch { get; init; }

    public string? ResultProcess { get; init; }

    public bool Held => State == "processing";

    public bool Finished => State is "completed" or "failed" or "cancelled";

    public bool InLine => RankAt is not null;

    public string Queue => Kind[..Kind.IndexOf('.', StringComparison.Ordinal)];
}
