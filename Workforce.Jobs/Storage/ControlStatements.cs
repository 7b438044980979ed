using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>What people and programs may do to a job from outside.</summary>
internal static class ControlStatements
{
    // Whatever its state, the job leaves the hot table at once. A worker that runs it finds its lease gone and stops its
    // handler; every write of that handler is refused from here on, so nothing completes after it was cancelled. A job
    // whose row is locked by a handler's own transaction is waited for (up to lock_timeout): it may complete just now.
    private const string Cancel = """
        with done as (
            delete from jobs.job where tenant_id = $1 and id = $2 returning *
        ), kept as (
            insert into jobs.job_history (tenant_id, id, user_id, correlation_id, parent_id, worker_id, epoch, due_at, created_at, started_at,
                finished_at, deadline, timeout_ms, priority, attempt, max_attempts, state, queue, kind, source, idempotency_key, traceparent,
                reason, tags, errors, payload)
            select tenant_id, id, user_id, correlation_id, parent_id, worker_id, epoch, due_at, created_at, started_at,
                now(), deadline, timeout_ms, priority, attempt, max_attempts, 'cancelled', queue, kind, source, idempotency_key, traceparent,
                $3, tags, errors, payload
            from done
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, 'cancelled', queue, kind, source, $3, array[id], array[correlation_id], array[attempt] from done
        )
        select queue from done
        """;

    // Back from history with its errors and its epoch, so that writes of its old leases stay stale; attempts from zero.
    private const string Retry = """
        with gone as (
            delete from jobs.job_history where tenant_id = $1 and id = $2 and state = 'failed' returning *
        ), added as (
            insert into jobs.job (tenant_id, id, user_id, correlation_id, parent_id, epoch, due_at, created_at, deadline, timeout_ms, priority,
                max_attempts, queue, kind, source, idempotency_key, traceparent, tags, errors, payload)
            select tenant_id, id, user_id, correlation_id, parent_id, epoch, now(), created_at, case when deadline > now() then deadline end,
                timeout_ms, priority, max_attempts, queue, kind, source, idempotency_key, traceparent, tags, errors, payload
            from gone
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, 'enqueued', queue, kind, source, 'retried by request', array[id], array[correlation_id], array[0::smallint] from gone
        )
        select queue from gone
        """;

    private const string Wake = """
        with woken as (
            update jobs.job set state = case when errors <> '[]' then 'retrying' else 'pending' end, reason = null, due_at = now()
            where tenant_id = $1 and id = $2 and state = 'waiting'
            returning *
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, 'enqueued', queue, kind, source, 'woken', array[id], array[correlation_id], array[attempt] from woken
        )
        select queue from woken
        """;

    /// <summary>The queue of the job; null: it was finished already or is not there.</summary>
    public static Task<string?> CancelAsync(NpgsqlDataSource source, Guid tenantId, Guid jobId, string reason, CancellationToken ct) =>
        QueueAsync(source, Cancel, [tenantId, jobId, reason], ct);

    /// <summary>The queue of the job; null: it has not failed or is not there.</summary>
    public static Task<string?> RetryAsync(NpgsqlDataSource source, Guid tenantId, Guid jobId, CancellationToken ct) =>
        QueueAsync(source, Retry, [tenantId, jobId], ct);

    /// <summary>The queue of the job; null: it does not wait or is not there.</summary>
    public static Task<string?> WakeAsync(NpgsqlDataSource source, Guid tenantId, Guid jobId, CancellationToken ct) =>
        QueueAsync(source, Wake, [tenantId, jobId], ct);

    private static async Task<string?> QueueAsync(NpgsqlDataSource source, string sql, object[] values, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (string?)await command.ExecuteScalarAsync(ct);
    }
}
