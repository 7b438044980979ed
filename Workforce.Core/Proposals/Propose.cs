using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Proposals;

/// <summary>Writes a proposal of an agent. A run that is repeated after a crash writes none twice.</summary>
public sealed class Propose(WorkforceDbContext db, Announcer announcer, TimeProvider time)
{
    /// <summary>What was rejected is not proposed again in the same words for so long.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    public async Task<Proposed> RunAsync(string agentId, Guid? runId, ProposalType type, object detail, ProposalDraft draft, CancellationToken ct)
    {
        var json = ProposalJson.Write(detail);
        using var document = JsonDocument.Parse(json);
        var preview = await type.PreviewAsync(db, document.RootElement, ct);
        if (preview.Problems.Count > 0)
        {
            return new Proposed.Refused(preview.Problems);
        }

        if (preview.Changes.Count == 0)
        {
            return new Proposed.Unchanged();
        }

        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await EarlierAsync(agentId, type, draft.SubjectKey, json, now, ct) is { } earlier)
        {
            return earlier;
        }

        var proposal = Make(agentId, runId, type, json, draft, preview, now);
        var managers = proposal.ReviewRole == ReviewRole.Manager;
        if (!await db.People.AnyAsync(person => person.Role == Role.Admin || (managers && person.Role == Role.Manager), ct))
        {
            throw new ProposalRefusedException(managers
                ? "Nobody may decide on proposals: the company has no manager and no admin."
                : $"Nobody may decide on what is of high risk ({proposal.Title}): the company has no admin.");
        }

        db.Add(proposal);
        db.Add(History.Of(proposal, ProposalAction.Proposed, agentId, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        announcer.Announce(proposal.TenantId, Proposal.Subject);
        return new Proposed.Created(proposal.Id, proposal.RiskLevel);
    }

    private async Task<Proposed?> EarlierAsync(string agentId, ProposalType type, string subject, string detail, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Remembered;
        var earlier = await db.Proposals.AsNoTracking()
            .Where(p => p.AgentId == agentId && p.ProposalType == type.Name && p.SubjectKey == subject)
            .Where(p => p.Status == ProposalStatus.Pending || (p.Status == ProposalStatus.Rejected && p.ReviewedAt > since))
            .Select(p => new { p.Id, p.Status, p.Detail })
            .ToListAsync(ct);
        return earlier.FirstOrDefault(p => p.Status == ProposalStatus.Pending) is { } open ? new Proposed.Open(open.Id)
            : earlier.FirstOrDefault(p => ProposalJson.Same(p.Detail, detail)) is { } declined ? new Proposed.Declined(declined.Id)
            : null;
    }

    private Proposal Make(string agentId, Guid? runId, ProposalType type, string detail, ProposalDraft draft, ProposalPreview preview, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        TenantId = db.Tenant.Required,
        AgentId = agentId,
        RunId = runId,
        SubjectKey = draft.SubjectKey,
        ProposalType = type.Name,
        Title = draft.Title,
        Summary = draft.Summary,
        Detail = detail,
        Changes = preview.Changes,
        Evidence = draft.Evidence,
        TargetEmployeeId = preview.TargetEmployeeId,
        TargetEntityType = preview.TargetEntityType,
        TargetEntityId = preview.TargetEntityId,
        RiskLevel = preview.Risk > draft.AtLeast ? preview.Risk : draft.AtLeast,
        Confidence = draft.Confidence,
        AmountUsd = preview.AmountUsd,
        Model = draft.Model,
        Repaired = draft.Repaired,
        // Until the supervisor has looked: what could do harm is for an admin.
        ReviewRole = preview.Risk == RiskLevel.High || draft.AtLeast == RiskLevel.High ? ReviewRole.Admin : ReviewRole.Manager,
        ExpiresAt = now + type.Lifetime,
        CreatedAt = now,
    };
}
