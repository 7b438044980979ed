using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Jobs;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Api.Jobs;

/// <summary>What a manager may do to jobs.</summary>
internal static class JobControlEndpoints
{
    private const int MostUnlessSaid = 1000;

    public static void MapJobControl(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/retry", Retry).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Run a failed job again").WithDescription("With all its attempts; its errors are kept. 409 with `status_now` where it has not failed.");
        group.MapPost("/{id:guid}/cancel", Cancel).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Cancel a job").WithDescription("A running one is told to stop, and nothing it still writes counts. 409 with `status_now` where it had finished.");
        group.MapPatch("/{id:guid}", Change).RequireAuthorization(Policies.Manage).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Change a job that does not run").WithDescription("Its priority, its time or its whole payload. 409 with `status_now` where it runs or has finished.");
        group.MapPost("/retry", RetryMany).RequireAuthorization(Policies.Manage)
            .WithSummary("Run failed jobs again").WithDescription("Those that the filter finds, the oldest first, `most` at once (1 to 10000, else 1000). The answer says how many.");
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Change(
        Guid id, ChangeJobRequest request, TenantScope scope, JobClient jobs, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        if (request == new ChangeJobRequest())
        {
            return Problems.Field("priority", "Say what is to change: priority, scheduled_for or payload");
        }

        var payload = request.Payload?.GetRawText();
        if (payload is not null && Encoding.UTF8.GetByteCount(payload) > NewJob.MaxPayloadBytes)
        {
            return Problems.Field("payload", $"must have at most {NewJob.MaxPayloadBytes} bytes");
        }

        var change = new JobChange { Priority = request.Priority, ScheduledFor = request.ScheduledFor, PayloadJson = payload };
        return await ControlAsync(id, "job.change", (tenant, job, token) => jobs.ChangeAsync(tenant, job, change, token), "Only a job that does not run can be changed.", scope, jobs, db, audit, ct) switch
        {
            { Result: NoContent done } => done,
            { Result: var refusal } => (ProblemHttpResult)refusal,
        };
    }

    private static async Task<Ok<RetriedJobs>> RetryMany(RetryJobsRequest request, TenantScope scope, JobClient jobs, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        var filter = new JobFilter { Queue = request.Queue, Kind = request.Kind, CorrelationId = request.Correlation, Text = string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim() };
        var retried = await jobs.RetryManyAsync(scope.Required, filter, request.Most ?? MostUnlessSaid, ct);
        audit.Record("job.retry_many", "job", null, new { request.Queue, request.Kind, request.Text, request.Correlation, retried });
        await db.SaveChangesAsync(CancellationToken.None);
        return TypedResults.Ok(new RetriedJobs(retried));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Retry(Guid id, TenantScope scope, JobClient jobs, WorkforceDbContext db, AuditTrail audit, CancellationToken ct) =>
        ControlAsync(id, "job.retry", jobs.RetryAsync, "Only a failed job can be run again.", scope, jobs, db, audit, ct);

    private static Task<Results<NoContent, ProblemHttpResult>> Cancel(Guid id, TenantScope scope, JobClient jobs, WorkforceDbContext db, AuditTrail audit, CancellationToken ct) =>
        ControlAsync(id, "job.cancel", jobs.CancelAsync, "The job had finished.", scope, jobs, db, audit, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> ControlAsync(
        Guid id, string action, Func<Guid, Guid, CancellationToken, Task<bool>> control, string refusal,
        TenantScope scope, JobClient jobs, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        if (await jobs.GetAsync(scope.Required, id, ct) is not { } job)
        {
            return Problems.NotFound("job");
        }

        if (!await control(scope.Required, id, ct))
        {
            var now = await jobs.GetAsync(scope.Required, id, ct);
            return Problems.Conflict(refusal, (now ?? job).State.Wire());
        }

        // The engine's change is made by its own role in its own transaction; the entry follows, whether or not the caller still listens.
        audit.Record(action, "job", id, new { job.Kind, was = job.State.Wire() });
        await db.SaveChangesAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }
}
