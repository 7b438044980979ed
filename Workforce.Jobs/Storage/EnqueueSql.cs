namespace Workforce.Jobs.Storage;

/// <summary>The forms of storing jobs.</summary>
internal static class EnqueueSql
{
    // One transaction for all tables, so that a job, its key and its event stand or fall together. Most jobs stand alone: they have
    // no key, no parent, no limits of their own. What those need is a third of the work, and a third of that again for one by itself.
    private const string Columns = """
        tenant_id, id, user_id, correlation_id, parent_id, due_at, rank_at, deadline, timeout_ms, priority, max_attempts,
        queue, kind, source, idempotency_key, traceparent, tags, keys, needs, costs, lane, payload
        """;

    private const string Told = """
        told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
            select tenant_id, 'enqueued', queue, kind, source, array_agg(id), array_agg(correlation_id), array_agg(0::smallint)
            from added group by tenant_id, queue, kind, source
        )
        """;

    private const string Values = """
        tenant_id, id, user_id, coalesce(correlation_id, id), parent_id, coalesce(due_at, now()),
        case when due_at is null or due_at <= now() then jobs.rank_at(coalesce(due_at, now()), priority, deadline) end, deadline, timeout_ms, priority, max_attempts,
        split_part(kind, '.', 1), kind, source, idempotency_key, traceparent,
        case when tags is null then '{}' else array(select json_array_elements_text(tags::json)) end, key_list, need_list, costs::jsonb, jobs.lane_of(key_list, need_list), payload::json
        """;

    // A set cannot be a column of an array, hence JSON.
    private const string Lists = """
        select i.*, case when i.keys is not null then array(select json_array_elements_text(i.keys::json)) end as key_list,
            case when i.needs is not null then array(select json_array_elements_text(i.needs::json)) end as need_list
        """;

    public const string One = $"""
        insert into jobs.job ({Columns})
        values ($2, $1, $3, coalesce($4, $1), null, coalesce($5, now()),
            case when $5 is null or $5 <= now() then jobs.rank_at(coalesce($5, now()), $8, $6) end, $6, $7, $8, $9,
            split_part($10, '.', 1), $10, $11, null, $12, $13, $14, $15, $16, jobs.lane_of($14, $15), $17)
        """;

    public const string OneTold = """
        insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
        values ($2, 'enqueued', split_part($4, '.', 1), $4, $5, array[$1], array[$3], array[0::smallint])
        """;

    public const string Alone = $"""
        with added as (
            insert into jobs.job ({Columns})
            select {Values}
            from ({Lists}, null::uuid as parent_id, null::text as idempotency_key
                from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[],
                    $7::int[], $8::smallint[], $9::smallint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
                    as i(id, tenant_id, user_id, correlation_id, due_at, deadline, timeout_ms, priority, max_attempts, kind, source, traceparent, tags, payload, keys, needs, costs)) named
            returning tenant_id, id, correlation_id, queue, kind, source
        ), {Told}
        select
        """;

    // - A key that is taken makes "on conflict do nothing" wait for the transaction that holds it and then store
    //   nothing; the job is left out because its key did not come back. Who holds it can only be read by a second
    //   statement, whose snapshot sees the other transaction.
    // - A key of arguments is taken over once it has expired.
    // - Children are counted below their parents in the same statement, which fails as a whole where they are too many.
    // - Keys are inserted in their own order, so that two batches with the same keys wait for, and never deadlock on, each other.
    public const string Bound = $"""
        with input as materialized (
            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[],
                $7::int[], $8::smallint[], $9::smallint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
                $18::text[], $19::bigint[], $20::uuid[], $21::smallint[], $22::int[], $23::int[])
                with ordinality as i(id, tenant_id, user_id, correlation_id, due_at, deadline, timeout_ms, priority, max_attempts, kind, source, traceparent, tags, payload, keys, needs, costs,
                idempotency_key, unique_ms, parent_id, max_depth, max_fan_out, max_total, position)
        ), keyed as (
            insert into jobs.idempotency (tenant_id, key, job_id, correlation_id)
            select tenant_id, idempotency_key, id, coalesce(correlation_id, id) from input where idempotency_key is not null and unique_ms is null
            order by tenant_id, idempotency_key, position
            on conflict do nothing
            returning job_id
        ), once as (
            insert into jobs.idempotency as i (tenant_id, key, job_id, correlation_id, expires_at)
            select distinct on (tenant_id, idempotency_key) tenant_id, idempotency_key, id, coalesce(correlation_id, id), now() + unique_ms * interval '1 millisecond'
            from input where unique_ms is not null order by tenant_id, idempotency_key, position
            on conflict on constraint idempotency_pk do update set job_id = excluded.job_id, correlation_id = excluded.correlation_id,
                created_at = excluded.created_at, expires_at = excluded.expires_at
            where i.expires_at <= now()
            returning job_id
        ), free as (
            select input.id, input.tenant_id, user_id, correlation_id, due_at, deadline, timeout_ms, priority, max_attempts, kind, source, traceparent, tags, payload, keys, needs, costs,
                case when unique_ms is null then idempotency_key end as idempotency_key, parent_id, position
            from input where idempotency_key is null or id in (select job_id from keyed union all select job_id from once)
        ), added as (
            insert into jobs.job ({Columns})
            select {Values}
            from ({Lists} from free i) named
            order by position
            returning tenant_id, id, correlation_id, parent_id, queue, kind, source
        ), rooted as (
            insert into jobs.spawn (tenant_id, job_id, root_id, depth, max_depth, max_fan_out, max_total)
            select i.tenant_id, i.id, i.id, 0, i.max_depth, i.max_fan_out, i.max_total from input i
            where i.max_depth is not null and i.id in (select id from added)
        ), spawned as materialized (
            select jobs.count_spawn(array_agg(tenant_id), array_agg(parent_id), array_agg(id)) from added where parent_id is not null having count(*) > 0
        ), {Told}
        select id, (select count(*) from spawned) from added
        """;

    public const string Existing = """
        select i.tenant_id, i.key, i.job_id, i.correlation_id
        from unnest($1::uuid[], $2::text[]) as k(tenant_id, key) join jobs.idempotency i on i.tenant_id = k.tenant_id and i.key = k.key
        """;
}
