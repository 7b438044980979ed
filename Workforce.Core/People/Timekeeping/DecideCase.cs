using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.People.Timekeeping;

/// <summary>Closing a case of attendance and opening it again.</summary>
public sealed class DecideCase(WorkforceDbContext db, AuditTrail audit, TimeProvider time)
{
    /// <param name="version">The version that was seen; null: whichever there is.</param>
    public Task<CaseChange> CloseAsync(Guid id, int? version, AttendanceCaseOutcome outcome, string reason, CancellationToken ct) =>
        ChangeAsync(id, version, found => found.ClosedAt is not null ? "It is closed already." : null, found =>
        {
            (found.ClosedAt, found.ClosedBy, found.Outcome, found.ClosingReason) = (time.GetUtcNow(), db.Tenant.UserId, outcome, reason);
            audit.Record("attendance_case.close", "attendance_case", id, new { outcome = WireNames.Of(outcome.ToString()), reason });
        }, ct);

    /// <param name="version">The version that was seen; null: whichever there is.</param>
    public Task<CaseChange> ReopenAsync(Guid id, int? version, string reason, CancellationToken ct) =>
        ChangeAsync(id, version, found => found.ClosedAt is null ? "It is open." : null, found =>
        {
            (found.ClosedAt, found.ClosedBy, found.Outcome, found.ClosingReason) = (null, null, null, null);
            audit.Record("attendance_case.reopen", "attendance_case", id, new { reason });
        }, ct);

    private async Task<CaseChange> ChangeAsync(Guid id, int? version, Func<AttendanceCase, string?> refuses, Action<AttendanceCase> change, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.AttendanceCases.FromSql($"select * from people.attendance_case where id = {id} for update").SingleOrDefaultAsync(ct) is not { } found)
        {
            return new CaseChange.NotFound();
        }

        if (version is { } seen && seen != found.Version)
        {
            return new CaseChange.Stale(found);
        }

        if (refuses(found) is { } why)
        {
            return new CaseChange.Conflict(found, why);
        }

        change(found);
        found.Version++;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new CaseChange.Done(found);
    }
}

/// <summary>What became of it.</summary>
public abstract record CaseChange
{
    private CaseChange()
    {
    }

    public sealed record Done(AttendanceCase Case) : CaseChange;

    public sealed record NotFound : CaseChange;

    /// <summary>Somebody changed it since it was looked at. Nothing was changed.</summary>
    public sealed record Stale(AttendanceCase Case) : CaseChange;

    /// <summary>It is in a state in which this cannot be done. Nothing was changed.</summary>
    public sealed record Conflict(AttendanceCase Case, string Why) : CaseChange;
}
