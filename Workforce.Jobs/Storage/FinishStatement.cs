using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>Ends jobs: completed, failed or cancelled, each only under the lease it carries.</summary>
internal static class FinishStatement
{
    // One statement moves the rows out of the hot table into history and tells of it, so no reader ever sees a job in
    // both or in neither. The delete is by key through a nested loop; the epoch and the state are checked on the row
    // version that is locked, so a stale completion deletes nothing and is missing from the answer.
    internal const string Sql = """
        with input as materialized (
            select i.tenant_id, i.id, i.epoch, coalesce(i.outcome, 'completed') as outcome, i.result, i.error, i.reason, coalesce(i.worker, $8) as worker
            from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $9::text[])
                as i(tenant_id, id, epoch, outcome, result, error, reason, worker)
        ), done as (
            delete from jobs.job j using input i
            where j.tenant_id = i.tenant_id and j.id = i.id and j.epoch = i.epoch and j.state = 'processing'
            returning j.*, i.outcome, i.result, i.error, i.reason as end_reason, i.worker
        ), kept as (
            insert into jobs.job_history (tenant_id, id, user_id, correlation_id, parent_id, worker_id, epoch, due_at, created_at, started_at,
                finished_at, deadline, timeout_ms, priority, attempt, max_attempts, state, queue, kind, source, idempotency_key, traceparent,
                reason, tags, keys, needs, costs, errors, payload, result)
            select tenant_id, id, user_id, correlation_id, parent_id, worker_id, epoch, due_at, created_at, started_at,
                now(), deadline, timeout_ms, priority, attempt, max_attempts, outcome, queue, kind, source, idempotency_key, traceparent,
                end_reason, tags, keys, needs, costs, case when error is null then errors
                    else errors || jsonb_build_object('attempt', attempt, 'at', now(), 'worker', worker, 'error', error) end,
                payload, result::json
            from done
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, outcome, queue, kind, source, coalesce(error, end_reason), array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from done group by tenant_id, outcome, queue, kind, source, coalesce(error, end_reason)
        )
        select array_agg(id) from done
        """;

    /// <summary>The jobs that were ended; those missing were refused.</summary>
    public static async Task<HashSet<Guid>> ExecuteAsync(NpgsqlConnection connection, string worker, IReadOnlyList<Settlement> ends, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                Column.Of(ends, static e => e.Lease.TenantId), Column.Of(ends, static e => e.Lease.JobId), Column.Of(ends, static e => e.Lease.Epoch),
                Column.OfAny(ends, static e => State(e.How)), Column.OfAny(ends, static e => e.ResultJson), Column.OfAny(ends, static e => e.Error), Column.OfAny(ends, static e => e.Reason),
                new NpgsqlParameter<string> { TypedValue = worker }, Column.OfAny(ends, static e => e.Worker),
            },
        };
        return await command.ExecuteScalarAsync(ct) is Guid[] done ? [.. done] : [];
    }

    // Null stands for the usual one, so that a batch of nothing else carries no column of it.
    private static string? State(SettlementKind how) => how switch
    {
        SettlementKind.Complete => null,
        SettlementKind.Fail => "failed",
        SettlementKind.Cancel => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "does not finish a job"),
    };
}
