using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.People;

/// <summary>What came of a shift. Planned: it is ahead, or nobody has measured it yet.</summary>
public enum AttendanceState { Planned, Open, OnTime, Late, NoCallNoShow, Excused, Cancelled }

/// <param name="LatenessMinutes">Begun minutes after the start.</param>
/// <param name="Flags">missing_in, missing_out, left_early.</param>
public sealed record ShiftRow(
    Guid Id,
    Guid EmployeeId,
    string Employee,
    Guid ClinicId,
    string Clinic,
    string TimeZone,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    AttendanceState Status,
    int? LatenessMinutes,
    DateTimeOffset? ClockedInAt,
    DateTimeOffset? ClockedOutAt,
    IReadOnlyList<string> Flags,
    string? ExcusedReason,
    int Version);

public sealed record ShiftPage(IReadOnlyList<ShiftRow> Shifts, int Total);

public sealed record ExcuseShiftRequest([property: Required, StringLength(500, MinimumLength = 1)] string Reason);

/// <param name="Employee">Number or e-mail.</param>
/// <param name="At">Now, where it is not given.</param>
public sealed record PunchRequest([property: Required, StringLength(254, MinimumLength = 1)] string Employee, [property: Required, RegularExpression("^(in|out)$")] string Kind, DateTimeOffset? At);

/// <param name="Existing">The same punch was there before.</param>
public sealed record PunchAnswer(Guid EmployeeId, string Employee, string Kind, DateTimeOffset At, bool Existing);

/// <param name="Kind">in or out.</param>
/// <param name="Source">clock, import or manual.</param>
/// <param name="Reason">Why somebody entered it by hand.</param>
/// <param name="EnteredBy">Who did.</param>
/// <param name="Replaces">The punch that it stands for; that one is removed.</param>
/// <param name="RemovedAt">From then on it does not count.</param>
public sealed record PunchRow(
    Guid Id,
    Guid EmployeeId,
    string Kind,
    DateTimeOffset At,
    string Source,
    string? Reason = null,
    string? EnteredBy = null,
    Guid? Replaces = null,
    DateTimeOffset? RemovedAt = null,
    string? RemovedBy = null,
    string? RemovedReason = null);

/// <param name="ClinicId">That of the employee, where it is not given.</param>
public sealed record AddShiftRequest([property: Required] Guid? EmployeeId, Guid? ClinicId, [property: Required] DateTimeOffset? StartsAt, [property: Required] DateTimeOffset? EndsAt);

/// <param name="ClinicId">As it is, where it is not given.</param>
/// <param name="Cancelled">A cancelled shift counts neither for nor against the employee.</param>
public sealed record ChangeShiftRequest(Guid? ClinicId, [property: Required] DateTimeOffset? StartsAt, [property: Required] DateTimeOffset? EndsAt, bool Cancelled);

public sealed record AddPunchRequest(
    [property: Required] Guid? EmployeeId, [property: Required, RegularExpression("^(in|out)$")] string Kind, [property: Required] DateTimeOffset? At, [property: Required, StringLength(500, MinimumLength = 1)] string Reason);

public sealed record CorrectPunchRequest([property: Required, RegularExpression("^(in|out)$")] string Kind, [property: Required] DateTimeOffset? At, [property: Required, StringLength(500, MinimumLength = 1)] string Reason);

public sealed record RemovePunchRequest([property: Required, StringLength(500, MinimumLength = 1)] string Reason);
