using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Workforce.Contracts.WorkerPool.V1;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs.Gates;
using Workforce.Jobs.Pool;

namespace Workforce.Workers.Pool;

/// <summary>The adapter of <see cref="PoolClient"/> and <see cref="GateClient"/> to gRPC.</summary>
internal sealed class WorkerControlService(PoolClient workers, GateClient gates, WorkforceDbContext db, AuditTrail audit) : WorkerControl.WorkerControlBase
{
    public override async Task<ListWorkersReply> ListWorkers(ListWorkersRequest request, ServerCallContext context)
    {
        var reply = new ListWorkersReply();
        reply.Workers.AddRange((await AllAsync(context)).Select(Write));
        return reply;
    }

    public override Task<WorkerReply> DrainWorker(WorkerRequest request, ServerCallContext context) => WantAsync(request, "drain", workers.DrainAsync, context);

    public override Task<WorkerReply> DetachWorker(WorkerRequest request, ServerCallContext context) => WantAsync(request, "detach", workers.DetachAsync, context);

    public override async Task<Stats> GetStats(GetStatsRequest request, ServerCallContext context)
    {
        var all = await AllAsync(context);
        return new() { Workers = all.Count, Slots = all.Sum(w => w.Slots), JobsInHand = all.Sum(w => w.Held), PerMinute = all.Sum(w => w.PerMinute) };
    }

    public override async Task<PauseReply> Pause(PauseRequest request, ServerCallContext context)
    {
        var caller = Steerer(context);
        var scope = PoolWire.Read(request.Scope, caller.TenantId);
        if (request.Reason.Length > 1000)
            throw PoolFault.Field("reason", $"reason has {request.Reason.Length} characters; expected at most 1000.");
        var by = await db.People.Where(person => person.Id == caller.Holder.UserId).Select(person => person.Email).SingleAsync(context.CancellationToken);
        await gates.PauseAsync(scope, PoolWire.Instant("until", request.Until), by[..Math.Min(by.Length, 200)], request.Reason, context.CancellationToken);
        await NoteAsync("job.pause", scope, new { Until = request.Until?.ToDateTimeOffset(), request.Reason }, context);
        return new();
    }

    public override async Task<ResumeReply> Resume(ResumeRequest request, ServerCallContext context)
    {
        var scope = PoolWire.Read(request.Scope, Steerer(context).TenantId);
        if (await gates.ResumeAsync(scope, context.CancellationToken))
            await NoteAsync("job.resume", scope, null, context);
        return new();
    }

    private static PoolCaller Steerer(ServerCallContext context)
    {
        var caller = PoolCaller.Of(context);
        caller.MustControl();
        return caller;
    }

    private Task<IReadOnlyList<Jobs.Pool.AttachedWorker>> AllAsync(ServerCallContext context) => workers.ListAsync(Steerer(context).TenantId, context.CancellationToken);

    private async Task<WorkerReply> WantAsync(WorkerRequest request, string what, Func<Guid, Guid, CancellationToken, Task<bool>> want, ServerCallContext context)
    {
        var (caller, id) = (Steerer(context), PoolWire.Id("worker_id", request.WorkerId));
        if (!await want(caller.TenantId, id, context.CancellationToken))
            throw PoolFault.NotFound("worker");
        audit.Record($"worker.{what}", "worker", id);
        await db.SaveChangesAsync(context.CancellationToken);
        return new();
    }

    private async Task NoteAsync(string action, JobScope scope, object? detail, ServerCallContext context)
    {
        audit.Record(action, scope.Of.ToString().ToLowerInvariant(), scope.Name, detail);
        await db.SaveChangesAsync(context.CancellationToken);
    }

    private static Contracts.WorkerPool.V1.AttachedWorker Write(Jobs.Pool.AttachedWorker worker)
    {
        var wire = new Contracts.WorkerPool.V1.AttachedWorker
        {
            WorkerId = worker.Id.ToString(), Name = worker.Name, Language = worker.Language, Version = worker.Version, Host = worker.Host, Slots = worker.Slots, JobsInHand = worker.Held,
            Completed = worker.Completed, Failed = worker.Failed, Refused = worker.Refused, PerMinute = worker.PerMinute,
            AttachedAt = Timestamp.FromDateTimeOffset(worker.AttachedAt), LastHeartbeatAt = Timestamp.FromDateTimeOffset(worker.HeardAt), Draining = worker.Draining,
        };
        wire.Kinds.AddRange(worker.Kinds);
        wire.Capabilities.AddRange(worker.Offers);
        return wire;
    }
}
