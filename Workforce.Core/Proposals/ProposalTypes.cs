using Workforce.Core.Agents.Proposals;
using Workforce.Core.People.Proposals;

namespace Workforce.Core.Proposals;

/// <summary>Every type of proposal, a line each.</summary>
public static class ProposalTypes
{
    public static IReadOnlyList<ProposalType> All { get; } =
    [
        new AutonomyChange(),
        new NewSkill(),
        new SkillRoleMapping(),
        new AttendanceFlag(),
        new DisciplinaryReview(),
    ];

    private static readonly Dictionary<string, ProposalType> ByName = All.ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">There is no such type.</exception>
    public static ProposalType Of(string name) => Find(name) ?? throw new ArgumentException($"'{name}' is no type of proposal: expected one of {string.Join(", ", ByName.Keys)}.", nameof(name));

    public static ProposalType? Find(string name) => ByName.GetValueOrDefault(name);
}
