using Workforce.Core.Schemas;

namespace Workforce.Core.Proposals;

/// <summary>What became of a review.</summary>
public abstract record ReviewResult
{
    private ReviewResult()
    {
    }

    public sealed record Done(Proposal Proposal) : ReviewResult;

    public sealed record NotFound : ReviewResult;

    /// <summary>Somebody was faster, or it is in a state in which this cannot be done. Nothing was changed.</summary>
    public sealed record Conflict(Proposal Proposal, string Why) : ReviewResult;

    /// <summary>What it would change is not what the reviewer saw. Nothing was changed but what is shown.</summary>
    public sealed record Moved(Proposal Proposal) : ReviewResult;

    /// <summary>An admin has to decide.</summary>
    public sealed record Forbidden(ReviewRole Needed) : ReviewResult;

    /// <summary>As edited it cannot be applied. Nothing was changed.</summary>
    public sealed record Invalid(IReadOnlyList<SchemaProblem> Problems) : ReviewResult;

    /// <summary>Other things have come to rest on it. Nothing was changed.</summary>
    public sealed record Depended(Proposal Proposal, IReadOnlyList<string> Dependants) : ReviewResult;
}
