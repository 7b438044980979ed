using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>Gives leases back without ending the job: retry, snooze, wait, return.</summary>
internal static class ReturnStatement
{
    // A retry keeps its attempt; a snooze, a wait and a return give it back. What was returned to a job that has failed
    // before is retrying, not pending, because its errors stand. Same check of the lease as in FinishStatement.
    internal const string Sql = """
        with input as materialized (
            select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::timestamptz[], $7::text[], $8::text[], $10::text[])
                as i(tenant_id, id, epoch, how, delay_ms, until, error, reason, worker)
        ), dated as (
            select i.*, case i.how when 'retrying' then now() + i.delay_ms * interval '1 millisecond' when 'snoozed' then i.until end as due_at from input i
        ), back as (
            update jobs.job j
            set state = case when i.how = 'waiting' then 'waiting' when i.error is not null or j.errors <> '[]' then 'retrying' else 'pending' end,
                due_at = coalesce(i.due_at, j.due_at),
                rank_at = case when i.how <> 'waiting' and coalesce(i.due_at, j.due_at) <= now() then jobs.rank_at(coalesce(i.due_at, j.due_at), j.priority, j.deadline) end,
                attempt = case i.how when 'retrying' then j.attempt else j.attempt - 1 end,
                reason = case i.how when 'waiting' then i.reason end,
                errors = case when i.error is null then j.errors
                    else j.errors || jsonb_build_object('attempt', j.attempt, 'at', now(), 'worker', coalesce(i.worker, $9), 'error', i.error) end,
                worker_id = null, puller_id = null, lease_expires_at = null
            from dated i
            where j.tenant_id = i.tenant_id and j.id = i.id and j.epoch = i.epoch and j.state = 'processing'
            returning j.tenant_id, j.id, j.correlation_id, j.queue, j.kind, j.source, j.attempt, i.how, coalesce(i.error, i.reason) as message
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, how, queue, kind, source, message, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from back group by tenant_id, how, queue, kind, source, message
        )
        select array_agg(id) from back
        """;

    /// <summary>The jobs that were given back; those missing were refused.</summary>
    public static async Task<HashSet<Guid>> ExecuteAsync(NpgsqlConnection connection, string worker, IReadOnlyList<Settlement> backs, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                Column.Of(backs, static e => e.Lease.TenantId), Column.Of(backs, static e => e.Lease.JobId), Column.Of(backs, static e => e.Lease.Epoch),
                Column.Of(backs, static e => Event(e.How)), Column.Of(backs, static e => (long)e.Delay.TotalMilliseconds),
                Column.Of(backs, static e => e.Until?.ToUniversalTime()), Column.OfAny(backs, static e => e.Error), Column.OfAny(backs, static e => e.Reason),
                new NpgsqlParameter<string> { TypedValue = worker }, Column.OfAny(backs, static e => e.Worker),
            },
        };
        return await command.ExecuteScalarAsync(ct) is Guid[] done ? [.. done] : [];
    }

    private static string Event(SettlementKind how) => how switch
    {
        SettlementKind.Retry => "retrying",
        SettlementKind.Snooze => "snoozed",
        SettlementKind.Wait => "waiting",
        SettlementKind.Return => "returned",
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "finishes a job"),
    };
}
