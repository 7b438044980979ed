using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.People;
using Workforce.Core.People.Proposals;
using Workforce.Core.People.Skills;
using Workforce.Core.Proposals;
using Workforce.Core.Schemas;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Agents.People;

/// <summary>Proposes which position should have which skill at which level, for skills that nobody has mapped to it.</summary>
internal sealed class RoleMapper(WorkforceDbContext db) : IAgent
{
    private static readonly SkillRoleMapping Type = (SkillRoleMapping)ProposalTypes.Of("skill_role_mapping");

    public static AgentCard Card { get; } = new(
        "role_mapper", "Role Mapper", "people", "skill_dev",
        "Proposes the skills that each position should have and at which level, after the Skill Scout has found new ones or positions have changed.")
    {
        Events = ["people.role", "people.skill"],
        RunsAfter = ["skill_scout"],
        Config = typeof(RoleMapperConfig),
    };

    public async Task<AgentSummary> RunAsync(AgentRun run, CancellationToken ct)
    {
        var config = run.Config<RoleMapperConfig>();
        var (positions, skills) = (await db.JobPositions.AsNoTracking().OrderBy(row => row.Key).ToListAsync(ct), await db.Skills.AsNoTracking().OrderBy(row => row.Key).ToListAsync(ct));
        var there = (await db.SkillExpectations.AsNoTracking().Select(row => new { row.PositionId, row.SkillId }).ToListAsync(ct)).Select(row => (row.PositionId, row.SkillId)).ToHashSet();
        // What waits for a decision, or was turned down lately, is not asked for again.
        var since = run.Now - Propose.Remembered;
        var proposed = (await db.Proposals.AsNoTracking()
            .Where(row => row.ProposalType == Type.Name && (row.Status == ProposalStatus.Pending || (row.Status == ProposalStatus.Rejected && row.ReviewedAt > since)))
            .Select(row => row.SubjectKey).ToListAsync(ct)).ToHashSet();
        bool IsOpen(JobPosition position, Skill skill) => !there.Contains((position.Id, skill.Id)) && !proposed.Contains(SubjectOf(position, skill));
        // The offline rule maps a skill to the roles it names; a model is asked about all that nobody has mapped anywhere.
        var open = skills.Where(skill => positions.Any(position => IsOpen(position, skill) && IsTypical(skill, position))).Take(config.SkillsPerRun).ToList();
        if (open.Count == 0)
        {
            return new("Every skill is mapped to the positions it is typical of, or waits for a decision on that.");
        }

        ModelReply<RoleMappings> reply;
        try
        {
            reply = await run.Models.AskAsync(Question(positions, open), ct);
        }
        catch (BudgetRefusedException refused)
        {
            return new($"{open.Count} skills wait to be mapped: {refused.Message}") { IsPartial = true };
        }

        var made = 0;
        foreach (var mapping in reply.Value.Mappings.DistinctBy(mapping => (NameKey.Of(mapping.Position), NameKey.Of(mapping.Skill))).Take(config.ProposalsPerRun))
        {
            var (position, skill) = (positions.First(row => row.Key == NameKey.Of(mapping.Position)), open.First(row => row.Key == NameKey.Of(mapping.Skill)));
            if (!IsOpen(position, skill)) continue;

            var answer = await run.ProposeAsync(
                Type, new SkillRoleMappingDetail(position.Id, skill.Id, mapping.Level),
                new(SubjectOf(position, skill), $"{position.Name} should have {skill.Name} at level {mapping.Level}", mapping.Reason) { Model = reply.Model, Repaired = reply.Repaired }, ct);
            made += answer is Proposed.Created ? 1 : 0;
        }

        return new($"{made} expectations proposed for {open.Count} skills.", new { Skills = open.Count, Proposed = made, reply.Model });
    }

    private static string SubjectOf(JobPosition position, Skill skill) => $"{position.Id}:{skill.Id}";

    private static ModelQuestion<RoleMappings> Question(IReadOnlyList<JobPosition> positions, IReadOnlyList<Skill> skills) => new()
    {
        Name = "role_mapper.levels",
        Profile = ModelProfile.JsonFast,
        Instructions =
            "You know how veterinary practices work. For each of the skills, say which of the positions should have it and at which level: 1 aware, 2 with help, 3 alone, 4 fluent, 5 teaches it. "
            + "Leave out positions that do not need it. Use the names of positions and skills exactly as given. The reason is one plain sentence.",
        Parts = [ModelPart.Data("positions", positions.Select(row => row.Name)), ModelPart.Data("skills", skills.Select(row => new { row.Name, row.Category, row.Description, row.TypicalRoles }))],
        MaxOutputTokens = 4_000,
        Check = answer => Problems(answer, positions, skills),
        Offline = () => new([.. from skill in skills from position in positions where IsTypical(skill, position) let level = RoleLevels.Of(position.Name, skill.Category) where level is not null
            select new RoleMappingLine(position.Name, skill.Name, level.Value, $"{skill.Name} is typical of a {position.Name}; level {level} is usual for such skills in this position.")]),
    };

    private static IEnumerable<SchemaProblem> Problems(RoleMappings answer, IReadOnlyList<JobPosition> positions, IReadOnlyList<Skill> skills)
    {
        foreach (var (mapping, at) in answer.Mappings.Select((mapping, at) => (mapping, at)))
        {
            if (!positions.Any(row => row.Key == NameKey.Of(mapping.Position))) yield return new($"mappings[{at}].position", $"'{mapping.Position}' is none of the positions");
            if (!skills.Any(row => row.Key == NameKey.Of(mapping.Skill))) yield return new($"mappings[{at}].skill", $"'{mapping.Skill}' is none of the skills");
        }
    }

    private static bool IsTypical(Skill skill, JobPosition position) => skill.TypicalRoles.Any(role => NameKey.Of(role) == position.Key) && RoleLevels.Of(position.Name, skill.Category) is not null;
}

/// <param name="SkillsPerRun">Skills that are looked at in one run.</param>
/// <param name="ProposalsPerRun">Most proposals of one run.</param>
internal sealed record RoleMapperConfig([property: Range(1, 100)] int SkillsPerRun = 20, [property: Range(1, 200)] int ProposalsPerRun = 60);

internal sealed record RoleMappings([property: MaxLength(500)] IReadOnlyList<RoleMappingLine> Mappings);

internal sealed record RoleMappingLine(
    [property: StringLength(120, MinimumLength = 1)] string Position, [property: StringLength(120, MinimumLength = 1)] string Skill, [property: Range(1, 5)] int Level, [property: StringLength(400, MinimumLength = 1)] string Reason);
