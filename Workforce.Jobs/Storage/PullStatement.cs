using Npgsql;
using Workforce.Jobs.Gates;

namespace Workforce.Jobs.Storage;

/// <summary>Claims for somebody who has no connection of its own: a lease with a deadline, only jobs of that person.</summary>
internal static class PullStatement
{
    // expired: leases of this person that ran out are handed out again even where no worker process is there to rescue
    //          them. Their old attempt is recorded; without an attempt left they stay for the rescuer to fail.
    // candidate: in the order of the line; a person has few, so this reads (tenant_id, id) and needs no index of its own.
    // pick:    of those under limits the first that they leave room for; the next is for the next pull.
    // taken:   locked; those that changed since the statement began are looked at again, or left out.
    //          What needs something is for workers that offer it: a person's program has no way to say so.
    private const string Sql = $"""
        with {LimitSql.Running}, candidate as materialized (
            select j.tenant_id, j.id, j.kind, j.keys, j.costs, jobs.rank_at(j.due_at, j.priority, j.deadline) as rank_at, j.state = 'processing' as expired from jobs.job j
            where j.tenant_id = $1 and j.user_id = $2 and j.queue = $3 and j.kind <> all ($6::text[]) and j.due_at <= now()
              and j.needs is null and not exists (select from jobs.pause g, (select j.tenant_id, j.kind::text, j.keys) x where {GateSql.Holds})
              and (j.state in ('pending', 'retrying') or (j.lease_expires_at <= now() and j.attempt < j.max_attempts))
            order by rank_at, j.id limit 10 * $4
        ), bound as materialized (
            select taken.id, b.id as limit_id, b.part, b.stride, {LimitSql.Weight} as weight, b.room, b.most
            from candidate taken cross join lateral (select * from (select taken.tenant_id, taken.kind, taken.keys) x cross join lateral {LimitSql.Bounds} b) b
        ), pick as materialized (
            select tenant_id, id, expired, rank_at from candidate c
            where not exists (select from bound b where b.id = c.id and least(b.weight, b.most) > b.room)
              and (not exists (select from bound b where b.id = c.id)
                or c.id = (select first.id from candidate first where exists (select from bound b where b.id = first.id)
                    and not exists (select from bound b where b.id = first.id and least(b.weight, b.most) > b.room) order by first.rank_at, first.id limit 1))
        ), taken as materialized (
            select j.tenant_id, j.id, pick.expired from pick join jobs.job j on j.tenant_id = pick.tenant_id and j.id = pick.id
            where (j.state in ('pending', 'retrying') or (j.lease_expires_at <= now() and j.attempt < j.max_attempts))
            order by pick.rank_at, j.id limit $4
            for update of j skip locked
        ), claimed as (
            update jobs.job j
            set state = 'processing', epoch = j.epoch + 1, attempt = j.attempt + 1, worker_id = null, puller_id = $2, started_at = now(),
                lease_expires_at = now() + $5 * interval '1 millisecond', rank_at = null,
                errors = case when not taken.expired then j.errors else j.errors || jsonb_build_object('attempt', j.attempt, 'at', now(),
                    'worker', 'puller ' || j.puller_id, 'error', 'the lease of puller ' || j.puller_id || ' ran out') end
            from taken where j.tenant_id = taken.tenant_id and j.id = taken.id
            returning j.*
        ), reserved as (
            insert into jobs.limit_use as u (limit_id, part, at, amount)
            select b.limit_id, b.part, date_bin(b.stride, now(), 'epoch'), b.weight from claimed c join bound b on b.id = c.id where b.stride is not null order by 1, 2
            on conflict on constraint limit_use_pk do update set amount = u.amount + excluded.amount
        ), started as (
            insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
            select tenant_id, 'started', queue, kind, source, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from claimed group by tenant_id, queue, kind, source
        )
        select id, tenant_id, user_id, correlation_id, kind, queue, source, payload::text, idempotency_key, attempt, max_attempts, epoch,
            created_at, lease_expires_at
        from claimed order by jobs.rank_at(due_at, priority, deadline), id
        """;

    private const string Look = """
        select state, puller_id, epoch, attempt, max_attempts from jobs.job where tenant_id = $1 and id = $2 and user_id = $3
        union all
        select state, null, epoch, attempt, max_attempts from jobs.job_history where tenant_id = $1 and id = $2 and user_id = $3
        """;

    public static async Task<IReadOnlyList<PulledJob>> PullAsync(NpgsqlDataSource source, Guid tenantId, Guid userId, string queue, IReadOnlyCollection<string> except, int max, TimeSpan lease, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(LimitSql.Lock));
        batch.BatchCommands.Add(new(Sql)
        {
            Parameters =
            {
                new() { Value = tenantId }, new() { Value = userId }, new() { Value = queue }, new() { Value = (long)max }, new() { Value = lease.TotalMilliseconds },
                Column.Of(except.ToArray()),
            },
        });
        var jobs = new List<PulledJob>();
        await using var row = await batch.ExecuteReaderAsync(ct);
        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct))
            jobs.Add(new(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6),
                row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetInt16(9), row.GetInt16(10), row.GetInt64(11),
                row.GetFieldValue<DateTimeOffset>(12), row.GetFieldValue<DateTimeOffset>(13)));
        return jobs;
    }

    /// <summary>The job as a puller's answer meets it; null: not there or not this person's.</summary>
    public static async Task<PullView?> LookAsync(NpgsqlDataSource source, Guid tenantId, Guid userId, Guid jobId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Look);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = jobId });
        command.Parameters.Add(new() { Value = userId });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(JobStates.Parse(row.GetString(0)), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetInt64(2), row.GetInt16(3), row.GetInt16(4))
            : null;
    }
}

/// <param name="State">Where it stands.</param>
/// <param name="PullerId">Who holds it, if a puller.</param>
/// <param name="Epoch">Latest lease.</param>
/// <param name="Attempt">Attempts begun.</param>
/// <param name="MaxAttempts">Attempts allowed.</param>
internal sealed record PullView(JobState State, Guid? PullerId, long Epoch, int Attempt, int MaxAttempts);
