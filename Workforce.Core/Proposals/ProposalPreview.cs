using Workforce.Core.Schemas;

namespace Workforce.Core.Proposals;

/// <summary>What a detail would come to if it were applied now.</summary>
/// <param name="Changes">None: everything is so already.</param>
/// <param name="Problems">Why it cannot be applied; none: it can.</param>
public sealed record ProposalPreview(RiskLevel Risk, IReadOnlyList<ProposedChange> Changes, IReadOnlyList<SchemaProblem> Problems)
{
    public decimal? AmountUsd { get; init; }

    public Guid? TargetEmployeeId { get; init; }

    /// <summary>Schema and table of what it is about, e.g. <c>people.skill</c>.</summary>
    public string? TargetEntityType { get; init; }

    public Guid? TargetEntityId { get; init; }

    public static ProposalPreview Refused(IReadOnlyList<SchemaProblem> problems) => new(RiskLevel.High, [], problems);

    public static ProposalPreview Refused(string field, string problem) => Refused([new(field, problem)]);
}

/// <summary>It cannot be applied or undone, and trying again will not help. The message is for people.</summary>
public sealed class ProposalRefusedException(string message) : Exception(message);
