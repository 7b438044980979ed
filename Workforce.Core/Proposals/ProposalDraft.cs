using Workforce.Core.Schemas;

namespace Workforce.Core.Proposals;

/// <summary>What an agent says about a proposal besides its detail.</summary>
/// <param name="SubjectKey">What it is about, 1 to 400 characters: while one is open, no other of the type about the same is added.</param>
/// <param name="Title">One line, 1 to 300 characters.</param>
/// <param name="Summary">Why, in a few sentences.</param>
public sealed record ProposalDraft(string SubjectKey, string Title, string? Summary)
{
    /// <summary>0 to 1; null: not stated.</summary>
    public decimal? Confidence { get; init; }

    /// <summary>At least this risk, whatever the type says of the detail.</summary>
    public RiskLevel AtLeast { get; init; }

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>As in <see cref="Proposal.Model"/>.</summary>
    public string? Model { get; init; }

    public bool Repaired { get; init; }
}

/// <summary>What became of a proposal that an agent made.</summary>
public abstract record Proposed
{
    private Proposed()
    {
    }

    /// <summary>It is there, for somebody to decide.</summary>
    public sealed record Created(Guid Id, RiskLevel Risk) : Proposed;

    /// <summary>One about the same waits already.</summary>
    public sealed record Open(Guid Id) : Proposed;

    /// <summary>Everything is as it would make it.</summary>
    public sealed record Unchanged : Proposed;

    /// <summary>The very same was rejected before.</summary>
    public sealed record Declined(Guid Id) : Proposed;

    /// <summary>It could never be applied.</summary>
    public sealed record Refused(IReadOnlyList<SchemaProblem> Problems) : Proposed;
}
