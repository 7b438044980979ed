namespace Workforce.Core.Agents;

/// <summary>A digital employee of one company, as the registry has it.</summary>
public sealed class RegisteredAgent
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>Its name on the wire, e.g. <c>gap_analyzer</c>; also the queue of its jobs.</summary>
    public required string AgentId { get; init; }

    public required string DisplayName { get; set; }

    public required string Department { get; set; }

    public required string Cluster { get; set; }

    public required string Description { get; set; }

    public AgentStatus Status { get; set; } = AgentStatus.Paused;

    /// <summary>Why it is paused or disabled, for people.</summary>
    public string? StatusReason { get; set; }

    /// <summary>Five or six fields, or a macro: docs/schedules.md. Null: it does not wake by the clock.</summary>
    public string? ScheduleCron { get; set; }

    /// <summary>IANA id of the zone by whose clocks the cron is read.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>What wakes it besides: <c>people.punch</c>.</summary>
    public string[] EventTriggers { get; set; } = [];

    /// <summary>Agents after whose successful runs it runs.</summary>
    public string[] RunsAfter { get; set; } = [];

    public DateTimeOffset? LastRunAt { get; set; }

    public RunStatus? LastRunStatus { get; set; }

    public int? LastRunDurationMs { get; set; }

    /// <summary>Tokens from midnight UTC to midnight UTC; 0: none.</summary>
    public long DailyTokenBudget { get; set; }

    /// <summary>US dollars from midnight UTC to midnight UTC; 0: none.</summary>
    public decimal DailyCostBudgetUsd { get; set; }

    /// <summary>JSON object that its <see cref="ConfigSchema"/> allows.</summary>
    public string Config { get; set; } = "{}";

    /// <summary>JSON Schema of its settings, as its code has them.</summary>
    public string ConfigSchema { get; set; } = "{}";

    /// <summary>Counts changes made by people; the ETag of the agent.</summary>
    public int Version { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}

public enum AgentStatus { Active, Paused, Disabled }
