using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Tests.Fake;

internal static class FakeLimits
{
    public static void MapFakeLimits(this IEndpointRouteBuilder app, FakeApi api)
    {
        var limits = api.Company.Limits;
        app.MapGet("/api/limits", () =>
        {
            lock (api.Company.Gate)
                return limits.ToList();
        });
        app.MapPut("/api/limits", (LimitJobsRequest request) =>
        {
            lock (api.Company.Gate)
            {
                var (at, row) = (Find(request.Scope, request.Name, request.Measure, request.Each, request.Prefix), new LimitRow(
                    request.Scope, request.Name, request.Measure, request.Most!.Value, request.PerSeconds, request.Each, request.Prefix, false, 0, []));
                if (at < 0)
                    limits.Add(row);
                else
                    limits[at] = row with { Used = limits[at].Used, Parts = limits[at].Parts };
            }

            return Results.NoContent();
        });
        app.MapDelete("/api/limits", (string scope, string? name, string measure, string? each, string? prefix) =>
        {
            lock (api.Company.Gate)
            {
                var at = Find(scope, name ?? "", measure, each, prefix ?? "");
                if (at < 0)
                    return Results.NotFound();
                limits.RemoveAt(at);
                return Results.NoContent();
            }
        });

        int Find(string scope, string name, string measure, string? each, string prefix) =>
            limits.FindIndex(row => (row.Scope, row.Name, row.Measure, row.Each, row.Prefix, row.Everywhere) == (scope, name, measure, each, prefix, false));
    }
}
