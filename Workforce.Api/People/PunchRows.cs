using Microsoft.EntityFrameworkCore;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>Punches as the wire shows them.</summary>
internal static class PunchRows
{
    public static async Task<List<PunchRow>> OfAsync(WorkforceDbContext db, IReadOnlyCollection<Punch> punches, CancellationToken ct)
    {
        Guid[] who = [.. punches.SelectMany(punch => new[] { punch.EnteredBy, punch.RemovedBy }).OfType<Guid>().Distinct()];
        var names = who.Length == 0 ? [] : await db.People.AsNoTracking().Where(person => who.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.DisplayName, ct);
        return [.. punches.Select(punch => Of(punch) with { EnteredBy = NameOf(punch.EnteredBy), RemovedBy = NameOf(punch.RemovedBy) })];

        string? NameOf(Guid? person) => person is { } one ? names.GetValueOrDefault(one) : null;
    }

    private static PunchRow Of(Punch punch) =>
        new(punch.Id, punch.EmployeeId, Words.Of(punch.Kind), punch.At, Words.Of(punch.Source), punch.Reason, null, punch.Replaces, punch.RemovedAt, null, punch.RemovedReason);

    /// <summary>The punches of shifts that start in the span, by the shift they belong to, in the order they came; those that belong to none are under the empty id.</summary>
    public static async Task<ILookup<Guid, PunchRow>> ByShiftAsync(WorkforceDbContext db, IReadOnlyCollection<Guid> employees, DateTimeOffset from, DateTimeOffset until, AttendanceRules rules, CancellationToken ct)
    {
        // A day more on both sides, whose shifts have punches of their own.
        var (since, to) = (from.AddDays(-2).ToUniversalTime(), until.AddDays(2).ToUniversalTime());
        var shifts = await db.Shifts.AsNoTracking().Where(shift => employees.Contains(shift.EmployeeId) && shift.Status == ShiftStatus.Scheduled && shift.StartsAt > since && shift.StartsAt < to).ToListAsync(ct);
        var punches = await db.Punches.AsNoTracking().Where(punch => employees.Contains(punch.EmployeeId) && punch.At > since && punch.At < to && punch.RemovedAt == null).ToListAsync(ct);
        var planned = shifts.ToLookup(shift => shift.EmployeeId, shift => new PlannedShift(shift.Id, shift.StartsAt, shift.EndsAt));
        return (from own in punches.GroupBy(punch => punch.EmployeeId)
                let rows = own.ToDictionary(punch => new PunchAt(punch.Kind, punch.At))
                from one in PunchMatching.Assign([.. planned[own.Key]], [.. rows.Keys], rules)
                select (Shift: one.Shift ?? Guid.Empty, Row: Of(rows[one.Punch]))).ToLookup(one => one.Shift, one => one.Row);
    }
}
