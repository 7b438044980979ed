namespace Workforce.Core.Proposals;

/// <summary>What an agent would change, for somebody to decide on. Nothing of it is done before it is approved.</summary>
public sealed class Proposal
{
    /// <summary>What is announced when proposals have changed.</summary>
    public const string Subject = "proposals";

    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required string AgentId { get; init; }

    public Guid? RunId { get; init; }

    /// <summary>What it is about: while one is open, the agent adds no other of its type about the same.</summary>
    public required string SubjectKey { get; init; }

    public required string ProposalType { get; init; }

    public required string Title { get; init; }

    public string? Summary { get; init; }

    /// <summary>JSON as the type's schema says.</summary>
    public required string Detail { get; set; }

    /// <summary>The detail as the agent wrote it, where a person edited it.</summary>
    public string? ProposedDetail { get; set; }

    /// <summary>What would change, as it stood when it was proposed or approved.</summary>
    public IReadOnlyList<ProposedChange> Changes { get; set; } = [];

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public Guid? TargetEmployeeId { get; set; }

    public string? TargetEntityType { get; set; }

    public Guid? TargetEntityId { get; set; }

    public RiskLevel RiskLevel { get; set; }

    /// <summary>0 to 1, as the agent stated it; null: it did not.</summary>
    public decimal? Confidence { get; init; }

    /// <summary>Money at stake in US dollars; null: none.</summary>
    public decimal? AmountUsd { get; set; }

    /// <summary>The model that wrote it, <c>offline</c> for the offline answer; null: rules did.</summary>
    public string? Model { get; init; }

    /// <summary>The model's answer was accepted only after it had been asked again.</summary>
    public bool Repaired { get; init; }

    public ProposalStatus Status { get; set; }

    /// <summary>Who may decide: a person of this role or a higher one.</summary>
    public ReviewRole ReviewRole { get; set; }

    public Guid? RoutedByRule { get; set; }

    public DateTimeOffset? RoutedAt { get; set; }

    public Guid? ReviewedBy { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    public string? ReviewNotes { get; set; }

    /// <summary>Somebody is to look again at what was approved automatically; null: nobody.</summary>
    public Recheck? Recheck { get; set; }

    public Guid? RecheckedBy { get; set; }

    public ApplyStatus ApplyStatus { get; set; }

    public string? ApplyError { get; set; }

    public DateTimeOffset? AppliedAt { get; set; }

    /// <summary>What applying it left to undo it by. JSON.</summary>
    public string? Receipt { get; set; }

    public Guid? UndoneBy { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts changes: the ETag.</summary>
    public int Version { get; set; } = 1;
}

public enum ProposalStatus { Pending, AutoApproved, Approved, Rejected, Expired }

public enum ApplyStatus { None, Queued, Applied, Failed, UndoQueued, Undone }

public enum RiskLevel { Low, Medium, High }

public enum ReviewRole { Manager, Admin }

public enum Recheck { Open, Confirmed, Faulted }

/// <summary>One field of one thing, before and after.</summary>
/// <param name="Subject">Whose, for people: <c>Skill "Dental radiography"</c>.</param>
/// <param name="Field">Which, for people: <c>expected level</c>.</param>
/// <param name="Before">Null: there was nothing.</param>
/// <param name="After">Null: it goes.</param>
public sealed record ProposedChange(string Subject, string Field, string? Before, string? After);

/// <summary>What it rests on.</summary>
/// <param name="Link">A page of the web or an https address; null: none.</param>
public sealed record Evidence(string Text, string? Link = null);
