using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>Shifts and what came of them.</summary>
internal static class ShiftEndpoints
{
    private const int MostAtOnce = 500;
    private const int Page = 100;

    public static void MapShifts(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("/shifts").WithTags("People").RequireAuthorization(Policies.Manage);
        group.MapGet("", List).WithSummary("Shifts and their attendance, latest first")
            .WithDescription("`from` and `to` are instants of the start, both included; without them the last 90 days and the next 14. `status`: late, no_call_no_show, excused, on_time or open. `take` 1 to 500, else 100.");
        group.MapPut("/{id:guid}/excuse", Excuse).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Excuse a shift").WithDescription("It then counts neither for nor against the employee, whatever the clock says. 409: the shift is cancelled or still ahead.");
        group.MapDelete("/{id:guid}/excuse", Unexcuse).WithSummary("Take an excuse back").WithDescription("The Attendance Monitor measures the shift again.");
    }

    private static async Task<Results<Ok<ShiftPage>, ValidationProblem>> List(
        [FromQuery] Guid? employee, [FromQuery] Guid? clinic, [FromQuery] string? status, [FromQuery] DateTimeOffset? from, [FromQuery] DateTimeOffset? to, [FromQuery] int? skip, [FromQuery] int? take,
        WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        if (status is not (null or "late" or "no_call_no_show" or "excused" or "on_time" or "open")) return Problems.Field("status", "must be late, no_call_no_show, excused, on_time or open");
        if (skip < 0) return Problems.Field("skip", "must not be negative");
        if (take is < 1 or > MostAtOnce) return Problems.Field("take", $"must be between 1 and {MostAtOnce}");

        var now = time.GetUtcNow();
        var (since, until) = ((from ?? now.AddDays(-90)).ToUniversalTime(), (to ?? now.AddDays(14)).ToUniversalTime());
        if (since > until) return Problems.Field("from", "must not be after 'to'");

        var found = db.Shifts.AsNoTracking().Where(shift => shift.StartsAt >= since && shift.StartsAt <= until);
        if (employee is { } of) found = found.Where(shift => shift.EmployeeId == of);
        if (clinic is { } at) found = found.Where(shift => shift.ClinicId == at);
        if (status is not null)
        {
            var wanted = Enum.Parse<AttendanceStatus>(status.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
            found = found.Where(shift => db.Attendances.Any(row => row.ShiftId == shift.Id && row.Status == wanted));
        }

        return TypedResults.Ok(new ShiftPage(await ShiftRows.OfAsync(db, found.OrderByDescending(shift => shift.StartsAt).ThenBy(shift => shift.Id).Skip(skip ?? 0).Take(take ?? Page), ct), await found.CountAsync(ct)));
    }

    private static async Task<Results<Ok<ShiftRow>, ProblemHttpResult>> Excuse(Guid id, ExcuseShiftRequest request, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Shifts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } shift) return Problems.NotFound("shift");
        if (shift.Status is ShiftStatus.Cancelled) return Problems.Conflict("The shift is cancelled: there is nothing to excuse.", "cancelled");
        if (shift.StartsAt > time.GetUtcNow()) return Problems.Conflict("The shift has not begun: cancel it instead.", "planned");

        await db.Database.ExecuteSqlAsync(
            $"""
            insert into people.attendance (shift_id, tenant_id, employee_id, starts_at, status, excused_reason, excused_by, updated_at)
            values ({id}, {shift.TenantId}, {shift.EmployeeId}, {shift.StartsAt}, 'excused', {request.Reason}, {db.Tenant.UserId}, {time.GetUtcNow()})
            on conflict (shift_id) do update set status = excluded.status, excused_reason = excluded.excused_reason, excused_by = excluded.excused_by, updated_at = excluded.updated_at
            """, ct);
        // Tells whoever waits for shifts that this one is another now.
        await db.Shifts.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, ShiftStatus.Scheduled), ct);
        audit.Record("shift.excuse", "shift", id, new { request.Reason });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok((await ShiftRows.OfAsync(db, db.Shifts.AsNoTracking().Where(row => row.Id == id), ct)).Single());
    }

    private static async Task<Results<Ok<ShiftRow>, ProblemHttpResult>> Unexcuse(Guid id, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Open, as if nobody had looked: the next look says more.
        var taken = await db.Attendances.Where(row => row.ShiftId == id && row.Status == AttendanceStatus.Excused)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, AttendanceStatus.Open).SetProperty(row => row.ExcusedReason, (string?)null).SetProperty(row => row.ExcusedBy, (Guid?)null), ct);
        if ((await ShiftRows.OfAsync(db, db.Shifts.AsNoTracking().Where(row => row.Id == id), ct)).SingleOrDefault() is not { } row) return Problems.NotFound("shift");
        if (taken > 0)
        {
            await db.Shifts.Where(shift => shift.Id == id).ExecuteUpdateAsync(set => set.SetProperty(shift => shift.Status, ShiftStatus.Scheduled), ct);
            audit.Record("shift.unexcuse", "shift", id);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return TypedResults.Ok(row);
    }
}
