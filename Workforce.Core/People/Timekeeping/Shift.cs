namespace Workforce.Core.People.Timekeeping;

/// <summary>When somebody is due, and where.</summary>
public sealed class Shift
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid ClinicId { get; set; }

    public required Guid EmployeeId { get; init; }

    public required DateTimeOffset StartsAt { get; set; }

    /// <summary>At most 24 hours after the start.</summary>
    public required DateTimeOffset EndsAt { get; set; }

    public ShiftStatus Status { get; set; } = ShiftStatus.Scheduled;

    public DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; } = 1;
}

public enum ShiftStatus { Scheduled, Cancelled }

/// <summary>One touch of the time clock.</summary>
public sealed class Punch
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid EmployeeId { get; init; }

    public required PunchKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PunchSource Source { get; set; }

    /// <summary>Who entered it by hand.</summary>
    public Guid? EnteredBy { get; set; }

    /// <summary>Why it was entered by hand.</summary>
    public string? Reason { get; set; }

    /// <summary>The punch that it stands for; that one is removed.</summary>
    public Guid? Replaces { get; set; }

    /// <summary>From then on it does not count.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    public Guid? RemovedBy { get; set; }

    public string? RemovedReason { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

public enum PunchKind { In, Out }

public enum PunchSource { Clock, Import, Manual }
