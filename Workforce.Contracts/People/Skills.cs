using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.People;

public enum SkillField { Clinical, Diagnostics, Surgical, Emergency, Pharmacy, ClientCommunication, Admin, Technology }

/// <param name="Source">manual or agent_scout.</param>
/// <param name="ProposalId">The proposal it came by.</param>
/// <param name="Employees">Who has it at level 1 or more.</param>
/// <param name="Expectations">Positions that expect it.</param>
/// <param name="Gaps">Employees who are below what is expected of them.</param>
public sealed record SkillRow(Guid Id, string Name, SkillField Category, string Description, IReadOnlyList<string> TypicalRoles, string Source, Guid? ProposalId, int Employees, int Expectations, int Gaps);

public sealed record CreateSkillRequest(
    [property: Required, StringLength(120, MinimumLength = 1)] string Name, SkillField Category, [property: StringLength(2000)] string? Description, [property: MaxLength(20)] IReadOnlyList<string>? TypicalRoles);

/// <param name="Source">manual or agent_mapper.</param>
public sealed record ExpectationRow(Guid PositionId, Guid SkillId, int Level, string Source);

/// <summary>What a position expects; a null level expects nothing any more.</summary>
public sealed record SetExpectationRequest([property: Required] Guid PositionId, [property: Required] Guid SkillId, [property: Range(1, 5)] int? Level);
