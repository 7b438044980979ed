using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>The days behind of one employee as the wire shows them.</summary>
internal static class HistoryRows
{
    public static async Task<AttendanceHistory> OfAsync(WorkforceDbContext db, Guid employee, string zoneName, DateTimeOffset now, CancellationToken ct)
    {
        var rules = await CompanyRules.ReadAsync(db, ct);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var to = ClinicDays.Of(zone, now);
        var from = to.AddDays(1 - rules.WindowDays);
        var since = ClinicDays.Start(zone, from).AddDays(-rules.WindowDays - 1);
        var rows = await db.Attendances.AsNoTracking().Where(row => row.EmployeeId == employee && row.StartsAt > since && row.StartsAt <= now).Select(row => new { row.StartsAt, row.Status, row.LatenessMinutes }).ToListAsync(ct);
        // The worst of a day stands for it.
        var byDay = rows.ToLookup(row => ClinicDays.Of(zone, row.StartsAt));
        var scores = ReliabilityHistory.Of([.. rows.Select(row => (row.StartsAt, row.Status))], from, to, zone, now, rules);
        return new(zoneName, rules.SupervisorBelow, rules.HrBelow, rules.WindowDays, [.. scores.Select(one =>
        {
            var worst = byDay[one.Day].OrderByDescending(row => Gravity(row.Status)).FirstOrDefault();
            return new HistoryDay(one.Day, worst is null ? null : ShiftRows.StateOf(worst.Status), worst?.LatenessMinutes, one.Score);
        })]);
    }

    private static int Gravity(AttendanceStatus status) => status switch { AttendanceStatus.NoCallNoShow => 4, AttendanceStatus.Late => 3, AttendanceStatus.OnTime => 2, AttendanceStatus.Excused => 1, _ => 0 };
}
