using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.People.Skills;
using Workforce.Core.Proposals;

namespace Workforce.Core.People.Proposals;

/// <summary>A skill is added to the library.</summary>
public sealed class NewSkill() : ProposalType<NewSkillDetail, NewSkillReceipt>("new_skill", "New skill")
{
    public override string? Subject => PeopleSubject.Name;

    protected override async Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, NewSkillDetail detail, CancellationToken ct)
    {
        var key = NameKey.Of(detail.Name);
        if (key.Length == 0)
        {
            return ProposalPreview.Refused("name", "has no letter and no digit");
        }

        var there = await db.Skills.AnyAsync(skill => skill.Key == key, ct);
        return new(RiskLevel.Low, there ? [] : [.. Changes(detail)], []) { TargetEntityType = "people.skill" };
    }

    protected override async Task<NewSkillReceipt> ApplyAsync(WorkforceDbContext db, Proposal proposal, NewSkillDetail detail, DateTimeOffset now, CancellationToken ct)
    {
        var key = NameKey.Of(detail.Name);
        if (await db.Skills.AnyAsync(skill => skill.Key == key, ct))
        {
            throw new ProposalRefusedException($"The library has {detail.Name} already.");
        }

        var skill = new Skill
        {
            Id = Guid.CreateVersion7(now),
            TenantId = proposal.TenantId,
            Key = key,
            Name = detail.Name.Trim(),
            Category = detail.Category,
            Description = detail.Description,
            TypicalRoles = [.. detail.TypicalRoles],
            Source = SkillSource.AgentScout,
            ProposalId = proposal.Id,
            CreatedAt = now,
        };
        db.Add(skill);
        proposal.TargetEntityId = skill.Id;
        return new(skill.Id);
    }

    protected override async Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Proposal proposal, NewSkillDetail detail, NewSkillReceipt receipt, CancellationToken ct)
    {
        var employees = await db.EmployeeSkills.CountAsync(skill => skill.SkillId == receipt.SkillId, ct);
        var positions = await (from expectation in db.SkillExpectations where expectation.SkillId == receipt.SkillId
                               join position in db.JobPositions on expectation.PositionId equals position.Id orderby position.Name select position.Name).ToListAsync(ct);
        return
        [
            .. employees == 0 ? Array.Empty<string>() : [employees == 1 ? "1 employee has a level in it" : $"{employees} employees have a level in it"],
            .. positions.Select(position => $"{position} is expected to have it"),
        ];
    }

    protected override async Task UndoAsync(WorkforceDbContext db, Proposal proposal, NewSkillDetail detail, NewSkillReceipt receipt, DateTimeOffset now, CancellationToken ct)
    {
        await db.Skills.Where(skill => skill.Id == receipt.SkillId).ExecuteDeleteAsync(ct);
        proposal.TargetEntityId = null;
    }

    private static IEnumerable<ProposedChange> Changes(NewSkillDetail detail)
    {
        var subject = $"Skill \"{detail.Name.Trim()}\"";
        yield return new(subject, "category", null, WireNames.Of(detail.Category.ToString()).Replace('_', ' '));
        yield return new(subject, "description", null, detail.Description);
        if (detail.TypicalRoles.Count > 0)
        {
            yield return new(subject, "typical roles", null, string.Join(", ", detail.TypicalRoles));
        }
    }
}

/// <param name="TypicalRoles">Names of positions that usually need it.</param>
public sealed record NewSkillDetail(
    [property: StringLength(120, MinimumLength = 1)] string Name,
    SkillCategory Category,
    [property: StringLength(2000)] string Description,
    [property: MaxLength(20)] IReadOnlyList<string> TypicalRoles);

public sealed record NewSkillReceipt(Guid SkillId);
