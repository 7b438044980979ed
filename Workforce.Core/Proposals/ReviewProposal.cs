using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Proposals;

/// <summary>A person decides on a proposal. The decision, its history and the job that carries it out are one transaction.</summary>
public sealed class ReviewProposal(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    /// <param name="version">The version that the reviewer saw; null: whichever there is.</param>
    /// <param name="edited">A detail to approve instead; null: as proposed.</param>
    public Task<ReviewResult> ApproveAsync(Guid id, int? version, JsonElement? edited, string? notes, Role role, CancellationToken ct) =>
        OnPendingAsync(id, version, role, async (proposal, by, now) =>
        {
            var type = ProposalTypes.Of(proposal.ProposalType);
            using var asProposed = JsonDocument.Parse(proposal.Detail);
            var preview = await type.PreviewAsync(db, edited ?? asProposed.RootElement, ct);
            if (preview.Problems.Count > 0)
            {
                return new ReviewResult.Invalid(preview.Problems);
            }

            // An edit may make it riskier than what this person may decide on.
            if (preview.Risk == RiskLevel.High && role < Role.Admin)
            {
                return new ReviewResult.Forbidden(ReviewRole.Admin);
            }

            if (edited is { } detail && !ProposalJson.Same(proposal.Detail, detail.GetRawText()))
            {
                db.Add(History.Of(proposal, ProposalAction.Edited, by, now, db.Tenant.UserId, detail: new { before = asProposed.RootElement, after = detail }));
                (proposal.ProposedDetail, proposal.Detail) = (proposal.ProposedDetail ?? proposal.Detail, detail.GetRawText());
                (proposal.RiskLevel, proposal.AmountUsd) = (preview.Risk > proposal.RiskLevel ? preview.Risk : proposal.RiskLevel, preview.AmountUsd);
            }
            else if (!preview.Changes.SequenceEqual(proposal.Changes))
            {
                (proposal.Changes, proposal.Version) = (preview.Changes, proposal.Version + 1);
                await db.SaveChangesAsync(ct);
                return new ReviewResult.Moved(proposal);
            }

            proposal.Changes = preview.Changes;
            Decide(proposal, ProposalStatus.Approved, ProposalAction.Approved, by, notes, now);
            await EnqueueAsync(AgentJobs.Apply, proposal, ct);
            return new ReviewResult.Done(proposal);
        }, ct);

    public Task<ReviewResult> RejectAsync(Guid id, int? version, string reason, Role role, CancellationToken ct) =>
        OnPendingAsync(id, version, role, (proposal, by, now) =>
        {
            Decide(proposal, ProposalStatus.Rejected, ProposalAction.Rejected, by, reason, now);
            return Task.FromResult<ReviewResult>(new ReviewResult.Done(proposal));
        }, ct);

    /// <summary>Asks for what was applied to be taken back.</summary>
    public Task<ReviewResult> UndoAsync(Guid id, int? version, string reason, Role role, CancellationToken ct) =>
        OnAsync(id, version, role, proposal => proposal.ApplyStatus == ApplyStatus.Applied ? null : $"Only what is applied can be undone; it is {WireNames.Of(proposal.ApplyStatus.ToString())}.", async (proposal, by, now) =>
        {
            var type = ProposalTypes.Of(proposal.ProposalType);
            if (!type.CanUndo)
            {
                return new ReviewResult.Conflict(proposal, $"{type.Title} cannot be undone.");
            }

            if (await type.DependantsAsync(db, proposal, ct) is { Count: > 0 } dependants)
            {
                return new ReviewResult.Depended(proposal, dependants);
            }

            (proposal.ApplyStatus, proposal.ApplyError, proposal.UndoneBy, proposal.Version) = (ApplyStatus.UndoQueued, null, db.Tenant.UserId, proposal.Version + 1);
            Note(proposal, ProposalAction.UndoAsked, by, reason, now);
            await EnqueueAsync(AgentJobs.Undo, proposal, ct);
            return new ReviewResult.Done(proposal);
        }, ct);

    /// <summary>Applies once more what failed, to things as they are now.</summary>
    public Task<ReviewResult> RetryAsync(Guid id, int? version, Role role, CancellationToken ct) =>
        OnAsync(id, version, role, proposal => proposal.ApplyStatus == ApplyStatus.Failed ? null : $"Only what failed can be tried again; it is {WireNames.Of(proposal.ApplyStatus.ToString())}.", async (proposal, by, now) =>
        {
            using var detail = JsonDocument.Parse(proposal.Detail);
            var preview = await ProposalTypes.Of(proposal.ProposalType).PreviewAsync(db, detail.RootElement, ct);
            if (preview.Problems.Count > 0)
            {
                return new ReviewResult.Invalid(preview.Problems);
            }

            (proposal.Changes, proposal.ApplyStatus, proposal.ApplyError, proposal.Version) = (preview.Changes, ApplyStatus.Queued, null, proposal.Version + 1);
            Note(proposal, ProposalAction.Retried, by, null, now);
            await EnqueueAsync(AgentJobs.Apply, proposal, ct);
            return new ReviewResult.Done(proposal);
        }, ct);

    /// <summary>A person looked again at what was approved automatically. What was wrong is undone by <see cref="UndoAsync"/>; this keeps the verdict.</summary>
    public Task<ReviewResult> RecheckAsync(Guid id, bool right, string? notes, Role role, CancellationToken ct) =>
        OnAsync(id, null, role, proposal => proposal switch
        {
            { Recheck: not Recheck.Open } => "Nobody is asked to look at it again.",
            { ApplyStatus: ApplyStatus.Queued or ApplyStatus.UndoQueued } => "It is just being carried out.",
            _ => null,
        }, (proposal, by, now) =>
        {
            (proposal.Recheck, proposal.RecheckedBy, proposal.Version) = (right ? Recheck.Confirmed : Recheck.Faulted, db.Tenant.UserId, proposal.Version + 1);
            Note(proposal, right ? ProposalAction.Confirmed : ProposalAction.Faulted, by, notes, now);
            return Task.FromResult<ReviewResult>(new ReviewResult.Done(proposal));
        }, ct);

    private Task<ReviewResult> OnPendingAsync(Guid id, int? version, Role role, Func<Proposal, string, DateTimeOffset, Task<ReviewResult>> decide, CancellationToken ct) =>
        OnAsync(id, version, role, proposal => proposal switch
        {
            { Status: not ProposalStatus.Pending } => $"It is {WireNames.Of(proposal.Status.ToString())} already.",
            _ when proposal.ExpiresAt <= time.GetUtcNow() => "It has expired.",
            _ => null,
        }, decide, ct);

    private async Task<ReviewResult> OnAsync(
        Guid id, int? version, Role role, Func<Proposal, string?> barred, Func<Proposal, string, DateTimeOffset, Task<ReviewResult>> decide, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two who review at once wait here for each other; the second finds what the first decided.
        if (await ProposalRows.LockAsync(db, id, ct) is not { } proposal)
        {
            return new ReviewResult.NotFound();
        }

        if (barred(proposal) is { } why)
        {
            return new ReviewResult.Conflict(proposal, why);
        }

        if (version is { } seen && seen != proposal.Version)
        {
            return new ReviewResult.Conflict(proposal, "It has changed since you looked at it.");
        }

        if (proposal.ReviewRole == ReviewRole.Admin && role < Role.Admin)
        {
            return new ReviewResult.Forbidden(ReviewRole.Admin);
        }

        var wasPending = proposal.Status == ProposalStatus.Pending;
        var by = await db.People.Where(person => person.Id == db.Tenant.UserId).Select(person => person.DisplayName).SingleAsync(ct);
        var result = await decide(proposal, by, time.GetUtcNow());
        if (result is ReviewResult.Done or ReviewResult.Moved)
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        if (result is ReviewResult.Done)
        {
            if (wasPending)
            {
                ApprovalTelemetry.Decided(proposal);
            }

            jobs.Ring(AgentJobs.Apply.Queue);
        }

        return result;
    }

    private void Decide(Proposal proposal, ProposalStatus status, ProposalAction action, string by, string? notes, DateTimeOffset now)
    {
        (proposal.Status, proposal.ReviewedBy, proposal.ReviewedAt, proposal.ReviewNotes) = (status, db.Tenant.UserId, now, notes);
        (proposal.ApplyStatus, proposal.Version) = (status == ProposalStatus.Approved ? ApplyStatus.Queued : ApplyStatus.None, proposal.Version + 1);
        Note(proposal, action, by, notes, now);
    }

    private void Note(Proposal proposal, ProposalAction action, string by, string? notes, DateTimeOffset now)
    {
        db.Add(History.Of(proposal, action, by, now, db.Tenant.UserId, notes));
        audit.Record($"proposal.{WireNames.Of(action.ToString())}", "proposal", proposal.Id, new { proposal.ProposalType, proposal.AgentId });
    }

    private Task<EnqueueResult> EnqueueAsync(JobKind<ProposalTask> kind, Proposal proposal, CancellationToken ct) =>
        ProposalRows.EnqueueAsync(jobs, kind, proposal, (NpgsqlConnection)db.Database.GetDbConnection(), db.Tenant.UserId, ct);
}
