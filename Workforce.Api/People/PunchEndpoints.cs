using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.People;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

internal static class PunchEndpoints
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public static void MapPunches(this RouteGroupBuilder people) =>
        people.MapPost("/punches", Clock).WithTags("People").RequireAuthorization(Policies.Tasks).ProducesProblem(StatusCodes.Status403Forbidden)
            .Produces<PunchAnswer>(StatusCodes.Status201Created).Produces<PunchAnswer>()
            .WithSummary("Clock in or out")
            .WithDescription("For time clocks (a key with the scope tasks) and for managers; a member clocks for themselves alone. `employee` is the number or the e-mail. `at` may be behind, for a clock that was off line, and at most five minutes ahead. 200: the same punch was there, so sending it twice is no error.");

    private static async Task<IResult> Clock(PunchRequest request, HttpContext http, WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // As many decimals as the database keeps, so that the same instant is the same punch.
        var at = new DateTimeOffset((request.At ?? now).UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        if (at > now + Ahead) return Problems.Field("at", "must not be ahead of now");

#pragma warning disable CA1862 // The comparison runs in the database, which knows lower() and no StringComparison.
        var who = request.Employee.Trim().ToLowerInvariant();
        var employee = await db.Employees.AsNoTracking().Where(row => row.Number.ToLower() == who || row.Email!.ToLower() == who)
            .OrderByDescending(row => row.Number.ToLower() == who).FirstOrDefaultAsync(ct);
#pragma warning restore CA1862
        var caller = Caller.Of(http)!;
        if (caller is { Role: Role.Member, ApiKeyId: null } && employee?.PersonId != caller.UserId)
        {
            return TypedResults.Problem("You clock for yourself alone; no employee of this number is linked to your sign-in.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (employee is null) return Problems.Field("employee", "no employee has this number or e-mail");
        if (employee.Status is EmployeeStatus.Left) return Problems.Field("employee", "has left");

        var kind = request.Kind == "in" ? PunchKind.In : PunchKind.Out;
        db.Add(new Punch { Id = Guid.CreateVersion7(now), TenantId = employee.TenantId, EmployeeId = employee.Id, Kind = kind, At = at, Source = PunchSource.Clock, CreatedAt = now });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return TypedResults.Ok(new PunchAnswer(employee.Id, employee.Name, request.Kind, at, Existing: true));
        }

        return TypedResults.Created((string?)null, new PunchAnswer(employee.Id, employee.Name, request.Kind, at, Existing: false));
    }
}
