namespace Workforce.Core.People.Timekeeping;

/// <summary>What came of one shift. Computed from the punches, except that a person may excuse it.</summary>
public sealed class Attendance
{
    public required Guid ShiftId { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid EmployeeId { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required AttendanceStatus Status { get; set; }

    public int? LatenessMinutes { get; set; }

    public DateTimeOffset? ClockedInAt { get; set; }

    public DateTimeOffset? ClockedOutAt { get; set; }

    /// <summary>See <see cref="AttendanceFlags"/>.</summary>
    public string[] AgentFlags { get; set; } = [];

    public string? ExcusedReason { get; set; }

    public Guid? ExcusedBy { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

public enum AttendanceStatus { Open, OnTime, Late, NoCallNoShow, Excused }

/// <summary>What stands out in a shift's punches. The words are in the database.</summary>
public static class AttendanceFlags
{
    /// <summary>Clocked out and never in: was there, since when nobody knows.</summary>
    public const string MissingIn = "missing_in";

    /// <summary>Clocked in and not out, long after the end.</summary>
    public const string MissingOut = "missing_out";

    public const string LeftEarly = "left_early";
}

/// <summary>How reliably an employee came in the days behind: see <see cref="ReliabilityScore"/>.</summary>
public sealed class Reliability
{
    public required Guid EmployeeId { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>0 to 100; null where too few shifts say.</summary>
    public decimal? Score { get; set; }

    public required DateTimeOffset WindowFrom { get; set; }

    public required DateTimeOffset WindowTo { get; set; }

    public required int Shifts { get; set; }

    public required int OnTime { get; set; }

    public required int Late { get; set; }

    public required int NoCallNoShows { get; set; }

    /// <summary>See <see cref="ReliabilityFlags"/>.</summary>
    public string[] Flags { get; set; } = [];

    public DateTimeOffset ComputedAt { get; set; }
}
