namespace Workforce.Core.People.Timekeeping;

/// <summary>What somebody was told of an employee's attendance, and what is to be done. Opened by an approved proposal, closed by a person.</summary>
public sealed class AttendanceCase
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid EmployeeId { get; init; }

    public required AttendanceCaseKind Kind { get; init; }

    public required Guid ProposalId { get; init; }

    public required string Reason { get; init; }

    public required string Action { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; set; }

    public Guid? ClosedBy { get; set; }

    public AttendanceCaseOutcome? Outcome { get; set; }

    public string? ClosingReason { get; set; }

    public int Version { get; set; } = 1;
}

public enum AttendanceCaseKind { SupervisorNotice, HrNotice, DisciplinaryReview }

/// <summary>What came of it: somebody spoke with the employee, they agreed on a plan, the employee was warned, there was nothing in it, or what the reason says.</summary>
public enum AttendanceCaseOutcome { Spoken, Plan, Warning, Unfounded, Other }
