using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.Workers;

namespace Workforce.Web.Tests.Fake;

internal static class FakeWorkers
{
    public static List<WorkerRow> Some()
    {
        var now = FakeCompany.Now;
        return
        [
            new(Guid.NewGuid(), "calendar checker", "node 20.19", "0.9.1", "10.0.0.12:40118", "workers-2", ["calendar.check"], [], 4, 0, 318, 0, 0, 0, now.AddHours(-30), now.AddSeconds(-4), false),
            new(Guid.NewGuid(), "nightly", "", "", "", "workers-2", ["ledger.check"], [], 1, 1, 12, 0, 0, 1, now.AddMinutes(-50), now.AddSeconds(-28), true),
            new(Guid.NewGuid(), "receipt scanner", "python 3.11.2", "1.4.0", "10.0.0.7:51044", "workers-1", ["receipt_ocr.read", "tag.categorize"], ["gpu"], 8, 3, 12_841, 4, 1, 137, now.AddHours(-2), now.AddSeconds(-1), false),
        ];
    }

    public static void MapFakeWorkers(this IEndpointRouteBuilder app, FakeApi api)
    {
        var (workers, start) = (api.Company.Workers, FakeCompany.Now);
        app.MapGet("/api/workers", () =>
        {
            // They go on saying that they are there.
            lock (api.Company.Gate)
                return workers.Select(worker => worker with { LastHeartbeatAt = worker.LastHeartbeatAt + (FakeCompany.Now - start) }).ToList();
        });
        app.MapPost("/api/workers/{id:guid}/drain", (HttpContext context, Guid id) => WantAsync(context, at => workers[at] = workers[at] with { Draining = true }, id));
        app.MapPost("/api/workers/{id:guid}/detach", (HttpContext context, Guid id) => WantAsync(context, workers.RemoveAt, id));

        async Task WantAsync(HttpContext context, Action<int> want, Guid id)
        {
            bool there;
            lock (api.Company.Gate)
            {
                var at = workers.FindIndex(worker => worker.Id == id);
                there = at >= 0;
                if (there)
                    want(at);
            }

            if (there)
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            else
                await FakeApi.Problem(context, StatusCodes.Status404NotFound, "Not Found", "There is no such worker.");
        }
    }
}
