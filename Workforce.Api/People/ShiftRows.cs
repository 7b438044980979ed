using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>Shifts as the wire shows them.</summary>
internal static class ShiftRows
{
    public static async Task<List<ShiftRow>> OfAsync(WorkforceDbContext db, IQueryable<Shift> shifts, CancellationToken ct) => (await (
        from shift in shifts
        join employee in db.Employees on shift.EmployeeId equals employee.Id
        join clinic in db.Clinics on shift.ClinicId equals clinic.Id
        // A join by key: as a subquery it would number all attendance of the company first.
        join measured in db.Attendances on shift.Id equals measured.ShiftId into attendances
        from attendance in attendances.DefaultIfEmpty()
        select new { shift, employee.Name, Clinic = clinic.Name, clinic.TimeZone, Attendance = attendance }).ToListAsync(ct))
        .ConvertAll(row => new ShiftRow(
            row.shift.Id, row.shift.EmployeeId, row.Name, row.shift.ClinicId, row.Clinic, row.TimeZone, row.shift.StartsAt, row.shift.EndsAt, StateOf(row.shift, row.Attendance),
            row.Attendance?.LatenessMinutes, row.Attendance?.ClockedInAt, row.Attendance?.ClockedOutAt, row.Attendance?.AgentFlags ?? [], row.Attendance?.ExcusedReason, row.shift.Version));

    private static AttendanceState StateOf(Shift shift, Attendance? attendance) =>
        shift.Status is ShiftStatus.Cancelled ? AttendanceState.Cancelled : attendance is null ? AttendanceState.Planned : StateOf(attendance.Status);

    public static AttendanceState StateOf(AttendanceStatus status) => status switch
    {
        AttendanceStatus.Open => AttendanceState.Open,
        AttendanceStatus.OnTime => AttendanceState.OnTime,
        AttendanceStatus.Late => AttendanceState.Late,
        AttendanceStatus.NoCallNoShow => AttendanceState.NoCallNoShow,
        _ => AttendanceState.Excused,
    };
}
