namespace Workforce.Core.People.Skills;

/// <summary>One entry of the skill library.</summary>
public sealed class Skill
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required string Key { get; set; }

    public required string Name { get; set; }

    public required SkillCategory Category { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Names of positions that usually need it.</summary>
    public string[] TypicalRoles { get; set; } = [];

    public SkillSource Source { get; init; } = SkillSource.Manual;

    /// <summary>The proposal it came by; null where a person wrote it.</summary>
    public Guid? ProposalId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

public enum SkillCategory { Clinical, Diagnostics, Surgical, Emergency, Pharmacy, ClientCommunication, Admin, Technology }

public enum SkillSource { Manual, AgentScout }

/// <summary>What one employee can do.</summary>
public sealed class EmployeeSkill
{
    public required Guid TenantId { get; init; }

    public required Guid EmployeeId { get; init; }

    public required Guid SkillId { get; init; }

    /// <summary>0 none, 1 aware, 2 with help, 3 alone, 4 fluent, 5 teaches it.</summary>
    public required short Level { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What somebody in a position should be able to do.</summary>
public sealed class SkillExpectation
{
    public required Guid TenantId { get; init; }

    public required Guid PositionId { get; init; }

    public required Guid SkillId { get; init; }

    /// <summary>1 to 5, on the scale of <see cref="EmployeeSkill.Level"/>.</summary>
    public required short Level { get; set; }

    public ExpectationSource Source { get; set; } = ExpectationSource.Manual;

    public Guid? ProposalId { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

public enum ExpectationSource { Manual, AgentMapper }

/// <summary>A skill that an employee lacks, or has below what their position expects. Computed: see <see cref="GapAnalysis"/>.</summary>
public sealed class SkillGap
{
    public required Guid TenantId { get; init; }

    public required Guid EmployeeId { get; init; }

    public required Guid SkillId { get; init; }

    /// <summary>0: missing entirely.</summary>
    public required short CurrentLevel { get; init; }

    public required short ExpectedLevel { get; init; }

    /// <summary>When the gap was first seen.</summary>
    public required DateTimeOffset Since { get; init; }
}
