using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;
using Workforce.Core.People.Timekeeping;
using Workforce.Core.Proposals;

namespace Workforce.Core.People.Proposals;

/// <summary>What the proposals about attendance have in common: each opens a case and tells those concerned; undoing takes an open case away.</summary>
internal static class AttendanceCases
{
    public static async Task<ProposalPreview> PreviewAsync(WorkforceDbContext db, Guid employee, AttendanceCaseKind kind, RiskLevel risk, string what, string action, CancellationToken ct)
    {
        if (await db.Employees.AsNoTracking().SingleOrDefaultAsync(row => row.Id == employee, ct) is not { } found) return ProposalPreview.Refused("employee_id", "there is no such employee");
        if (found.Status is EmployeeStatus.Left) return ProposalPreview.Refused("employee_id", $"{found.Name} has left");

        var open = await db.AttendanceCases.AnyAsync(row => row.EmployeeId == employee && row.Kind == kind && row.ClosedAt == null, ct);
        return new(risk, open ? [] : [new($"{found.Name} ({found.Number})", what, null, action)], []) { TargetEmployeeId = employee, TargetEntityType = "people.attendance_case" };
    }

    public static Guid Open(WorkforceDbContext db, Proposal proposal, Guid employee, AttendanceCaseKind kind, string reason, string action, DateTimeOffset now)
    {
        var opened = new AttendanceCase { Id = Guid.CreateVersion7(now), TenantId = proposal.TenantId, EmployeeId = employee, Kind = kind, ProposalId = proposal.Id, Reason = reason, Action = action, OpenedAt = now };
        db.Add(opened);
        return opened.Id;
    }

    public static async Task<IReadOnlyList<string>> DependantsAsync(WorkforceDbContext db, Guid id, CancellationToken ct) =>
        await db.AttendanceCases.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.ClosedAt != null, ct) is { } closed
            ? [$"the case was closed on {closed.ClosedAt:yyyy-MM-dd} with “{closed.ClosingReason}”"]
            : [];

    public static Task WithdrawAsync(WorkforceDbContext db, Guid id, CancellationToken ct) => db.AttendanceCases.Where(row => row.Id == id && row.ClosedAt == null).ExecuteDeleteAsync(ct);

    public static async Task<Notice> NoticeAsync(WorkforceDbContext db, Proposal proposal, Guid employee, bool hr, string reason, string action, CancellationToken ct)
    {
        var found = await db.Employees.AsNoTracking().SingleAsync(row => row.Id == employee, ct);
        var supervisor = await db.Employees.Where(row => row.Id == found.ManagerId).Select(row => row.PersonId).SingleOrDefaultAsync(ct);
        return new Notice
        {
            Key = $"attendance:{proposal.Id}",
            Kind = "people.attendance",
            Title = $"Attendance of {found.Name}",
            Text = $"{reason} {action}",
            Link = $"/people/employees/{employee}",
            // A supervisor who does not sign in is spoken for by all managers.
            To = hr ? Audience.Roles(Role.Admin, Role.Manager) : supervisor is { } person ? Audience.People(person) : Audience.Roles(Role.Manager),
        };
    }
}

/// <summary>The case that was opened.</summary>
public sealed record CaseReceipt(Guid CaseId);
