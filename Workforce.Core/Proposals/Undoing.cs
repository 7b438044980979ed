using Workforce.Core.Data;

namespace Workforce.Core.Proposals;

/// <summary>Whether what was applied can still be taken back.</summary>
public static class Undoing
{
    /// <summary>What has come to rest on it, each a line for people; none where it is not applied or nothing does.</summary>
    public static async Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Proposal proposal, CancellationToken ct) =>
        proposal.ApplyStatus == ApplyStatus.Applied && ProposalTypes.Find(proposal.ProposalType) is { CanUndo: true } type ? await type.DependantsAsync(db, proposal, ct) : [];
}
