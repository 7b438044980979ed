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
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Agents.People;

/// <summary>Proposes skills that a veterinary practice should track and does not yet.</summary>
internal sealed class SkillScout(WorkforceDbContext db, WebSearch search) : IAgent
{
    private static readonly NewSkill Type = (NewSkill)ProposalTypes.Of("new_skill");
    private static readonly Dictionary<string, KnownSkill> Known = KnownSkills.All.ToDictionary(skill => NameKey.Of(skill.Name));

    public static AgentCard Card { get; } = new(
        "skill_scout", "Skill Scout", "people", "skill_dev",
        "Looks for skills that a modern veterinary practice should track, and proposes those that the library lacks.")
    {
        Cron = "0 6 * * *",
        Config = typeof(SkillScoutConfig),
    };

    public async Task<AgentSummary> RunAsync(AgentRun run, CancellationToken ct)
    {
        var config = run.Config<SkillScoutConfig>();
        var library = await db.Skills.AsNoTracking().OrderBy(skill => skill.Key).Select(skill => new { skill.Key, skill.Name }).ToListAsync(ct);
        // What waits, or was turned down, is not asked for again.
        var proposed = await db.Proposals.AsNoTracking().Where(row => row.ProposalType == Type.Name && (row.Status == ProposalStatus.Pending || row.Status == ProposalStatus.Rejected)).Select(row => row.SubjectKey).ToListAsync(ct);
        var taken = library.Select(skill => skill.Key).Concat(proposed).ToHashSet();
        var roles = await db.JobPositions.AsNoTracking().OrderBy(row => row.Name).Select(row => row.Name).ToListAsync(ct);
        ModelReply<FoundSkills> reply;
        try
        {
            reply = await run.Models.AskAsync(Question([.. library.Select(skill => skill.Name)], proposed, roles, taken, config), ct);
        }
        catch (BudgetRefusedException refused)
        {
            return new($"No look today: {refused.Message}") { IsPartial = true };
        }

        var made = 0;
        foreach (var found in reply.Value.Skills.Where(found => !taken.Contains(NameKey.Of(found.Name))).DistinctBy(found => NameKey.Of(found.Name)).Take(config.SkillsPerRun))
        {
            var known = Known.GetValueOrDefault(NameKey.Of(found.Name));
            var created = await run.ProposeAsync(
                // Of what the field names the catalogue's own words are taken: a model may have read somebody else's.
                Type, known is null ? new NewSkillDetail(found.Name.Trim(), found.Category, found.Description, found.TypicalRoles) : new NewSkillDetail(known.Name, known.Category, known.Description, [.. known.TypicalRoles]),
                new(NameKey.Of(found.Name), $"New skill: {known?.Name ?? found.Name.Trim()}", found.Reason)
                {
                    // What the field itself names is safe; what a model made up is for people.
                    AtLeast = known is null ? RiskLevel.Medium : RiskLevel.Low,
                    Evidence = (known?.Source ?? found.Source) is { } source && Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? [new Evidence("Described by the field", source)] : [],
                    Model = reply.Model,
                    Repaired = reply.Repaired,
                }, ct);
            made += created is Proposed.Created ? 1 : 0;
        }

        return new(made == 0 ? "Nothing new: the library has, or people have seen, all that was found." : $"{made} new skills proposed.", new { Found = reply.Value.Skills.Count, Proposed = made, reply.Model });
    }

    private ModelQuestion<FoundSkills> Question(string[] library, List<string> proposed, List<string> roles, HashSet<string> taken, SkillScoutConfig config) => new()
    {
        Name = "skill_scout.skills",
        Profile = ModelProfile.JsonBalanced,
        Instructions =
            $"You know the veterinary workforce. Suggest up to {config.SkillsPerRun} skills that a modern veterinary practice should track for the roles given, and that are neither in the library nor among those proposed before. "
            + "Cover the categories clinical, diagnostics, surgical, emergency, pharmacy, client communication, admin and technology. Name each skill as the field does, describe it in one sentence of your own, "
            + "say which of the roles typically need it and in one sentence why it matters. Give the address of a source where you know one; never invent one.",
        Parts = [ModelPart.Data("skill library", library), ModelPart.Data("proposed before", proposed), ModelPart.Data("roles", roles)],
        MaxOutputTokens = 4_000,
        Tools = config.SearchTheWeb && search.IsConfigured ? [search.Tool] : [],
        Check = answer => answer.Skills.Select((skill, at) => (skill, at)).Where(found => NameKey.Of(found.skill.Name).Length == 0).Select(found => new SchemaProblem($"skills[{found.at}].name", "has no letter and no digit")),
        Offline = () => new([.. KnownSkills.All.Where(skill => !taken.Contains(NameKey.Of(skill.Name))).Take(config.SkillsPerRun)
            .Select(skill => new FoundSkill(skill.Name, skill.Category, skill.Description, [.. skill.TypicalRoles], "The field names it and the library lacks it.", skill.Source))]),
    };
}

/// <param name="SkillsPerRun">Most proposals of one run.</param>
/// <param name="SearchTheWeb">Let the model search the web, where a provider is configured (Tools:Search).</param>
internal sealed record SkillScoutConfig([property: Range(1, 20)] int SkillsPerRun = 10, bool SearchTheWeb = false);

internal sealed record FoundSkills([property: MaxLength(40)] IReadOnlyList<FoundSkill> Skills);

internal sealed record FoundSkill(
    [property: StringLength(120, MinimumLength = 1)] string Name,
    SkillCategory Category,
    [property: StringLength(500, MinimumLength = 1)] string Description,
    [property: MaxLength(12)] IReadOnlyList<string> TypicalRoles,
    [property: StringLength(400, MinimumLength = 1)] string Reason,
    [property: StringLength(400)] string? Source);
