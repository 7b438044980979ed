namespace Workforce.Jobs.Gates;

/// <summary>What an explanation is made of.</summary>
internal sealed record JobFacts
{
    public required DateTimeOffset At { get; init; }

    public required JobState State { get; init; }

    public required string Kind { get; init; }

    public string? WaitsFor { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required IReadOnlyList<string> Needs { get; init; }

    public required IReadOnlyList<JobPause> Pauses { get; init; }

    /// <summary>Limits that leave it no room.</summary>
    public required IReadOnlyList<FullLimit> Limits { get; init; }

    /// <summary>Workers that are there and have a handler for the kind.</summary>
    public required long Workers { get; init; }

    /// <summary>Those of them that offer all it needs.</summary>
    public required long Offering { get; init; }

    /// <summary>Jobs of its tenant and kind before it.</summary>
    public required long Ahead { get; init; }

    /// <summary>Other tenants with jobs of its kind in line.</summary>
    public required long Tenants { get; init; }

    /// <summary>Jobs of its tenant and kind that started in the last minute.</summary>
    public required long StartedLately { get; init; }
}

/// <summary>A limit without room for a job.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Part">Which queue, kind or key, where it holds for each of them.</param>
/// <param name="Room">What is left of it.</param>
/// <param name="Opens">When the next of it comes free by time alone.</param>
/// <param name="Holders">Some of the tenant's jobs that hold it, the oldest first.</param>
internal sealed record FullLimit(JobLimit Limit, string? Part, decimal Room, DateTimeOffset? Opens, IReadOnlyList<Guid> Holders);
