using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.People;
using Workforce.Core.People.Skills;

namespace Workforce.Api.People;

internal static class SkillEndpoints
{
    public static void MapSkills(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("").WithTags("People");
        group.MapGet("/skills", List).RequireAuthorization(Policies.Read).WithSummary("The skill library, by category and name");
        group.MapPost("/skills", Add).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Add a skill").WithDescription("409: there is one of this name, whatever its case, accents and punctuation.");
        group.MapDelete("/skills/{id:guid}", Delete).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Remove a skill").WithDescription("409 while an employee has it or a position expects it.");
        group.MapGet("/expectations", Expectations).RequireAuthorization(Policies.Read).WithSummary("Which position expects which skill at which level");
        group.MapPut("/expectations", Expect).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Say what a position expects").WithDescription("`level` 1 to 5; null expects nothing any more. The Gap Analyzer looks again.");
    }

    private static async Task<Ok<List<SkillRow>>> List(WorkforceDbContext db, CancellationToken ct)
    {
        var rows = await db.Skills.AsNoTracking().Select(skill => new
        {
            Skill = skill,
            Employees = db.EmployeeSkills.Count(row => row.SkillId == skill.Id && row.Level > 0),
            Expectations = db.SkillExpectations.Count(row => row.SkillId == skill.Id),
            Gaps = db.SkillGaps.Count(row => row.SkillId == skill.Id),
        }).ToListAsync(ct);
        return TypedResults.Ok(rows.OrderBy(row => row.Skill.Category).ThenBy(row => row.Skill.Name, StringComparer.Ordinal).Select(row => Of(row.Skill, row.Employees, row.Expectations, row.Gaps)).ToList());
    }

    private static async Task<Results<Created<SkillRow>, ValidationProblem, ProblemHttpResult>> Add(CreateSkillRequest request, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        var key = NameKey.Of(request.Name);
        if (key.Length == 0) return Problems.Field("name", "must hold a letter or a digit");
        if (await db.Skills.AnyAsync(skill => skill.Key == key, ct)) return Problems.Conflict("There is a skill of this name.", "exists");

        var skill = new Skill
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()), TenantId = db.Tenant.Required, Key = key, Name = request.Name.Trim(), Category = (SkillCategory)request.Category,
            Description = request.Description ?? "", TypicalRoles = [.. request.TypicalRoles ?? []], CreatedAt = time.GetUtcNow(),
        };
        db.Add(skill);
        audit.Record("skill.create", "skill", skill.Id, new { skill.Name });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created("/api/people/skills", Of(skill, 0, 0, 0));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Skills.FromSql($"select * from people.skill where id = {id} for update").AsNoTracking().SingleOrDefaultAsync(ct) is not { } skill)
        {
            return Problems.NotFound("skill");
        }

        var (has, expects) = (await db.EmployeeSkills.CountAsync(row => row.SkillId == id, ct), await db.SkillExpectations.CountAsync(row => row.SkillId == id, ct));
        if (has + expects > 0)
        {
            return Problems.Conflict($"{has} employees have a level in it and {expects} positions expect it.", "in_use");
        }

        await db.Skills.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
        audit.Record("skill.delete", "skill", id, new { skill.Name });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<List<ExpectationRow>>> Expectations(WorkforceDbContext db, CancellationToken ct) =>
        TypedResults.Ok((await db.SkillExpectations.AsNoTracking().OrderBy(row => row.PositionId).ThenBy(row => row.SkillId).ToListAsync(ct))
            .ConvertAll(row => new ExpectationRow(row.PositionId, row.SkillId, row.Level, row.Source is ExpectationSource.Manual ? "manual" : "agent_mapper")));

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Expect(SetExpectationRequest request, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        if (!await db.JobPositions.AnyAsync(row => row.Id == request.PositionId, ct)) return Problems.NotFound("position");
        if (!await db.Skills.AnyAsync(row => row.Id == request.SkillId, ct)) return Problems.NotFound("skill");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (request.Level is { } level)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into people.role_skill_expectation (tenant_id, position_id, skill_id, level, updated_at) values ({db.Tenant.Required}, {request.PositionId}, {request.SkillId}, {(short)level}, {time.GetUtcNow()})
                on conflict (position_id, skill_id) do update set level = excluded.level, source = 'manual', proposal_id = null, updated_at = excluded.updated_at
                """, ct);
        }
        else
        {
            await db.SkillExpectations.Where(row => row.PositionId == request.PositionId && row.SkillId == request.SkillId).ExecuteDeleteAsync(ct);
        }

        audit.Record("expectation.set", "job_position", request.PositionId, new { skill = request.SkillId, request.Level });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    private static SkillRow Of(Skill skill, int employees, int expectations, int gaps) => new(
        skill.Id, skill.Name, (SkillField)skill.Category, skill.Description, skill.TypicalRoles, skill.Source is SkillSource.Manual ? "manual" : "agent_scout", skill.ProposalId, employees, expectations, gaps);
}
