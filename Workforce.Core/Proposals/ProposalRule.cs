namespace Workforce.Core.Proposals;

/// <summary>A rule of the supervisor. The first in order that fits a proposal decides what becomes of it.</summary>
public sealed class ProposalRule
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required int Position { get; set; }

    public required string Name { get; set; }

    /// <summary>Null: any agent's.</summary>
    public string? AgentId { get; set; }

    /// <summary>Null: any type.</summary>
    public string? ProposalType { get; set; }

    /// <summary>Null: any risk.</summary>
    public RiskLevel? MaxRisk { get; set; }

    /// <summary>Null: any amount; else a proposal with more at stake does not fit.</summary>
    public decimal? MaxAmountUsd { get; set; }

    /// <summary>Null: any; else a proposal whose agent states less, or nothing, does not fit.</summary>
    public decimal? MinConfidence { get; set; }

    public required RuleAction Action { get; set; }

    /// <summary>Whoever is to decide is told at once, by Slack where it is set up.</summary>
    public bool Alert { get; set; }

    /// <summary>Null: it stays. A rule that a proposal brought ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The proposal that brought it; null: a person wrote it.</summary>
    public Guid? ProposalId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Approve it, or who is to decide.</summary>
public enum RuleAction { AutoApprove, Manager, Admin }
