using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Limits;
using Workforce.Api.Wire;
using Workforce.Contracts.Employees;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Jobs;

namespace Workforce.Api.Employees;

/// <summary>The hand-over between employees for programs of any language. Everybody works on their own tasks: the person is known from the sign-in or the key, not from a header anybody can write.</summary>
internal static partial class EmployeeEndpoints
{
    // The time a kind of job has by default.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    public static void MapEmployees(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Employee tasks").RequireAuthorization(Policies.Tasks).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapPost("/employee-pull", Pull).Limited(RateLimit.Pull)
            .WithSummary("Claim tasks for an employee")
            .WithDescription("Takes up to `max` (1 to 50, else 5) of the caller's due tasks for prime, byte, tag, crystal or ledger; each is the caller's for five minutes. What Workforce's own employees do (the stages of a statement, reading a receipt, second looks) is not handed out: nobody would carry on after it. Complete or fail it with its `lease_epoch`. 100 requests per 60 s. The caller is who signed in or owns the key; there is no x-user-id header.");
        group.MapPost("/employee-complete", Complete).Limited(RateLimit.Complete).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Mark a task done")
            .WithDescription("`result`, if any, is an object. Doing it twice is no error. 404: no such task of this caller. 409 with `status_now`: it is not being processed by the caller, or the lease was followed by another. 100 requests per 60 s.");
        group.MapPost("/employee-dispatch", Dispatch).Limited(RateLimit.Dispatch)
            .WithSummary("Hand work to an employee")
            .WithDescription("`payload` is an object. A used `idempotency_key` gives the task of that time with `cached` true. 200 requests per 60 s.");
        group.MapPost("/employee-fail", Fail).Limited(RateLimit.Fail).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Mark a task failed")
            .WithDescription("It is tried again, after a growing pause, until it has had all its attempts (three for a dispatched task); then `retrying` is false and it stays for review. Errors as for employee-complete. 100 requests per 60 s.");
    }

    private static async Task<Results<Ok<PullTasksResponse>, ValidationProblem>> Pull(PullTasksRequest request, TenantScope scope, JobClient jobs, TimeProvider time, CancellationToken ct)
    {
        if (!EmployeeNames.Pullable.Contains(request.ToEmployee))
        {
            return Problems.Field("to_employee", $"must be one of {string.Join(", ", EmployeeNames.Pullable)}");
        }

        var pulled = await jobs.PullAsync(scope.Required, scope.UserId!.Value, request.ToEmployee, FinanceJobs.Names, request.Max, Lease, ct);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new PullTasksResponse(true, [.. pulled.Select(job => EmployeeTasks.Of(job, now))]));
    }

    private static async Task<Results<Ok<CompleteTaskResponse>, ValidationProblem, ProblemHttpResult>> Complete(CompleteTaskRequest request, TenantScope scope, JobClient jobs, CancellationToken ct)
    {
        if (request.Result is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            return Problems.Field("result", "must be an object");
        }

        var result = request.Result is { ValueKind: JsonValueKind.Object } given ? given.GetRawText() : null;
        var answer = await jobs.CompletePulledAsync(scope.Required, scope.UserId!.Value, request.TaskId, request.LeaseEpoch, result, ct);
        return answer.Status is PullStatus.Done or PullStatus.AlreadyDone
            ? TypedResults.Ok(new CompleteTaskResponse(true))
            : await RefusedAsync(answer.Status, request.TaskId, scope, jobs, ct);
    }

    private static async Task<Results<Ok<FailTaskResponse>, ProblemHttpResult>> Fail(FailTaskRequest request, TenantScope scope, JobClient jobs, CancellationToken ct)
    {
        var answer = await jobs.FailPulledAsync(scope.Required, scope.UserId!.Value, request.TaskId, request.LeaseEpoch, request.ErrorSummary, ct);
        return answer.Status is PullStatus.Done or PullStatus.AlreadyDone
            ? TypedResults.Ok(new FailTaskResponse(true, answer.Retrying))
            : await RefusedAsync(answer.Status, request.TaskId, scope, jobs, ct);
    }

    private static async Task<Results<Ok<DispatchTaskResponse>, ValidationProblem>> Dispatch(DispatchTaskRequest request, TenantScope scope, DispatchTask dispatch, CancellationToken ct)
    {
        if (ErrorsOf(request).ToList() is { Count: > 0 } errors)
        {
            return Problems.Fields(errors);
        }

        var result = await dispatch.RunAsync(new NewJob
        {
            Kind = $"{request.ToEmployee}.{request.Intent}",
            PayloadJson = request.Payload.GetRawText(),
            TenantId = scope.Required,
            UserId = scope.UserId,
            Source = request.FromEmployee,
            CorrelationId = request.CorrelationId,
            IdempotencyKey = request.IdempotencyKey is { } key ? EmployeeTasks.KeyOf(key) : null,
        }, ct);
        return TypedResults.Ok(new DispatchTaskResponse(true, result.JobId, result.Existing, result.CorrelationId));
    }

    private static IEnumerable<(string, string)> ErrorsOf(DispatchTaskRequest request)
    {
        if (!EmployeeNames.Pullable.Contains(request.ToEmployee)) yield return ("to_employee", $"must be one of {string.Join(", ", EmployeeNames.Pullable)}");
        if (!Word().IsMatch(request.FromEmployee)) yield return ("from_employee", "must be lower-case letters, digits and underscores, starting with a letter");
        if (!Word().IsMatch(request.Intent)) yield return ("intent", "must be lower-case letters, digits and underscores, starting with a letter");
        if (request.Payload.ValueKind is not JsonValueKind.Object) yield return ("payload", "must be an object");
        if (request.CorrelationId == Guid.Empty) yield return ("correlation_id", "must not be all zeros");
        if (request.IdempotencyKey is { } key && string.IsNullOrWhiteSpace(key)) yield return ("idempotency_key", "must not be empty");
    }

    private static async Task<ProblemHttpResult> RefusedAsync(PullStatus status, Guid id, TenantScope scope, JobClient jobs, CancellationToken ct)
    {
        var job = status is PullStatus.NotFound ? null : await jobs.GetAsync(scope.Required, id, ct);
        return job is null
            ? Problems.NotFound("task")
            : Problems.Conflict(
                status is PullStatus.Stale ? "The lease was followed by another; somebody else has the task now." : $"The task is {job.State.Wire()} and not held by the caller.",
                job.State.Wire());
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex Word();
}
