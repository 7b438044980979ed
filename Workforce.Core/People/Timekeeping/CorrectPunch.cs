using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.People.Timekeeping;

/// <summary>Entering a punch that is missing, and correcting or removing a wrong one. What the clock said stays, with who corrected it, when and why.</summary>
public sealed class CorrectPunch(WorkforceDbContext db, AuditTrail audit, TimeProvider time)
{
    public async Task<PunchChange> AddAsync(Guid employee, PunchKind kind, DateTimeOffset at, string reason, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        return await EnterAsync(employee, kind, at, reason, null, transaction.CommitAsync, ct);
    }

    public async Task<PunchChange> ChangeAsync(Guid id, PunchKind kind, DateTimeOffset at, string reason, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        return await LockAsync(id, ct) switch
        {
            null => new PunchChange.NotFound(),
            { RemovedAt: not null } => new PunchChange.Conflict("It was removed or corrected already.", "removed"),
            var wrong when wrong.Kind == kind && wrong.At == at => new PunchChange.Conflict("That is what it says already.", "same"),
            var wrong => await EnterAsync(wrong.EmployeeId, kind, at, reason, wrong, transaction.CommitAsync, ct),
        };
    }

    public async Task<PunchChange> RemoveAsync(Guid id, string reason, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await LockAsync(id, ct) is not { } wrong)
        {
            return new PunchChange.NotFound();
        }

        if (wrong.RemovedAt is not null)
        {
            return new PunchChange.Conflict("It was removed or corrected already.", "removed");
        }

        Remove(wrong, reason);
        audit.Record("punch.remove", "punch", id, new { employee = wrong.EmployeeId, kind = WireNames.Of(wrong.Kind.ToString()), wrong.At, reason });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new PunchChange.Done(wrong);
    }

    private async Task<PunchChange> EnterAsync(Guid who, PunchKind kind, DateTimeOffset at, string reason, Punch? wrong, Func<CancellationToken, Task> commit, CancellationToken ct)
    {
        // Locked, so that the same punch that is entered twice at once is entered once.
        var employee = await db.Employees.FromSql($"select * from people.employee where id = {who} for no key update").AsNoTracking().SingleOrDefaultAsync(ct);
        if (Problems(employee, at, time.GetUtcNow()).ToList() is { Count: > 0 } problems)
        {
            return new PunchChange.Invalid(problems);
        }

        var same = await db.Punches.SingleOrDefaultAsync(punch => punch.EmployeeId == who && punch.At == at && punch.Kind == kind, ct);
        if (same is { RemovedAt: null })
        {
            return new PunchChange.Conflict("The same punch is there already.", "exists");
        }

        var right = same ?? new Punch { Id = Guid.CreateVersion7(time.GetUtcNow()), TenantId = db.Tenant.Required, EmployeeId = who, Kind = kind, At = at, Source = PunchSource.Manual, CreatedAt = time.GetUtcNow() };
        (right.Source, right.EnteredBy, right.Reason, right.Replaces) = (PunchSource.Manual, db.Tenant.UserId, reason, wrong?.Id);
        (right.RemovedAt, right.RemovedBy, right.RemovedReason) = (null, null, null);
        if (same is null)
        {
            db.Add(right);
        }

        if (wrong is not null)
        {
            Remove(wrong, reason);
        }

        audit.Record(
            wrong is null ? "punch.add" : "punch.correct", "punch", right.Id,
            new { employee = who, kind = WireNames.Of(kind.ToString()), at, reason, before = wrong is null ? null : new { wrong.Id, kind = WireNames.Of(wrong.Kind.ToString()), wrong.At } });
        await db.SaveChangesAsync(ct);
        await commit(ct);
        return new PunchChange.Done(right);
    }

    private static IEnumerable<(string Field, string Message)> Problems(Employee? employee, DateTimeOffset at, DateTimeOffset now)
    {
        if (employee is null) yield return ("employee_id", "there is no such employee");
        if (at > now) yield return ("at", "must not be ahead of now");
        else if (at < now.AddYears(-2)) yield return ("at", "must not be more than two years back");
        else if (employee is not null && DateOnly.FromDateTime(at.UtcDateTime.AddDays(1)) < employee.HiredOn) yield return ("at", $"{employee.Name} was hired on {employee.HiredOn:yyyy-MM-dd}");
        else if (employee?.LeftOn is { } left && DateOnly.FromDateTime(at.UtcDateTime.AddDays(-1)) > left) yield return ("at", $"{employee.Name} left on {left:yyyy-MM-dd}");
    }

    private void Remove(Punch wrong, string reason) => (wrong.RemovedAt, wrong.RemovedBy, wrong.RemovedReason) = (time.GetUtcNow(), db.Tenant.UserId, reason);

    private Task<Punch?> LockAsync(Guid id, CancellationToken ct) => db.Punches.FromSql($"select * from people.punch where id = {id} for update").SingleOrDefaultAsync(ct);
}

/// <summary>What became of it.</summary>
public abstract record PunchChange
{
    private PunchChange()
    {
    }

    public sealed record Done(Punch Punch) : PunchChange;

    public sealed record NotFound : PunchChange;

    /// <param name="State">In one word.</param>
    public sealed record Conflict(string Why, string State) : PunchChange;

    public sealed record Invalid(IReadOnlyList<(string Field, string Message)> Problems) : PunchChange;
}
