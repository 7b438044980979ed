using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>Takes due jobs the short way, where there are few and nothing holds any of them up.</summary>
internal static class CalmClaimStatement
{
    // Where all that is in line fits into one claim and nothing holds any of it up, its order is all there is to decide, and that
    // is decided by whoever gets it. This is what a system does that keeps up with its work, and it takes a fraction of the other's time.
    //
    // line:  what there is, and one more than may be taken, to know that it does not fit.
    // calm:  whether it is as simple as that.
    // taken: those that nobody else is claiming.
    internal const string Sql = $"{Head}{Rest}";

    /// <summary>The same for one tenant, $4.</summary>
    internal const string SqlOfOne = $"{Head} and j.tenant_id = $4{Rest}";

    private const string Head = """
        with able as materialized (
            select kind from unnest($1::text[]) as kind
            where exists (select from jobs.worker w where w.id = $3 and w.lost_at is null)
        ), line as materialized (
            select first.place, first.needs from able cross join lateral (
                select j.ctid as place, j.needs from jobs.job j where j.kind = able.kind and j.rank_at is not null
        """;

    private const string Rest = """
             limit $2 + 1) first
            limit $2 + 1
        ), calm as materialized (
            select case when count(*) <= $2 and not exists (select from line where needs is not null)
                and not exists (select from jobs.pause) and not exists (select from jobs.job_limit) then count(*) end as jobs
            from line
        ), taken as materialized (
            select free.ctid, free.rank_at from line cross join lateral (
                select j.ctid, j.rank_at from jobs.job j where j.ctid = line.place and j.rank_at is not null for update skip locked) free
            where (select jobs from calm) > 0
        ), claimed as (
            update jobs.job j
            set state = 'processing', epoch = j.epoch + 1, attempt = j.attempt + 1, worker_id = $3, started_at = now(), rank_at = null
            from taken where j.ctid = taken.ctid
            returning j.tenant_id, j.id, j.epoch, j.user_id, j.correlation_id, j.parent_id, j.kind, j.queue, j.source, j.attempt,
                j.max_attempts, taken.rank_at, j.due_at, j.started_at, j.timeout_ms, j.deadline, j.traceparent, j.payload, j.keys, j.costs
        ), started as (
            insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
            select tenant_id, 'started', queue, kind, source, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from claimed group by tenant_id, queue, kind, source
        )
        select calm.jobs, null::uuid as edge, false as more, null::double precision as opens, false as limited, false as waits,
            c.tenant_id, c.id, c.epoch, c.user_id, c.correlation_id, c.parent_id, c.kind, c.queue, c.source, c.attempt, c.max_attempts,
            c.rank_at, c.due_at, c.started_at, c.timeout_ms, c.deadline, c.traceparent, c.payload, c.keys, c.costs::text, false as limited, 1::smallint as weight
        from calm left join claimed c on true
        """;

    /// <summary>Most that a claim takes the short way.</summary>
    public const int Most = 64;

    /// <summary>Takes all there is, at most <see cref="Most"/>; null, and nothing taken: there is more, or something holds some of it up.</summary>
    /// <inheritdoc cref="ClaimStatement.ExecuteAsync" path="/param"/>
    public static async Task<ClaimAnswer?> ExecuteAsync(NpgsqlDataSource source, Guid workerId, Abilities able, int limit, ClaimRound round, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        var claim = ClaimStatement.Command(able.TenantId is null ? Sql : SqlOfOne, workerId, able, Math.Min(limit, Most));
        if (able.TenantId is { } tenant)
            claim.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
        batch.BatchCommands.Add(claim);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        var (answer, jobs, _) = await ClaimAnswer.ReadAsync(rows, Most, ct);
        // Those that others are claiming now are what is left.
        return answer is null ? null : answer with { Lanes = answer.Lanes - jobs.Count, Jobs = ClaimOrder.InTurn([.. jobs.OrderBy(job => job.RankAt)], round.LastServed), Next = round };
    }
}
