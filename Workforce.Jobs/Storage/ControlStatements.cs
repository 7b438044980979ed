using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>What people and programs may do to a job from outside.</summary>
internal static class ControlStatements
{
    // Whatever its state, the job leaves the hot table at once. A worker that runs it finds its lease gone and stops its
    // handler; every write of that handler is refused from here on, so nothing completes after it was cancelled. A job
    // whose row is locked by a handler's own transaction is waited for (up to lock_timeout): it may complete just now.
    private const string Cancel = """
        with done as (
            delete from jobs.job where tenant_id = $1 and id = any($2) returning *
        ), kept as (
            insert into jobs.job_history (tenant_id, id, user_id, correlation_id, parent_id, worker_id, epoch, due_at, created_at, started_at,
                finished_at, deadline, timeout_ms, priority, attempt, max_attempts, state, queue, kind, source, idempotency_key, traceparent,
                reason, tags, keys, needs, costs, errors, payload)
            select tenant_id, id, user_id, correlation_id, parent_id, worker_id, epoch, due_at, created_at, started_at,
                now(), deadline, timeout_ms, priority, attempt, max_attempts, 'cancelled', queue, kind, source, idempotency_key, traceparent,
                $3, tags, keys, needs, costs, errors, payload
            from done
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, 'cancelled', queue, kind, source, $3, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from done group by tenant_id, queue, kind, source
        )
        select id, queue from done
        """;

    // Back from history with its errors and its epoch, so that writes of its old leases stay stale; attempts from zero.
    private const string Retry = """
        with gone as (
            delete from jobs.job_history where tenant_id = $1 and id = any($2) and state = 'failed' returning *
        ), added as (
            insert into jobs.job (tenant_id, id, user_id, correlation_id, parent_id, epoch, due_at, rank_at, created_at, deadline, timeout_ms, priority,
                max_attempts, queue, kind, source, idempotency_key, traceparent, tags, keys, needs, costs, lane, errors, payload)
            select tenant_id, id, user_id, correlation_id, parent_id, epoch, now(), jobs.rank_at(now(), priority::smallint, case when deadline > now() then deadline end),
                created_at, case when deadline > now() then deadline end, timeout_ms, priority, max_attempts, queue, kind, source, idempotency_key, traceparent, tags, keys, needs, costs, jobs.lane_of(keys, needs), errors, payload
            from gone
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, 'enqueued', queue, kind, source, 'retried by request', array_agg(id), array_agg(correlation_id), array_agg(0::smallint)
            from gone group by tenant_id, queue, kind, source
        )
        select id, queue from gone
        """;

    private const string Wake = """
        with woken as (
            update jobs.job set state = case when errors <> '[]' then 'retrying' else 'pending' end, reason = null, due_at = now(),
                rank_at = jobs.rank_at(now(), priority, deadline)
            where tenant_id = $1 and id = any($2) and state = 'waiting'
            returning *
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, 'enqueued', queue, kind, source, 'woken', array[id], array[correlation_id], array[attempt] from woken
        )
        select id, queue from woken
        """;

    // A claim that holds the row just now is waited for; the state is then looked at again, and a job that runs is left alone.
    private const string Change = """
        with changed as (
            update jobs.job set priority = coalesce($3, priority), due_at = coalesce($4, due_at), deadline = coalesce($5, deadline),
                timeout_ms = coalesce($6, timeout_ms), payload = coalesce($7::json, payload),
                rank_at = case when state <> 'waiting' and coalesce($4, due_at) <= now()
                    then jobs.rank_at(coalesce($4, due_at), coalesce($3, priority), coalesce($5, deadline)) end
            where tenant_id = $1 and id = any($2) and state in ('pending', 'retrying', 'waiting')
            returning *
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, 'changed', queue, kind, source, $8, array[id], array[correlation_id], array[attempt] from changed
        )
        select id, queue from changed
        """;

    /// <summary>What was cancelled; the others had finished or are not there. At most 1000 at once.</summary>
    public static Task<List<(Guid Id, string Queue)>> CancelAsync(NpgsqlDataSource source, Guid tenantId, Guid[] jobIds, string reason, CancellationToken ct) =>
        TouchedAsync(source, Cancel, [new() { Value = tenantId }, new() { Value = jobIds }, new() { Value = reason }], ct);

    /// <summary>The same in the transaction the connection is in.</summary>
    public static async Task<List<(Guid Id, string Queue)>> CancelAsync(NpgsqlConnection connection, Guid tenantId, Guid[] jobIds, string reason, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Cancel, connection) { Parameters = { new() { Value = tenantId }, new() { Value = jobIds }, new() { Value = reason } } };
        return await TouchedAsync(command, ct);
    }

    /// <summary>What runs again; the others have not failed or are not there. At most 1000 at once.</summary>
    public static Task<List<(Guid Id, string Queue)>> RetryAsync(NpgsqlDataSource source, Guid tenantId, Guid[] jobIds, CancellationToken ct) =>
        TouchedAsync(source, Retry, [new() { Value = tenantId }, new() { Value = jobIds }], ct);

    /// <summary>What was woken; the others do not wait or are not there.</summary>
    public static Task<List<(Guid Id, string Queue)>> WakeAsync(NpgsqlDataSource source, Guid tenantId, Guid jobId, CancellationToken ct) =>
        TouchedAsync(source, Wake, [new() { Value = tenantId }, new() { Value = new[] { jobId } }], ct);

    /// <summary>What was changed; the others run, have finished or are not there.</summary>
    public static Task<List<(Guid Id, string Queue)>> ChangeAsync(NpgsqlDataSource source, Guid tenantId, Guid jobId, JobChange change, CancellationToken ct)
    {
        static NpgsqlParameter Of(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
        return TouchedAsync(
            source,
            Change,
            [
                new() { Value = tenantId }, new() { Value = new[] { jobId } }, Of(NpgsqlDbType.Smallint, (short?)change.Priority),
                Of(NpgsqlDbType.TimestampTz, change.ScheduledFor?.ToUniversalTime()), Of(NpgsqlDbType.TimestampTz, change.Deadline?.ToUniversalTime()),
                Of(NpgsqlDbType.Integer, (int?)change.Timeout?.TotalMilliseconds), Of(NpgsqlDbType.Text, change.PayloadJson), new() { Value = change.ToString() },
            ],
            ct);
    }

    private static async Task<List<(Guid Id, string Queue)>> TouchedAsync(NpgsqlDataSource source, string sql, NpgsqlParameter[] values, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(values);
        return await TouchedAsync(command, ct);
    }

    private static async Task<List<(Guid Id, string Queue)>> TouchedAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var touched = new List<(Guid, string)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            touched.Add((reader.GetGuid(0), reader.GetString(1)));
        return touched;
    }
}
