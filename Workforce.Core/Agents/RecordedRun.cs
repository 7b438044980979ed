namespace Workforce.Core.Agents;

/// <summary>One run of an agent. Its id is that of the engine's job, so that an attempt that follows a crash goes on with the same run.</summary>
public sealed class RecordedRun
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required string AgentId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    public RunStatus Status { get; set; } = RunStatus.Running;

    public required RunTrigger TriggerType { get; init; }

    /// <summary>Name of the schedule or the event, the agent before it, or the person who asked.</summary>
    public string? TriggerSource { get; init; }

    public short Attempt { get; set; } = 1;

    public int ProposalsCreated { get; set; }

    public int ProposalsAutoApproved { get; set; }

    public long TokensUsed { get; set; }

    public decimal CostUsd { get; set; }

    public string? Summary { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>JSON object: what the agent counted.</summary>
    public string Metadata { get; set; } = "{}";
}

public enum RunStatus { Running, Success, Partial, Error, Cancelled }

public enum RunTrigger { Cron, Event, Manual, Agent }
