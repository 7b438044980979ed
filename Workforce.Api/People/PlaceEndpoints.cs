using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.People;

namespace Workforce.Api.People;

internal static class PlaceEndpoints
{
    public static void MapPlaces(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("").WithTags("People");
        group.MapGet("/clinics", Clinics).RequireAuthorization(Policies.Read).WithSummary("The clinics, by name");
        group.MapPost("/clinics", AddClinic).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Open a clinic").WithDescription("`time_zone` is an IANA name; times in files without an offset are read in it. 409: there is one of this name.");
        group.MapGet("/positions", Positions).RequireAuthorization(Policies.Read).WithSummary("The positions, by name");
        group.MapPost("/positions", AddPosition).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Make a position").WithDescription("409: there is one of this name.");
    }

    private static async Task<Ok<List<ClinicRow>>> Clinics(WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await db.Clinics.AsNoTracking().OrderBy(clinic => clinic.Name)
        .Select(clinic => new ClinicRow(clinic.Id, clinic.Name, clinic.Location, clinic.TimeZone, db.Employees.Count(employee => employee.ClinicId == clinic.Id && employee.Status != EmployeeStatus.Left))).ToListAsync(ct));

    private static async Task<Results<Created<ClinicRow>, ValidationProblem, ProblemHttpResult>> AddClinic(CreateClinicRequest request, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        var key = NameKey.Of(request.Name);
        if (key.Length == 0) return Problems.Field("name", "must hold a letter or a digit");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone, out _)) return Problems.Field("time_zone", $"{request.TimeZone} is no time zone; an IANA name such as Europe/Berlin is");
        if (await db.Clinics.AnyAsync(clinic => clinic.Key == key, ct)) return Problems.Conflict("There is a clinic of this name.", "exists");

        var clinic = new Clinic { Id = Guid.CreateVersion7(time.GetUtcNow()), TenantId = db.Tenant.Required, Key = key, Name = request.Name.Trim(), Location = request.Location, TimeZone = request.TimeZone, CreatedAt = time.GetUtcNow() };
        db.Add(clinic);
        audit.Record("clinic.create", "clinic", clinic.Id, new { clinic.Name, clinic.TimeZone });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created("/api/people/clinics", new ClinicRow(clinic.Id, clinic.Name, clinic.Location, clinic.TimeZone, 0));
    }

    private static async Task<Ok<List<PositionRow>>> Positions(WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await db.JobPositions.AsNoTracking().OrderBy(position => position.Name)
        .Select(position => new PositionRow(
            position.Id, position.Name, position.Description, db.Employees.Count(employee => employee.PositionId == position.Id && employee.Status != EmployeeStatus.Left),
            db.SkillExpectations.Count(expectation => expectation.PositionId == position.Id))).ToListAsync(ct));

    private static async Task<Results<Created<PositionRow>, ValidationProblem, ProblemHttpResult>> AddPosition(CreatePositionRequest request, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        var key = NameKey.Of(request.Name);
        if (key.Length == 0) return Problems.Field("name", "must hold a letter or a digit");
        if (await db.JobPositions.AnyAsync(position => position.Key == key, ct)) return Problems.Conflict("There is a position of this name.", "exists");

        var position = new JobPosition { Id = Guid.CreateVersion7(time.GetUtcNow()), TenantId = db.Tenant.Required, Key = key, Name = request.Name.Trim(), Description = request.Description, CreatedAt = time.GetUtcNow() };
        db.Add(position);
        audit.Record("position.create", "job_position", position.Id, new { position.Name });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created("/api/people/positions", new PositionRow(position.Id, position.Name, position.Description, 0, 0));
    }
}
