using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>Attendance cases as the wire shows them.</summary>
internal static class CaseRows
{
    public static async Task<List<CaseRow>> OfAsync(WorkforceDbContext db, IQueryable<AttendanceCase> cases, CancellationToken ct) => (await (
        from row in cases.AsNoTracking()
        join employee in db.Employees on row.EmployeeId equals employee.Id
        join clinic in db.Clinics on employee.ClinicId equals clinic.Id
        select new { row, employee.Name, employee.Number, employee.ClinicId, Clinic = clinic.Name, By = db.People.Where(person => person.Id == row.ClosedBy).Select(person => person.DisplayName).FirstOrDefault() }).ToListAsync(ct))
        .ConvertAll(found => new CaseRow(
            found.row.Id, found.row.EmployeeId, found.Name, found.Number, found.ClinicId, found.Clinic, (CaseKind)found.row.Kind, found.row.ProposalId, found.row.Reason, found.row.Action, found.row.OpenedAt,
            found.row.ClosedAt, found.By, (CaseOutcome?)found.row.Outcome, found.row.ClosingReason, found.row.Version));

    public static async Task<CaseRow?> FindAsync(WorkforceDbContext db, Guid id, CancellationToken ct) =>
        (await OfAsync(db, db.AttendanceCases.Where(row => row.Id == id), ct)).SingleOrDefault();
}
