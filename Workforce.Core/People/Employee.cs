namespace Workforce.Core.People;

/// <summary>A person who works here. (The digital ones are agents.)</summary>
public sealed class Employee
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>The number the company gave; what files and time clocks say.</summary>
    public required string Number { get; init; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public required Guid PositionId { get; set; }

    public required Guid ClinicId { get; set; }

    public Guid? ManagerId { get; set; }

    public required DateOnly HiredOn { get; set; }

    public DateOnly? LeftOn { get; set; }

    public EmployeeStatus Status { get; set; } = EmployeeStatus.Active;

    /// <summary>Who this is when they sign in, where they do.</summary>
    public Guid? PersonId { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}

public enum EmployeeStatus { Active, OnLeave, Left }
