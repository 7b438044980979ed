using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Workers;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs.Pool;

namespace Workforce.Api.Workers;

/// <summary>Who is attached to the worker pool, and asking them to leave.</summary>
internal static class WorkerEndpoints
{
    public static void MapWorkers(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/workers").WithTags("Workers");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("Who is attached to the worker pool")
            .WithDescription("This company's attached workers, whichever process they are attached to, by name. Counts are up to two seconds old and begin with the attachment.");
        group.MapPost("/{id:guid}/drain", Drain).RequireAuthorization(Policies.Manage)
            .WithSummary("Let a worker finish and leave")
            .WithDescription("It is given nothing more, finishes what it has in hand and leaves for good. 404 where none of this company is attached under this id.");
        group.MapPost("/{id:guid}/detach", Detach).RequireAuthorization(Policies.Manage)
            .WithSummary("End a worker's connection")
            .WithDescription("What it has in hand goes back in line at once, and the attempt counts. 404 where none of this company is attached under this id.");
    }

    private static async Task<Ok<List<WorkerRow>>> List(TenantScope scope, PoolClient workers, CancellationToken ct) =>
        TypedResults.Ok((await workers.ListAsync(scope.Required, ct)).Select(Row).ToList());

    private static Task<Results<NoContent, ProblemHttpResult>> Drain(Guid id, TenantScope scope, PoolClient workers, WorkforceDbContext db, AuditTrail audit, CancellationToken ct) =>
        WantAsync(id, "drain", workers.DrainAsync, scope, db, audit, ct);

    private static Task<Results<NoContent, ProblemHttpResult>> Detach(Guid id, TenantScope scope, PoolClient workers, WorkforceDbContext db, AuditTrail audit, CancellationToken ct) =>
        WantAsync(id, "detach", workers.DetachAsync, scope, db, audit, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> WantAsync(
        Guid id, string what, Func<Guid, Guid, CancellationToken, Task<bool>> want, TenantScope scope, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        if (!await want(scope.Required, id, ct))
        {
            return Problems.NotFound("worker");
        }

        audit.Record($"worker.{what}", "worker", id);
        await db.SaveChangesAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static WorkerRow Row(AttachedWorker worker) => new(
        worker.Id, worker.Name, worker.Language, worker.Version, worker.Address, worker.Host, worker.Kinds, worker.Offers, worker.Slots, worker.Held,
        worker.Completed, worker.Failed, worker.Refused, worker.PerMinute, worker.AttachedAt, worker.HeardAt, worker.Draining);
}
