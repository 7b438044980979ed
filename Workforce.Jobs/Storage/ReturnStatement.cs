using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>Gives leases back without ending the job: retry, snooze, wait, return.</summary>
internal static class ReturnStatement
{
    // A retry keeps its attempt; a snooze, a wait and a return give it back. What was returned to a job that has failed
    // before is retrying, not pending, because its errors stand. Same check of the lease as in FinishStatement.
    internal const string Sql = """
        with input as materialized (
            select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::timestamptz[], $7::text[], $8::text[])
                as i(tenant_id, id, epoch, how, delay_ms, until, error, reason)
        ), back as (
            update jobs.job j
            set state = case when i.how = 'waiting' then 'waiting' when i.error is not null or j.errors <> '[]' then 'retrying' else 'pending' end,
                due_at = case i.how when 'retrying' then now() + i.delay_ms * interval '1 millisecond' when 'snoozed' then i.until else j.due_at end,
                attempt = case i.how when 'retrying' then j.attempt else j.attempt - 1 end,
                reason = case i.how when 'waiting' then i.reason end,
                errors = case when i.error is null then j.errors
                    else j.errors || jsonb_build_object('attempt', j.attempt, 'at', now(), 'worker', $9::text, 'error', i.error) end,
                worker_id = null, puller_id = null, lease_expires_at = null
            from input i
            where j.tenant_id = i.tenant_id and j.id = i.id and j.epoch = i.epoch and j.state = 'processing'
            returning j.tenant_id, j.id, j.correlation_id, j.queue, j.kind, j.source, j.attempt, i.how, coalesce(i.error, i.reason) as message
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, message, job_ids, correlation_ids, attempts)
            select tenant_id, how, queue, kind, source, message, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from back group by tenant_id, how, queue, kind, source, message
        )
        select id from back
        """;

    /// <summary>The jobs that were given back; those missing were refused.</summary>
    public static async Task<HashSet<Guid>> ExecuteAsync(NpgsqlConnection connection, string worker, IReadOnlyList<Settlement> backs, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                Of(NpgsqlDbType.Uuid, backs.Select(e => e.Lease.TenantId).ToArray()), Of(NpgsqlDbType.Uuid, backs.Select(e => e.Lease.JobId).ToArray()),
                Of(NpgsqlDbType.Bigint, backs.Select(e => e.Lease.Epoch).ToArray()), Of(NpgsqlDbType.Text, backs.Select(e => Event(e.How)).ToArray()),
                Of(NpgsqlDbType.Bigint, backs.Select(e => (long)e.Delay.TotalMilliseconds).ToArray()), Of(NpgsqlDbType.TimestampTz, backs.Select(e => e.Until?.ToUniversalTime()).ToArray()),
                Of(NpgsqlDbType.Text, backs.Select(e => e.Error).ToArray()), Of(NpgsqlDbType.Text, backs.Select(e => e.Reason).ToArray()),
                new() { NpgsqlDbType = NpgsqlDbType.Text, Value = worker },
            },
        };
        var done = new HashSet<Guid>(backs.Count);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            done.Add(reader.GetGuid(0));
        return done;
    }

    private static string Event(SettlementKind how) => how switch
    {
        SettlementKind.Retry => "retrying",
        SettlementKind.Snooze => "snoozed",
        SettlementKind.Wait => "waiting",
        SettlementKind.Return => "returned",
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "finishes a job"),
    };

    private static NpgsqlParameter Of(NpgsqlDbType type, object values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };
}
