namespace Workforce.Contracts.People;

/// <param name="From">The first day, on the clinic's calendar.</param>
/// <param name="Days">How many.</param>
/// <param name="Today">On the clinic's calendar.</param>
/// <param name="Employees">Who works there, and who has a shift there in these days, by name.</param>
public sealed record ClinicCalendar(Guid ClinicId, string Clinic, string TimeZone, DateOnly From, int Days, DateOnly Today, IReadOnlyList<CalendarEmployee> Employees);

/// <param name="Reliability">0 to 100; null where it is not known.</param>
/// <param name="Shifts">At this clinic, by start.</param>
/// <param name="Unplanned">Punches that belong to no shift: somebody came who was not planned.</param>
public sealed record CalendarEmployee(Guid Id, string Number, string Name, string Position, decimal? Reliability, IReadOnlyList<ShiftRow> Shifts, IReadOnlyList<PunchRow> Unplanned);

/// <summary>The days behind, one by one, with the score that the limits are compared with.</summary>
/// <param name="SupervisorBelow">Score below which the supervisor is told.</param>
/// <param name="HrBelow">Score below which HR and the manager are told.</param>
/// <param name="WindowDays">Days that a score looks back.</param>
public sealed record AttendanceHistory(string TimeZone, decimal SupervisorBelow, decimal HrBelow, int WindowDays, IReadOnlyList<HistoryDay> Days);

/// <param name="Status">Of the shift that began this day; of several, the worst. Null: there was none.</param>
/// <param name="Score">0 to 100 at the end of the day; null where there were too few shifts.</param>
public sealed record HistoryDay(DateOnly Day, AttendanceState? Status, int? LatenessMinutes, decimal? Score);

/// <summary>What an employee who signs in sees of themselves.</summary>
/// <param name="Shifts">Of the last 90 days and the next 14, latest first.</param>
public sealed record OwnAttendance(EmployeeName Employee, string Position, string Clinic, AttendanceHistory History, IReadOnlyList<ShiftRow> Shifts);
