using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Tests.Fake;

internal static class FakeJobs
{
    public static readonly Guid Retried = new("44444444-0000-0000-0000-000000000001");

    public static void MapFakeJobs(this IEndpointRouteBuilder app, FakeApi api)
    {
        var jobs = api.Pipeline.Jobs;
        if (api.Company.Statements.Count > 0)
            jobs.AddRange(FakeTimelines.All());
        app.MapGet("/api/jobs", (string? state, string? queue, string? text, int? limit) =>
        {
            lock (api.Company.Gate)
                return new JobPage([.. jobs.Select(job => job.Job).Where(job => (state is null || job.State == state) && (queue is null || job.Queue == queue)
                    && (text is null || $"{job.Kind} {job.LastError} {job.CorrelationId}".Contains(text, StringComparison.OrdinalIgnoreCase))).OrderByDescending(job => job.CreatedAt).Take(limit ?? 50)], null);
        });
        app.MapGet("/api/jobs/timeline/{correlation:guid}", (Guid correlation) =>
        {
            lock (api.Company.Gate)
                return new JobTimeline(correlation, [.. jobs.Where(job => job.Job.CorrelationId == correlation)], [.. api.Events.All.Where(told => told.CorrelationId == correlation)]);
        });
        app.MapGet("/api/jobs/queues", () =>
        {
            lock (api.Company.Gate)
                return jobs.GroupBy(job => job.Job.Queue).Select(group => new QueueDepth(
                    group.Key, group.Count(job => job.Job.State == "pending"), group.Count(job => job.Job.State == "processing"), group.Count(job => job.Job.State == "retrying"), group.Count(job => job.Job.State == "failed"),
                    group.Where(job => job.Job.State == "pending").Select(job => (DateTimeOffset?)job.Job.CreatedAt).Min())).ToList();
        });
        app.MapGet("/api/pauses", () =>
        {
            lock (api.Company.Gate)
                return api.Company.Pauses.Where(pause => pause.Until is null || pause.Until > FakeCompany.Now).ToList();
        });
        app.MapPut("/api/pauses", (PauseJobsRequest request) =>
        {
            lock (api.Company.Gate)
                api.Company.Pauses.Add(new(request.Scope, request.Name, false, FakeCompany.Now, request.Until, api.Company.Person.Email, request.Reason));
            return Results.NoContent();
        });
        app.MapDelete("/api/pauses", (string scope, string? name) =>
        {
            lock (api.Company.Gate)
                return api.Company.Pauses.RemoveAll(pause => pause.Scope == scope && pause.Name == (name ?? "")) > 0 ? Results.NoContent() : Results.NotFound();
        });
        app.MapFakeLimits(api);
        app.MapPost("/api/jobs/{id:guid}/retry", (Guid id) => Change(api, id, "pending", "enqueued"));
        app.MapPost("/api/jobs/{id:guid}/cancel", (Guid id) => Change(api, id, "cancelled", "cancelled"));
        app.MapGet("/api/events", (HttpContext context, CancellationToken gone) =>
        {
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            long? after = long.TryParse(context.Request.Headers["Last-Event-ID"], out var id) ? id : null;
            return TypedResults.ServerSentEvents(StreamAsync(api, after, gone));
        });
    }

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(FakeApi api, long? after, [EnumeratorCancellation] CancellationToken gone)
    {
        var reader = api.Events.Listen(after, gone);
        yield return new SseItem<string>($$"""{"last_id":{{api.Events.LastId}}}""", "hello") { EventId = $"{after ?? api.Events.LastId}" };
        await foreach (var message in reader.ReadAllAsync(gone))
            yield return message;
    }

    private static IResult Change(FakeApi api, Guid id, string state, string type)
    {
        lock (api.Company.Gate)
        {
            var index = api.Pipeline.Jobs.FindIndex(job => job.Job.Id == id);
            var changed = api.Pipeline.Jobs[index].Job with { State = state, FinishedAt = state == "cancelled" ? FakeCompany.Now : null };
            api.Pipeline.Jobs[index] = api.Pipeline.Jobs[index] with { Job = changed };
            api.Events.Tell(changed, type);
        }

        return Results.NoContent();
    }
}
