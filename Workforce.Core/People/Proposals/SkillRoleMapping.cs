using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.People.Skills;
using Workforce.Core.Proposals;

namespace Workforce.Core.People.Proposals;

/// <summary>A position is to expect a skill at a level.</summary>
public sealed class SkillRoleMapping() : ProposalType<SkillRoleMappingDetail, SkillRoleMappingReceipt>("skill_role_mapping", "Expected skill")
{
    public override string? Subject => PeopleSubject.Name;

    protected override async Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, SkillRoleMappingDetail detail, CancellationToken ct)
    {
        if (await db.JobPositions.Where(row => row.Id == detail.PositionId).Select(row => row.Name).SingleOrDefaultAsync(ct) is not { } position) return ProposalPreview.Refused("position_id", "there is no such position");
        if (await db.Skills.Where(row => row.Id == detail.SkillId).Select(row => row.Name).SingleOrDefaultAsync(ct) is not { } skill) return ProposalPreview.Refused("skill_id", "there is no such skill");

        var before = await Find(db, detail).Select(row => (short?)row.Level).SingleOrDefaultAsync(ct);
        // What people set by hand is theirs: another level is more than a filling of gaps.
        return new(before is null ? RiskLevel.Low : RiskLevel.Medium, before == detail.Level ? [] : [new($"{position}: {skill}", "expected level", before?.ToString(), detail.Level.ToString())], [])
        {
            TargetEntityType = "people.role_skill_expectation", TargetEntityId = detail.PositionId,
        };
    }

    protected override async Task<SkillRoleMappingReceipt> ApplyAsync(WorkforceDbContext db, Proposal proposal, SkillRoleMappingDetail detail, DateTimeOffset now, CancellationToken ct)
    {
        var row = await Find(db, detail).AsTracking().SingleOrDefaultAsync(ct);
        var receipt = new SkillRoleMappingReceipt(row?.Level, row?.Source, row?.ProposalId);
        if (row is null)
        {
            row = new SkillExpectation { TenantId = proposal.TenantId, PositionId = detail.PositionId, SkillId = detail.SkillId, Level = (short)detail.Level };
            db.Add(row);
        }

        (row.Level, row.Source, row.ProposalId, row.UpdatedAt) = ((short)detail.Level, ExpectationSource.AgentMapper, proposal.Id, now);
        return receipt;
    }

    protected override async Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Proposal proposal, SkillRoleMappingDetail detail, SkillRoleMappingReceipt receipt, CancellationToken ct) =>
        await Find(db, detail).AsNoTracking().SingleOrDefaultAsync(ct) is { } row && row.ProposalId != proposal.Id
            ? [$"somebody has set the expected level to {row.Level} since"]
            : [];

    protected override async Task UndoAsync(WorkforceDbContext db, Proposal proposal, SkillRoleMappingDetail detail, SkillRoleMappingReceipt receipt, DateTimeOffset now, CancellationToken ct)
    {
        if (await Find(db, detail).AsTracking().SingleOrDefaultAsync(ct) is not { } row) return;

        if (receipt.Level is { } level) (row.Level, row.Source, row.ProposalId, row.UpdatedAt) = (level, receipt.Source!.Value, receipt.ProposalId, now);
        else db.Remove(row);
    }

    private static IQueryable<SkillExpectation> Find(WorkforceDbContext db, SkillRoleMappingDetail detail) =>
        db.SkillExpectations.Where(row => row.PositionId == detail.PositionId && row.SkillId == detail.SkillId);
}

/// <param name="Level">1 aware, 2 with help, 3 alone, 4 fluent, 5 teaches it.</param>
public sealed record SkillRoleMappingDetail(Guid PositionId, Guid SkillId, [property: Range(1, 5)] int Level);

/// <summary>What was there before; nulls: nothing.</summary>
public sealed record SkillRoleMappingReceipt(short? Level, ExpectationSource? Source, Guid? ProposalId);
