using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>Takes jobs back from lost workers and from pullers whose lease ran out. The attempt counts.</summary>
internal static class RescueStatement
{
    private const int Batch = 1000;

    // dead:   declared lost under a row lock, so that of two rescuers one does it, and a heartbeat that came meanwhile counts.
    // caught: at most two batches, rows locked by others (a handler's own transaction, a completion) left for the next round.
    // ended:  no attempt is left; this is what stops a job that kills its worker every time.
    internal const string Sql = $"""
        with {LivenessSql.Ctes}, dead as (
            update jobs.worker set lost_at = coalesce(lost_at, now())
            where id in (
                select w.id from jobs.worker w cross join server
                where w.stopped_at is null and (
                    (w.lost_at is null and {LivenessSql.LostFrom} <= now())
                    or (w.lost_at is not null and exists (select from jobs.job j where j.worker_id = w.id)))
                for update of w skip locked)
            returning id, name
        ), orphaned as materialized (
            select j.tenant_id, j.id, 'worker ' || dead.name || ' was lost' as error, dead.name as holder
            from dead join jobs.job j on j.worker_id = dead.id
            where j.state = 'processing'
            limit {BatchText} for update of j skip locked
        ), expired as materialized (
            select j.tenant_id, j.id, 'the lease of puller ' || j.puller_id || ' ran out' as error, 'puller ' || j.puller_id as holder
            from jobs.job j
            where j.lease_expires_at <= now() and j.state = 'processing'
            limit {BatchText} for update skip locked
        ), caught as materialized (
            select * from orphaned union all select * from expired
        ), back as (
            update jobs.job j
            set state = 'retrying', due_at = now(), rank_at = jobs.rank_at(now(), j.priority, j.deadline), worker_id = null, puller_id = null, lease_expires_at = null,
                errors = j.errors || jsonb_build_object('attempt', j.attempt, 'at', now(), 'worker', c.holder, 'error', c.error)
            from caught c
            where j.tenant_id = c.tenant_id and j.id = c.id and j.attempt < j.max_attempts
            returning j.tenant_id, j.id, j.correlation_id, j.queue, j.kind, j.source, j.attempt, 'retrying' as type, c.error
        ), ended as (
            delete from jobs.job j using caught c
            where j.tenant_id = c.tenant_id and j.id = c.id and j.attempt >= j.max_attempts
            returning j.*, c.error, c.holder
        ), kept as (
            insert into jobs.job_history (tenant_id, id, user_id, correlation_id, parent_id, worker_id, epoch, due_at, created_at, started_at,
                finished_at, deadline, timeout_ms, priority, attempt, max_attempts, state, queue, kind, source, idempotency_key, traceparent,
                tags, keys, needs, costs, errors, payload)
            select tenant_id, id, user_id, correlation_id, parent_id, worker_id, epoch, due_at, created_at, started_at,
                now(), deadline, timeout_ms, priority, attempt, max_attempts, 'failed', queue, kind, source, idempotency_key, traceparent,
                tags, keys, needs, costs, errors || jsonb_build_object('attempt', attempt, 'at', now(), 'worker', holder, 'error', error), payload
            from ended
        ), rescued as (
            select tenant_id, id, correlation_id, queue, kind, source, attempt, type, error from back
            union all
            select tenant_id, id, correlation_id, queue, kind, source, attempt, 'failed', error from ended
        ), numbered as (
            select *, row_number() over (partition by tenant_id, type, queue, kind, source, error) / 2048 as part from rescued
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, type, queue, kind, source, error, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from numbered group by tenant_id, type, queue, kind, source, error, part
        )
        select (select array_agg(name) from dead), queue, type, count(*) from rescued group by queue, type
        union all
        select (select array_agg(name) from dead), null, null, 0
        """;

    private const string BatchText = "1000";

    /// <param name="Workers">Declared lost now, or before with jobs left.</param>
    /// <param name="Queues">Where jobs are to be had again.</param>
    /// <param name="Retrying">Jobs that will run again.</param>
    /// <param name="Failed">Jobs without an attempt left.</param>
    public sealed record Answer(IReadOnlyList<string> Workers, IReadOnlyList<string> Queues, long Retrying, long Failed)
    {
        /// <summary>There may be more.</summary>
        public bool Full => Retrying + Failed >= Batch;
    }

    public static async Task<Answer> ExecuteAsync(NpgsqlDataSource source, JobsOptions options, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        BeatStatement.Add(command, options);
        var workers = Array.Empty<string>();
        var queues = new HashSet<string>(StringComparer.Ordinal);
        long retrying = 0, failed = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            workers = reader.IsDBNull(0) ? workers : reader.GetFieldValue<string[]>(0);
            if (reader.IsDBNull(1))
                continue;
            queues.Add(reader.GetString(1));
            if (reader.GetString(2) == "failed")
                failed += reader.GetInt64(3);
            else
                retrying += reader.GetInt64(3);
        }
        return new(workers, [.. queues], retrying, failed);
    }
}
