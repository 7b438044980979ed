using System.Text.Json;
using Workforce.Core.Data;
using Workforce.Core.Notifications;

namespace Workforce.Core.Proposals;

/// <summary>Carries out what was decided, in the transaction of the job that does it: it is done once, or not at all.</summary>
public static class CarryOut
{
    /// <summary>What <see cref="UndoAsync"/> says where something was taken back.</summary>
    public const string Undone = "undone";

    /// <summary>Applies a proposal in the transaction the context is in; the caller saves and commits.</summary>
    /// <returns>What happened, for the job's result; null: there is nothing to apply.</returns>
    /// <exception cref="ProposalRefusedException">It cannot be: roll back, and call <see cref="RefuseAsync"/>.</exception>
    public static async Task<string?> ApplyAsync(WorkforceDbContext db, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        if (await ProposalRows.LockAsync(db, id, ct) is not { ApplyStatus: ApplyStatus.Queued } proposal)
        {
            return null;
        }

        var type = ProposalTypes.Of(proposal.ProposalType);
        using var detail = JsonDocument.Parse(proposal.Detail);
        var preview = await type.PreviewAsync(db, detail.RootElement, ct);
        if (preview.Problems is [var problem, ..])
        {
            throw new ProposalRefusedException(problem.ToString());
        }

        if (!preview.Changes.SequenceEqual(proposal.Changes))
        {
            throw new ProposalRefusedException("What it would change has changed since it was approved. Look at it again and retry, or leave it.");
        }

        var receipt = await type.ApplyAsync(db, proposal, now, ct);
        proposal.Receipt = receipt is null ? "null" : ProposalJson.Write(receipt);
        (proposal.ApplyStatus, proposal.AppliedAt, proposal.ApplyError, proposal.Version) = (ApplyStatus.Applied, now, null, proposal.Version + 1);
        db.Add(History.Of(proposal, ProposalAction.Applied, History.System, now));
        return "applied";
    }

    /// <summary>What is to be told of a proposal that was just applied, in the same transaction; null: nothing.</summary>
    public static async Task<Notice?> NoticeAsync(WorkforceDbContext db, Guid id, CancellationToken ct) =>
        await db.Proposals.FindAsync([id], ct) is { } proposal ? await ProposalTypes.Of(proposal.ProposalType).NoticeAsync(db, proposal, ct) : null;

    /// <summary>Takes back what was applied, in the transaction the context is in; the caller saves and commits.</summary>
    /// <inheritdoc cref="ApplyAsync" path="/returns"/>
    /// <inheritdoc cref="ApplyAsync" path="/exception"/>
    public static async Task<string?> UndoAsync(WorkforceDbContext db, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        if (await ProposalRows.LockAsync(db, id, ct) is not { ApplyStatus: ApplyStatus.UndoQueued } proposal)
        {
            return null;
        }

        var type = ProposalTypes.Of(proposal.ProposalType);
        if (await type.DependantsAsync(db, proposal, ct) is { Count: > 0 } dependants)
        {
            throw new ProposalRefusedException($"It can no longer be undone: {string.Join("; ", dependants)}.");
        }

        await type.UndoAsync(db, proposal, now, ct);
        (proposal.ApplyStatus, proposal.UndoneAt, proposal.Version) = (ApplyStatus.Undone, now, proposal.Version + 1);
        db.Add(History.Of(proposal, ProposalAction.Undone, History.System, now, proposal.UndoneBy));
        return Undone;
    }

    /// <summary>Records that it could not be carried out, and why. The caller saves and commits.</summary>
    public static async Task RefuseAsync(WorkforceDbContext db, Tell tell, Guid id, string why, DateTimeOffset now, CancellationToken ct)
    {
        if (await ProposalRows.LockAsync(db, id, ct) is not { ApplyStatus: ApplyStatus.Queued or ApplyStatus.UndoQueued } proposal)
        {
            return;
        }

        var undoing = proposal.ApplyStatus == ApplyStatus.UndoQueued;
        (proposal.ApplyStatus, proposal.ApplyError, proposal.Version) = (undoing ? ApplyStatus.Applied : ApplyStatus.Failed, why, proposal.Version + 1);
        proposal.UndoneBy = null;
        db.Add(History.Of(proposal, undoing ? ProposalAction.UndoFailed : ProposalAction.Failed, History.System, now, notes: why));
        await tell.Async(ProposalNews.Failed(proposal, why), ct);
    }
}
