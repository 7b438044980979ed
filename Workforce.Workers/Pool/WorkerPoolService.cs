using Grpc.Core;
using Workforce.Contracts.WorkerPool.V1;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;
using Workforce.Jobs.Pool;

namespace Workforce.Workers.Pool;

/// <summary>The adapter of <see cref="JobPool"/> and <see cref="JobClient"/> to gRPC.</summary>
internal sealed class WorkerPoolService(
    JobPool pool, JobClient jobs, PoolRates rates, PoolKeys keys, WorkforceDbContext db, AuditTrail audit, TimeProvider time) : WorkerPool.WorkerPoolBase
{
    public override async Task Attach(IAsyncStreamReader<FromWorker> requestStream, IServerStreamWriter<ToWorker> responseStream, ServerCallContext context)
    {
        using var messages = rates.Messages();
        await new AttachStream(pool, PoolCaller.Of(context), messages, keys, time, requestStream, responseStream, context).RunAsync();
    }

    public override async Task<EnqueueReply> Enqueue(EnqueueRequest request, ServerCallContext context)
    {
        var caller = PoolCaller.Of(context);
        caller.MustReach(request.Kind);
        if (request.Priority is < 0 or > 10)
            throw PoolFault.Field("priority", $"priority is {request.Priority}; expected 1 (first) to 10 (last), or 0 for 5.");
        var job = new NewJob
        {
            Kind = request.Kind, PayloadJson = request.PayloadJson, TenantId = caller.TenantId,
            UserId = PoolWire.OptionalId("user_id", request.UserId) ?? (request.Parent is null ? caller.Holder.UserId : null),
            CorrelationId = PoolWire.OptionalId("correlation_id", request.CorrelationId),
            IdempotencyKey = request.IdempotencyKey.Length == 0 ? null : request.IdempotencyKey,
            Priority = request.Priority is 0 ? (byte)5 : (byte)request.Priority,
            MaxAttempts = request.MaxAttempts is 0 ? 3 : request.MaxAttempts,
            Timeout = PoolWire.Span("timeout", request.Timeout) ?? TimeSpan.FromMinutes(5),
            ScheduledFor = PoolWire.Instant("scheduled_for", request.ScheduledFor), Deadline = PoolWire.Instant("deadline", request.Deadline),
            Tags = [.. request.Tags], Keys = [.. request.Keys], Needs = [.. request.Needs],
        };
        if (request.Tags.Count > 20 || request.Tags.Any(tag => tag.Length is 0 or > 100))
            throw PoolFault.Field("tags", "tags has more than 20 entries, or one that has not 1 to 100 characters.");
        var stored = request.Parent is { } parent
            ? await jobs.EnqueueNextAsync(job, PoolWire.Id("parent.job_id", parent.JobId), parent.LeaseEpoch, context.CancellationToken)
            : await jobs.EnqueueAsync(job, context.CancellationToken);
        return new() { JobId = stored.JobId.ToString(), Existing = stored.Existing };
    }

    public override async Task<Job> GetJob(GetJobRequest request, ServerCallContext context) => PoolWire.Write(await FindAsync(request.JobId, context, PoolCaller.Of(context).MustReach));

    public override async Task<CancelJobReply> CancelJob(CancelJobRequest request, ServerCallContext context)
    {
        var job = await FindAsync(request.JobId, context, PoolCaller.Of(context).MustDo);
        var cancelled = await jobs.CancelAsync(job.TenantId, job.Id, context.CancellationToken);
        if (cancelled)
        {
            audit.Record("job.cancel", "job", job.Id, new { job.Kind });
            await db.SaveChangesAsync(context.CancellationToken);
        }
        return new() { Cancelled = cancelled };
    }

    private async Task<JobDetails> FindAsync(string jobId, ServerCallContext context, Action<string> check)
    {
        var caller = PoolCaller.Of(context);
        var job = await jobs.GetAsync(caller.TenantId, PoolWire.Id("job_id", jobId), context.CancellationToken) ?? throw PoolFault.NotFound("job");
        check(job.Kind);
        return job;
    }
}
