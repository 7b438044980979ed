using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.People.Timekeeping;

/// <summary>Adding, changing and removing one shift by hand.</summary>
public sealed class PlanShift(WorkforceDbContext db, AuditTrail audit, TimeProvider time)
{
    /// <param name="clinic">Null: where the employee works.</param>
    public async Task<ShiftChange> AddAsync(Guid employee, Guid? clinic, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (plan, problems) = await CheckAsync(null, employee, clinic, start, end, ct);
        if (problems.Count > 0)
        {
            return new ShiftChange.Invalid(problems);
        }

        var shift = new Shift { Id = Guid.CreateVersion7(time.GetUtcNow()), TenantId = db.Tenant.Required, ClinicId = plan.ClinicId, EmployeeId = employee, StartsAt = start, EndsAt = end, CreatedAt = time.GetUtcNow() };
        db.Add(shift);
        return await DoneAsync("shift.add", shift, transaction.CommitAsync, ct);
    }

    /// <param name="version">The version that was seen; null: whichever there is.</param>
    /// <param name="clinic">Null: as it is.</param>
    public async Task<ShiftChange> ChangeAsync(Guid id, int? version, Guid? clinic, DateTimeOffset start, DateTimeOffset end, bool cancelled, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (shift, refused) = await LockAsync(id, version, ct);
        if (refused is not null)
        {
            return refused;
        }

        var (plan, problems) = await CheckAsync(shift, shift!.EmployeeId, clinic ?? shift.ClinicId, start, end, ct);
        if (problems.Count > 0 && !(cancelled && problems.TrueForAll(problem => problem.Field == "starts_at")))
        {
            return new ShiftChange.Invalid(problems);
        }

        var moved = (shift.StartsAt, shift.EndsAt) != (start, end) || cancelled;
        if (moved && await db.Attendances.AnyAsync(row => row.ShiftId == id && row.Status == AttendanceStatus.Excused, ct))
        {
            return new ShiftChange.Conflict(shift, "The shift is excused: take the excuse back first.", "excused");
        }

        (shift.ClinicId, shift.StartsAt, shift.EndsAt, shift.Version) = (plan.ClinicId, start, end, shift.Version + 1);
        shift.Status = cancelled ? ShiftStatus.Cancelled : ShiftStatus.Scheduled;
        if (moved)
        {
            // What came of it was of another time; the Attendance Monitor looks again.
            await db.Attendances.Where(row => row.ShiftId == id).ExecuteDeleteAsync(ct);
        }

        return await DoneAsync(cancelled ? "shift.cancel" : "shift.change", shift, transaction.CommitAsync, ct);
    }

    /// <param name="version">The version that was seen; null: whichever there is.</param>
    public async Task<ShiftChange> RemoveAsync(Guid id, int? version, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (shift, refused) = await LockAsync(id, version, ct);
        if (refused is not null)
        {
            return refused;
        }

        db.Remove(shift!);
        return await DoneAsync("shift.remove", shift!, transaction.CommitAsync, ct);
    }

    private async Task<(Shift? Shift, ShiftChange? Refused)> LockAsync(Guid id, int? version, CancellationToken ct)
    {
        var found = await db.Shifts.FromSql($"select * from people.shift where id = {id} for update").SingleOrDefaultAsync(ct);
        return (found, found is null ? new ShiftChange.NotFound() : version is { } seen && seen != found.Version ? new ShiftChange.Stale(found) : null);
    }

    private async Task<(ShiftPlan Plan, List<(string Field, string Message)> Problems)> CheckAsync(Shift? self, Guid who, Guid? where, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        // Locked, so that two shifts of one employee that are entered at once see each other.
        var employee = await db.Employees.FromSql($"select * from people.employee where id = {who} for no key update").AsNoTracking().SingleOrDefaultAsync(ct);
        var place = where ?? employee?.ClinicId;
        var clinic = await db.Clinics.AsNoTracking().SingleOrDefaultAsync(row => row.Id == place, ct);
        var plan = new ShiftPlan(who, place ?? Guid.Empty, start, end);
        // Where it is not to be known whose it is, nothing more is said of where.
        var problems = plan.Problems(employee, clinic, time.GetUtcNow()).Where(problem => employee is not null || where is not null || problem.Field != "clinic_id").ToList();
        if (problems.Count == 0)
        {
            var (since, until) = (start.AddDays(-1).ToUniversalTime(), end.ToUniversalTime());
            var near = await db.Shifts.AsNoTracking().Where(row => row.EmployeeId == who && row.StartsAt >= since && row.StartsAt < until).ToListAsync(ct);
            if (plan.InTheWay(near.Where(row => row.Id != self?.Id)) is { } other)
            {
                problems.Add(("starts_at", await SayAsync(employee!, other, ct)));
            }
        }

        return (plan, problems);
    }

    private async Task<string> SayAsync(Employee employee, Shift other, CancellationToken ct)
    {
        var clinic = await db.Clinics.AsNoTracking().SingleAsync(row => row.Id == other.ClinicId, ct);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);
        var (from, to) = (TimeZoneInfo.ConvertTime(other.StartsAt, zone), TimeZoneInfo.ConvertTime(other.EndsAt, zone));
        return other.Status is ShiftStatus.Cancelled
            ? $"{employee.Name} has a cancelled shift that begins then: change that one"
            : $"overlaps the shift of {employee.Name} from {from:yyyy-MM-dd HH:mm} to {to:HH:mm} at {clinic.Name}";
    }

    private async Task<ShiftChange> DoneAsync(string action, Shift shift, Func<CancellationToken, Task> commit, CancellationToken ct)
    {
        audit.Record(action, "shift", shift.Id, new { employee = shift.EmployeeId, clinic = shift.ClinicId, shift.StartsAt, shift.EndsAt });
        await db.SaveChangesAsync(ct);
        await commit(ct);
        return new ShiftChange.Done(shift);
    }
}

/// <summary>What became of it.</summary>
public abstract record ShiftChange
{
    private ShiftChange()
    {
    }

    public sealed record Done(Shift Shift) : ShiftChange;

    public sealed record NotFound : ShiftChange;

    public sealed record Stale(Shift Shift) : ShiftChange;

    /// <param name="State">In one word.</param>
    public sealed record Conflict(Shift Shift, string Why, string State) : ShiftChange;

    public sealed record Invalid(IReadOnlyList<(string Field, string Message)> Problems) : ShiftChange;
}
