using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.People;

public enum EmployeeState { Active, OnLeave, Left }

/// <param name="TimeZone">IANA name.</param>
/// <param name="Employees">Who works there and has not left.</param>
public sealed record ClinicRow(Guid Id, string Name, string? Location, string TimeZone, int Employees);

/// <param name="TimeZone">IANA name, e.g. Europe/Berlin.</param>
public sealed record CreateClinicRequest(
    [property: Required, StringLength(120, MinimumLength = 1)] string Name, [property: StringLength(200)] string? Location, [property: Required, StringLength(64, MinimumLength = 1)] string TimeZone);

/// <param name="Expectations">Skills that are expected of it.</param>
public sealed record PositionRow(Guid Id, string Name, string? Description, int Employees, int Expectations);

public sealed record CreatePositionRequest([property: Required, StringLength(120, MinimumLength = 1)] string Name, [property: StringLength(2000)] string? Description);

/// <param name="Reliability">0 to 100; null where it is not known.</param>
/// <param name="Gaps">Skills below what the position expects.</param>
public sealed record EmployeeRow(
    Guid Id,
    string Number,
    string Name,
    string? Email,
    Guid PositionId,
    string Position,
    Guid ClinicId,
    string Clinic,
    Guid? ManagerId,
    string? Manager,
    EmployeeState Status,
    DateOnly HiredOn,
    DateOnly? LeftOn,
    decimal? Reliability,
    int Gaps);

/// <param name="Total">Of all that pass the filter, not of the page.</param>
public sealed record StaffPage(IReadOnlyList<EmployeeRow> Employees, int Total);

/// <param name="TimeZone">Of the clinic.</param>
/// <param name="Reports">Who reports to this employee and has not left.</param>
/// <param name="SignIn">Who this is when they sign in.</param>
public sealed record EmployeeDetails(EmployeeRow Employee, string TimeZone, IReadOnlyList<SkillStanding> Skills, ReliabilityRow? Reliability, IReadOnlyList<EmployeeName> Reports, SignInName? SignIn);

/// <summary>Somebody who may sign in.</summary>
/// <param name="Employee">Who this is among the employees; null: nobody yet.</param>
public sealed record SignInName(Guid PersonId, string Name, string Email, string Role, EmployeeName? Employee);

/// <param name="PersonId">Null: the employee does not sign in.</param>
public sealed record LinkEmployeeRequest(Guid? PersonId);

public sealed record EmployeeName(Guid Id, string Number, string Name);

/// <summary>A skill the employee has, or is expected to have.</summary>
/// <param name="Level">0 to 5; null where nobody has said.</param>
/// <param name="Expected">1 to 5; null where the position expects nothing.</param>
/// <param name="GapSince">Since when the gap is known; null where there is none.</param>
public sealed record SkillStanding(Guid SkillId, string Skill, SkillField Category, int? Level, int? Expected, DateTimeOffset? GapSince);

/// <param name="Score">0 to 100; null where there are too few shifts.</param>
/// <param name="Flags">below_supervisor, below_hr, no_call_no_shows: what somebody was told of.</param>
public sealed record ReliabilityRow(decimal? Score, DateTimeOffset WindowFrom, DateTimeOffset WindowTo, int Shifts, int OnTime, int Late, int NoCallNoShows, IReadOnlyList<string> Flags, DateTimeOffset ComputedAt);

/// <summary>0 none, 1 aware, 2 with help, 3 alone, 4 fluent, 5 teaches it.</summary>
public sealed record SetSkillLevelRequest([property: Range(0, 5)] int Level);
