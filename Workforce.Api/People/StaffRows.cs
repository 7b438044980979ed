using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People;

namespace Workforce.Api.People;

/// <summary>Employees as the wire shows them.</summary>
internal static class StaffRows
{
    public static async Task<List<EmployeeRow>> OfAsync(WorkforceDbContext db, IQueryable<Employee> employees, CancellationToken ct) => (await (
        from employee in employees
        join position in db.JobPositions on employee.PositionId equals position.Id
        join clinic in db.Clinics on employee.ClinicId equals clinic.Id
        select new
        {
            Employee = employee,
            Position = position.Name,
            Clinic = clinic.Name,
            Manager = db.Employees.Where(manager => manager.Id == employee.ManagerId).Select(manager => manager.Name).FirstOrDefault(),
            Reliability = db.Reliabilities.Where(row => row.EmployeeId == employee.Id).Select(row => row.Score).FirstOrDefault(),
            Gaps = db.SkillGaps.Count(gap => gap.EmployeeId == employee.Id),
        }).ToListAsync(ct)).ConvertAll(row => new EmployeeRow(
            row.Employee.Id, row.Employee.Number, row.Employee.Name, row.Employee.Email, row.Employee.PositionId, row.Position, row.Employee.ClinicId, row.Clinic, row.Employee.ManagerId, row.Manager,
            (EmployeeState)row.Employee.Status, row.Employee.HiredOn, row.Employee.LeftOn, row.Reliability, row.Gaps));

    /// <summary>What the employee can do and should, by category and name.</summary>
    public static async Task<List<SkillStanding>> SkillsAsync(WorkforceDbContext db, Guid employee, Guid position, CancellationToken ct)
    {
        var rows = await (
            from skill in db.Skills
            let has = db.EmployeeSkills.Where(row => row.EmployeeId == employee && row.SkillId == skill.Id).Select(row => (short?)row.Level).FirstOrDefault()
            let expected = db.SkillExpectations.Where(row => row.PositionId == position && row.SkillId == skill.Id).Select(row => (short?)row.Level).FirstOrDefault()
            let since = db.SkillGaps.Where(row => row.EmployeeId == employee && row.SkillId == skill.Id).Select(row => (DateTimeOffset?)row.Since).FirstOrDefault()
            where has != null || expected != null
            select new { skill.Id, skill.Name, skill.Category, has, expected, since }).ToListAsync(ct);
        return [.. rows.OrderBy(row => row.Category).ThenBy(row => row.Name, StringComparer.Ordinal).Select(row => new SkillStanding(row.Id, row.Name, (SkillField)row.Category, row.has, row.expected, row.since))];
    }
}
