using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Jobs;
using Workforce.Core.Data;
using Workforce.Jobs;

namespace Workforce.Api.Jobs;

internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/jobs").WithTags("Jobs");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("Jobs, newest first")
            .WithDescription("Filter by `state`, `queue` (the employee), `kind`, `correlation`, `text` in payload, errors or kind, or `payload`, a piece of JSON that the payload contains. Pass `next` as `after` for the next page; `limit` 1 to 200, else 50.");
        group.MapGet("/queues", Queues).RequireAuthorization(Policies.Read).WithSummary("How much work each employee has").WithDescription("`failed` counts the last seven days.");
        group.MapGet("/timeline/{correlationId:guid}", Timeline).RequireAuthorization(Policies.Read).WithSummary("Every job of one correlation, in the order of the hand-overs, with what happened to them");
        group.MapGet("/{id:guid}", Get).RequireAuthorization(Policies.Read).WithSummary("One job with its payload, result and errors");
        group.MapJobControl();
    }

    private static async Task<Results<Ok<Contracts.Jobs.JobPage>, ValidationProblem>> List(
        string? state, string? queue, string? kind, Guid? correlation, string? text, string? payload, Guid? after, int? limit, TenantScope scope, JobClient jobs, CancellationToken ct)
    {
        if (Paging.Check(null, limit, out _, out var size) is { } wrong)
        {
            return wrong;
        }

        var states = Enum.GetValues<JobState>().ToDictionary(value => value.Wire());
        if (state is not null && !states.ContainsKey(state))
        {
            return Problems.Field("state", $"must be one of {string.Join(", ", states.Keys)}");
        }

        var filter = new JobFilter
        {
            State = state is null ? null : states[state],
            Queue = queue,
            Kind = kind,
            CorrelationId = correlation,
            Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
            PayloadContainsJson = payload,
            Before = after,
            Limit = size,
        };
        try
        {
            var page = await jobs.ListAsync(scope.Required, filter, ct);
            return TypedResults.Ok(new Contracts.Jobs.JobPage([.. page.Jobs.Select(JobRows.Summary)], page.Next?.ToString()));
        }
        catch (ArgumentException refused) when (refused.ParamName == nameof(JobFilter.PayloadContainsJson))
        {
            return Problems.Field("payload", "is not valid JSON");
        }
    }

    private static async Task<Results<Ok<Contracts.Jobs.JobDetails>, ProblemHttpResult>> Get(Guid id, TenantScope scope, JobClient jobs, CancellationToken ct) =>
        await jobs.GetAsync(scope.Required, id, ct) is { } job ? TypedResults.Ok(JobRows.Details(job)) : Problems.NotFound("job");

    private static async Task<Results<Ok<JobTimeline>, ProblemHttpResult>> Timeline(Guid correlationId, TenantScope scope, JobClient jobs, WorkforceDbContext db, CancellationToken ct)
    {
        var found = await jobs.TimelineAsync(scope.Required, correlationId, ct);
        return found.Count == 0
            ? Problems.NotFound("correlation")
            : TypedResults.Ok(new JobTimeline(correlationId, [.. found.Select(JobRows.Details)], await JobLedger.EventsAsync(db, correlationId, ct)));
    }

    private static async Task<Ok<List<QueueDepth>>> Queues(WorkforceDbContext db, TimeProvider time, CancellationToken ct) =>
        TypedResults.Ok(await JobLedger.QueuesAsync(db, time.GetUtcNow(), ct));
}
