using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Employees;
using Workforce.Core.Data;
using Workforce.Core.Employees;

namespace Workforce.Api.Employees;

/// <summary>How the employees do, from the jobs' own history.</summary>
internal static class EmployeeStatisticsEndpoints
{
    private const int UsualDays = 30;
    private const int MostDays = 366;

    public static void MapEmployeeStatistics(this RouteGroupBuilder api) =>
        api.MapGet("/employees", List).WithTags("Employee tasks").RequireAuthorization(Policies.Read)
            .WithSummary("What each employee did in a period, and what is before it now")
            .WithDescription("Tasks completed, failed for good and cancelled that ended from `from` on and before `to` (at most 366 days; else the last 30), with their average time in seconds, and how many wait or run now. History is kept for as long as the engine is told to.");

    private static async Task<Results<Ok<EmployeePage>, ValidationProblem>> List(DateTimeOffset? from, DateTimeOffset? to, WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var until = (to ?? time.GetUtcNow()).ToUniversalTime();
        var since = (from ?? until.AddDays(-UsualDays)).ToUniversalTime();
        if (since >= until)
        {
            return Problems.Field("from", "must be before 'to'");
        }

        if (until - since > TimeSpan.FromDays(MostDays))
        {
            return Problems.Field("from", $"must be at most {MostDays} days before 'to'");
        }

        var employees = await EmployeeStatistics.OfAsync(db, [.. EmployeeNames.All], since, until, ct);
        return TypedResults.Ok(new EmployeePage(since, until, employees.ConvertAll(one => new EmployeeRow(
            one.Employee, one.Waiting, one.Processing, one.Completed, one.Failed, one.Cancelled, Rounded(one.AverageSeconds), Rounded(one.AverageWaitSeconds)))));
    }

    private static double? Rounded(double? seconds) => seconds is { } value ? Math.Round(value, 3) : null;
}
