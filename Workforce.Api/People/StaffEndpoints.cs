using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.People;

namespace Workforce.Api.People;

/// <summary>The people who work here. What is known of them is for managers.</summary>
internal static class StaffEndpoints
{
    private const int Page = 50;

    public static void MapStaff(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("/employees").WithTags("People").RequireAuthorization(Policies.Manage);
        group.MapGet("", List).WithSummary("Employees, filtered and sorted")
            .WithDescription("`status`: active, on_leave, left or all; without it, everybody who has not left. `text` looks into name, number and e-mail. `sort`: name, number, reliability (lowest first) or -gaps; else name. `take` 1 to 500, else 50.");
        group.MapGet("/{id:guid}", Get).WithSummary("One employee: skills against what the position expects, gaps, reliability");
        group.MapPut("/{id:guid}/skills/{skill:guid}", SetSkill).WithSummary("Say how well an employee can do something").WithDescription("0 none, 1 aware, 2 with help, 3 alone, 4 fluent, 5 teaches it. The Gap Analyzer looks again.");
    }

    private static async Task<Results<Ok<StaffPage>, ValidationProblem>> List([AsParameters] StaffQuery wish, WorkforceDbContext db, CancellationToken ct)
    {
        if (wish.Errors().ToList() is { Count: > 0 } errors)
        {
            return Problems.Fields(errors);
        }

        var found = wish.Filter(db);
        var total = await found.CountAsync(ct);
        return TypedResults.Ok(new StaffPage(await StaffRows.OfAsync(db, wish.Order(db, found).Skip(wish.Skip ?? 0).Take(wish.Take ?? Page), ct), total));
    }

    private static async Task<Results<Ok<EmployeeDetails>, ProblemHttpResult>> Get(Guid id, WorkforceDbContext db, CancellationToken ct)
    {
        if ((await StaffRows.OfAsync(db, db.Employees.AsNoTracking().Where(employee => employee.Id == id), ct)).SingleOrDefault() is not { } row)
        {
            return Problems.NotFound("employee");
        }

        var zone = await db.Clinics.Where(clinic => clinic.Id == row.ClinicId).Select(clinic => clinic.TimeZone).SingleAsync(ct);
        var reliability = await db.Reliabilities.AsNoTracking().SingleOrDefaultAsync(score => score.EmployeeId == id, ct);
        var reports = await db.Employees.AsNoTracking().Where(employee => employee.ManagerId == id && employee.Status != EmployeeStatus.Left)
            .OrderBy(employee => employee.Name).Select(employee => new EmployeeName(employee.Id, employee.Number, employee.Name)).ToListAsync(ct);
        return TypedResults.Ok(new EmployeeDetails(
            row, zone, await StaffRows.SkillsAsync(db, id, row.PositionId, ct),
            reliability is null ? null : new(reliability.Score, reliability.WindowFrom, reliability.WindowTo, reliability.Shifts, reliability.OnTime, reliability.Late, reliability.NoCallNoShows, reliability.Flags, reliability.ComputedAt),
            reports, await SignIns.OfAsync(db, id, ct)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetSkill(Guid id, Guid skill, SetSkillLevelRequest request, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        if (!await db.Employees.AnyAsync(employee => employee.Id == id, ct)) return Problems.NotFound("employee");
        if (!await db.Skills.AnyAsync(row => row.Id == skill, ct)) return Problems.NotFound("skill");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into people.employee_skill (tenant_id, employee_id, skill_id, level, updated_at) values ({db.Tenant.Required}, {id}, {skill}, {(short)request.Level}, {time.GetUtcNow()})
            on conflict (employee_id, skill_id) do update set level = excluded.level, updated_at = excluded.updated_at
            """, ct);
        audit.Record("employee_skill.set", "employee", id, new { skill, request.Level });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
