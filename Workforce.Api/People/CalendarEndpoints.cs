using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>Who was planned and who came, day by day.</summary>
internal static class CalendarEndpoints
{
    private const int MostDays = 42;

    public static void MapCalendar(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("").WithTags("People");
        group.MapGet("/calendar", Show).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The shifts of a clinic with what came of them")
            .WithDescription($"`clinic` is required; `from` is the first day on its calendar (else the Monday of this week), `days` 1 to {MostDays}, else 7. A shift is on the day it begins.");
        group.MapGet("/employees/{id:guid}/attendance", History).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The days behind of one employee, with the score at the end of each").WithDescription("As many days as the score looks back, and the limits it is compared with.");
        group.MapGet("/me", Own).RequireAuthorization(Policies.Read).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One's own attendance").WithDescription("404 where no employee is linked to the sign-in.");
    }

    private static async Task<Results<Ok<ClinicCalendar>, ValidationProblem, ProblemHttpResult>> Show([FromQuery] Guid? clinic, [FromQuery] DateOnly? from, [FromQuery] int? days, WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        if (clinic is null) return Problems.Field("clinic", "is required");
        if (days is < 1 or > MostDays) return Problems.Field("days", $"must be between 1 and {MostDays}");
        if (from is { Year: < 2000 or > 2100 }) return Problems.Field("from", "must be a day between 2000 and 2100");
        if (await db.Clinics.AsNoTracking().SingleOrDefaultAsync(row => row.Id == clinic, ct) is not { } found) return Problems.NotFound("clinic");

        var zone = TimeZoneInfo.FindSystemTimeZoneById(found.TimeZone);
        var today = ClinicDays.Of(zone, time.GetUtcNow());
        var first = from ?? today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var (since, until) = (ClinicDays.Start(zone, first), ClinicDays.Start(zone, first.AddDays(days ?? 7)));
        var shifts = (await ShiftRows.OfAsync(db, db.Shifts.AsNoTracking().Where(shift => shift.ClinicId == clinic && shift.StartsAt >= since && shift.StartsAt < until).OrderBy(shift => shift.StartsAt), ct)).ToLookup(shift => shift.EmployeeId);
        Guid[] planned = [.. shifts.Select(own => own.Key)];
        var who = await StaffRows.OfAsync(db, db.Employees.AsNoTracking().Where(one => (one.ClinicId == clinic && one.Status != EmployeeStatus.Left) || planned.Contains(one.Id)).OrderBy(one => one.Name).ThenBy(one => one.Id), ct);
        var punches = await PunchRows.ByShiftAsync(db, [.. who.Where(one => one.ClinicId == clinic).Select(one => one.Id)], since, until, await CompanyRules.ReadAsync(db, ct), ct);
        var unplanned = punches[Guid.Empty].Where(punch => punch.At >= since && punch.At < until).ToLookup(punch => punch.EmployeeId);
        return TypedResults.Ok(new ClinicCalendar(
            found.Id, found.Name, found.TimeZone, first, days ?? 7, today,
            [.. who.Select(one => new CalendarEmployee(one.Id, one.Number, one.Name, one.Position, one.Reliability, [.. shifts[one.Id]], [.. unplanned[one.Id]]))]));
    }

    private static async Task<Results<Ok<AttendanceHistory>, ProblemHttpResult>> History(Guid id, WorkforceDbContext db, TimeProvider time, CancellationToken ct) =>
        await ZoneAsync(db, db.Employees.Where(row => row.Id == id), ct) is { } zone ? TypedResults.Ok(await HistoryRows.OfAsync(db, id, zone, time.GetUtcNow(), ct)) : Problems.NotFound("employee");

    private static async Task<Results<Ok<OwnAttendance>, ProblemHttpResult>> Own(HttpContext http, WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var (person, now) = (Caller.Of(http)!.UserId, time.GetUtcNow());
        var self = db.Employees.AsNoTracking().Where(row => row.PersonId == person);
        if ((await StaffRows.OfAsync(db, self, ct)).SingleOrDefault() is not { } row)
        {
            return TypedResults.Problem("No employee is linked to your sign-in; a manager links it on the employee's page.", statusCode: StatusCodes.Status404NotFound);
        }

        var (since, until) = (now.AddDays(-90), now.AddDays(14));
        var shifts = await ShiftRows.OfAsync(db, db.Shifts.AsNoTracking().Where(shift => shift.EmployeeId == row.Id && shift.StartsAt >= since && shift.StartsAt <= until).OrderByDescending(shift => shift.StartsAt), ct);
        return TypedResults.Ok(new OwnAttendance(new(row.Id, row.Number, row.Name), row.Position, row.Clinic, await HistoryRows.OfAsync(db, row.Id, (await ZoneAsync(db, self, ct))!, now, ct), shifts));
    }

    private static Task<string?> ZoneAsync(WorkforceDbContext db, IQueryable<Employee> employees, CancellationToken ct) =>
        employees.Join(db.Clinics, employee => employee.ClinicId, clinic => clinic.Id, (_, clinic) => clinic.TimeZone).SingleOrDefaultAsync(ct);
}
