namespace Workforce.Core.Proposals;

/// <summary>Something that happened to a proposal. Never changed.</summary>
public sealed class ProposalHistory
{
    public long Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid ProposalId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ProposalAction Action { get; init; }

    /// <summary>Null: no person did it.</summary>
    public Guid? UserId { get; init; }

    /// <summary>An agent's id, a person's name or <c>system</c>.</summary>
    public required string Actor { get; init; }

    public string? Notes { get; init; }

    /// <summary>JSON; null: nothing more to say.</summary>
    public string? Detail { get; init; }
}

public enum ProposalAction { Proposed, Routed, AutoApproved, Approved, Edited, Rejected, Expired, Applied, Failed, Retried, UndoAsked, Undone, UndoFailed, Confirmed, Faulted }
