using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workforce.Contracts;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>What a case rests on: the days up to its proposal, as they were told and as they stand now.</summary>
internal static class CaseEvidence
{
    public static async Task<CaseDetails> OfAsync(WorkforceDbContext db, CaseRow row, CancellationToken ct)
    {
        var rules = await CompanyRules.ReadAsync(db, ct);
        var zone = await db.Clinics.Where(clinic => clinic.Id == row.ClinicId).Select(clinic => clinic.TimeZone).SingleAsync(ct);
        var proposal = await db.Proposals.AsNoTracking().Where(one => one.Id == row.ProposalId).Select(one => new { one.CreatedAt, one.Detail, one.ReviewedBy }).SingleOrDefaultAsync(ct);
        var until = proposal?.CreatedAt ?? row.OpenedAt;
        var from = ReliabilityScore.WindowFrom(until, rules);
        var measured = await db.Attendances.AsNoTracking().Where(one => one.EmployeeId == row.EmployeeId && one.StartsAt > from && one.StartsAt <= until).Select(one => one.Status).ToListAsync(ct);
        var tally = new AttendanceTally(Count(AttendanceStatus.OnTime), Count(AttendanceStatus.Late), Count(AttendanceStatus.NoCallNoShow));
        return new(
            row, zone, from, until, ScoreOf(proposal?.Detail), new(ReliabilityScore.Of(tally, rules), tally.OnTime, tally.Late, tally.NoCallNoShows, Count(AttendanceStatus.Excused)),
            await ShiftsAsync(db, row.EmployeeId, from, until, rules, ct), await HistoryAsync(db, row, proposal?.ReviewedBy, ct));

        int Count(AttendanceStatus status) => measured.Count(one => one == status);
    }

    private static async Task<List<CaseShift>> ShiftsAsync(WorkforceDbContext db, Guid employee, DateTimeOffset from, DateTimeOffset until, AttendanceRules rules, CancellationToken ct)
    {
        var against = await ShiftRows.OfAsync(
            db, db.Shifts.AsNoTracking().Where(shift => shift.EmployeeId == employee && shift.StartsAt > from && shift.StartsAt <= until
                && db.Attendances.Any(one => one.ShiftId == shift.Id && (one.Status == AttendanceStatus.Late || one.Status == AttendanceStatus.NoCallNoShow || one.Status == AttendanceStatus.Excused)))
                .OrderByDescending(shift => shift.StartsAt), ct);
        var punches = await PunchRows.ByShiftAsync(db, [employee], from, until, rules, ct);
        return against.ConvertAll(shift => new CaseShift(shift, [.. punches[shift.Id]]));
    }

    private static async Task<List<CaseEvent>> HistoryAsync(WorkforceDbContext db, CaseRow row, Guid? approver, CancellationToken ct)
    {
        var id = row.Id.ToString();
        var entries = await db.AuditEntries.AsNoTracking().Where(entry => entry.TargetType == "attendance_case" && entry.TargetId == id).OrderBy(entry => entry.Id).ToListAsync(ct);
        var who = entries.Select(entry => entry.UserId).Append(approver).OfType<Guid>().Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(person => who.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.DisplayName, ct);
        return [new(row.OpenedAt, "opened", NameOf(approver), null, null), .. entries.Select(entry => EventOf(entry.At, entry.Action, NameOf(entry.UserId), entry.Detail))];

        string? NameOf(Guid? person) => person is { } one ? names.GetValueOrDefault(one) : null;
    }

    private static CaseEvent EventOf(DateTimeOffset at, string action, string? by, string? detail)
    {
        using var json = JsonDocument.Parse(detail ?? "{}");
        CaseOutcome? outcome = json.RootElement.TryGetProperty("outcome", out var word) ? word.Deserialize<CaseOutcome>(WireJson.Options) : null;
        return new(at, action == "attendance_case.close" ? "closed" : "reopened", by, outcome, json.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
    }

    // Of the proposals that open cases, the notices carry a score.
    private static decimal? ScoreOf(string? detail)
    {
        using var json = JsonDocument.Parse(detail ?? "{}");
        return json.RootElement.TryGetProperty("score", out var score) ? score.GetDecimal() : null;
    }
}
