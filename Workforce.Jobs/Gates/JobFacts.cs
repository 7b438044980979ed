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
