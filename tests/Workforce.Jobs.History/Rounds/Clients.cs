using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workforce.Jobs.Gates;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Rounds;

/// <summary>Does the operations of a plan and keeps what was answered.</summary>
internal sealed class Clients(IServiceProvider services, TimeProvider time)
{
    private readonly JobClient jobs = services.GetRequiredService<JobClient>();
    private readonly GateClient gates = services.GetRequiredService<GateClient>();
    private readonly ConcurrentBag<Call> calls = [];
    private readonly ConcurrentDictionary<int, (Guid Tenant, Guid Id)> known = new();

    public IReadOnlyList<Call> Calls => [.. calls.OrderBy(call => call.Invoked)];

    public static Guid Tenant(int number) => new(number + 1, 0, 0, new byte[8]);

    public void Know(int number, Guid tenant, Guid id) => known[number] = (tenant, id);

    /// <summary>Each client does its operations one after the other, each not before its time.</summary>
    public Task RunAsync(IReadOnlyList<PlannedOperation> operations, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        return Task.WhenAll(operations.GroupBy(operation => operation.Client).Select(async mine =>
        {
            foreach (var operation in mine)
            {
                if (operation.At - time.GetElapsedTime(start) is var wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, ct);
                await DoAsync(operation, ct);
            }
        }));
    }

    public async Task<Answer> DoAsync(PlannedOperation operation, CancellationToken ct)
    {
        var invoked = MachineClock.Now;
        Call? call;
        try
        {
            call = await CallAsync(operation, invoked, ct);
        }
        catch (SpawnLimitException refused)
        {
            call = new(operation, invoked, MachineClock.Now, Answer.Refused, refused.Message);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            call = new(operation, invoked, MachineClock.Now, Answer.Refused, refused.Message);
        }
        catch (Exception broken) when (broken is NpgsqlException or IOException or TimeoutException)
        {
            call = new(operation, invoked, MachineClock.Now, Answer.Unknown, broken.Message);
        }
        if (call is not null)
            calls.Add(call);
        return call?.Answer ?? Answer.Refused;
    }

    // Null: there is nothing to do it to, because nobody knows whether it was stored.
    private async Task<Call?> CallAsync(PlannedOperation operation, long invoked, CancellationToken ct)
    {
        Call Answered(bool did = true, Guid? jobId = null) => new(operation, invoked, MachineClock.Now, Answer.Ok) { Did = did, JobId = jobId };
        switch (operation)
        {
            case EnqueueJobs enqueue:
                var results = enqueue.Jobs.Count == 1 ? [await jobs.EnqueueAsync(New(enqueue.Jobs[0]), ct)] : await jobs.EnqueueManyAsync([.. enqueue.Jobs.Select(New)], ct);
                foreach (var (job, result) in enqueue.Jobs.Zip(results))
                    known[job.Number] = (Tenant(job.Tenant), result.JobId);
                return Answered() with { Jobs = [.. results.Select(result => (result.JobId, result.Existing))] };
            case CancelJob cancel when known.TryGetValue(cancel.Number, out var job):
                return Answered(await jobs.CancelAsync(job.Tenant, job.Id, ct), job.Id);
            case RetryJob retry when known.TryGetValue(retry.Number, out var job):
                return Answered(await jobs.RetryAsync(job.Tenant, job.Id, ct), job.Id);
            case ChangePriority change when known.TryGetValue(change.Number, out var job):
                return Answered(await jobs.ChangeAsync(job.Tenant, job.Id, new() { Priority = change.Priority }, ct), job.Id);
            case WakeJob wake when known.TryGetValue(wake.Number, out var job):
                return Answered(await jobs.WakeAsync(job.Tenant, job.Id, ct), job.Id);
            case RedriveJobs redrive:
                return Answered(await jobs.RetryManyAsync(Tenant(redrive.Tenant), new(), 100, ct) > 0);
            case PauseJobs pause:
                await gates.PauseAsync(Of(pause.Scope), pause.For is { } lasts ? time.GetUtcNow() + lasts : null, "a client", "a round", ct);
                return Answered();
            case ResumeJobs resume:
                return Answered(await gates.ResumeAsync(Of(resume.Scope), ct));
            case LimitJobs limit:
                await gates.LimitAsync(Of(limit.Limit), ct);
                return Answered();
            default:
                return null;
        }
    }

    private NewJob New(PlannedJob job)
    {
        var due = job.Delay is { } delay ? time.GetUtcNow() + delay : (DateTimeOffset?)null;
        return NewJob.Of(Worker.ScriptHandler.Kind(job.Kind), job.Work, Tenant(job.Tenant)) with
        {
            Priority = (byte)job.Priority,
            Keys = job.Keys,
            ScheduledFor = due,
            Deadline = job.Deadline is { } deadline ? time.GetUtcNow() + deadline : null,
            IdempotencyKey = job.IdempotencyKey,
            ParentId = job.Parent is { } parent && known.TryGetValue(parent, out var above) ? above.Id : null,
            SpawnLimits = job.FanOut is { } most ? new(10, most, 100) : null,
            MaxAttempts = job.MaxAttempts,
            Timeout = job.Timeout,
        };
    }

    private static JobScope Of(PlannedScope scope)
    {
        Guid? tenant = scope.Tenant is { } number ? Tenant(number) : null;
        return scope.Of switch
        {
            "all" => JobScope.All(tenant),
            "queue" => JobScope.Queue(scope.Name, tenant),
            "kind" => JobScope.Kind(scope.Name, tenant),
            _ => JobScope.Key(scope.Name, tenant),
        };
    }

    private static JobLimit Of(PlannedLimit limit)
    {
        var all = limit.Per is { } per ? JobLimit.Starts(Of(limit.Scope), limit.Most, per) : JobLimit.Running(Of(limit.Scope), limit.Most);
        var keyed = limit.EachKey is { } prefix ? all.ForEachKey(prefix) : all;
        return limit.EachTenant ? keyed.ForEachTenant() : keyed;
    }
}
