using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>Stores jobs: one or many, in whatever transaction the connection is in.</summary>
internal static class EnqueueStatement
{
    // One statement for all three tables, so that a job, its key and its event stand or fall together.
    // - A key that is taken makes "on conflict do nothing" wait for the transaction that holds it and then store
    //   nothing; the job is left out because its key did not come back. Who holds it can only be read by a second
    //   statement, whose snapshot sees the other transaction.
    // - A key of arguments is taken over once it has expired.
    // - Children are counted below their parents in the same statement, which fails as a whole where they are too many.
    // - Keys are inserted in their own order, so that two batches with the same keys wait for, and never deadlock on, each other.
    private const string Insert = """
        with input as materialized (
            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::timestamptz[],
                $8::int[], $9::smallint[], $10::smallint[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[],
                $21::smallint[], $22::int[], $23::int[], $24::bigint[])
                with ordinality as i(id, tenant_id, user_id, correlation_id, parent_id, due_at, deadline, timeout_ms, priority,
                max_attempts, queue, kind, source, idempotency_key, traceparent, tags, payload, keys, needs, costs, max_depth, max_fan_out, max_total, unique_ms, position)
        ), keyed as (
            insert into jobs.idempotency (tenant_id, key, job_id, correlation_id)
            select tenant_id, idempotency_key, id, correlation_id from input where idempotency_key is not null and unique_ms is null
            order by tenant_id, idempotency_key, position
            on conflict do nothing
            returning job_id
        ), once as (
            insert into jobs.idempotency as i (tenant_id, key, job_id, correlation_id, expires_at)
            select distinct on (tenant_id, idempotency_key) tenant_id, idempotency_key, id, correlation_id, now() + unique_ms * interval '1 millisecond'
            from input where unique_ms is not null order by tenant_id, idempotency_key, position
            on conflict on constraint idempotency_pk do update set job_id = excluded.job_id, correlation_id = excluded.correlation_id,
                created_at = excluded.created_at, expires_at = excluded.expires_at
            where i.expires_at <= now()
            returning job_id
        ), named as (
            select i.*, case when i.keys is not null then array(select json_array_elements_text(i.keys::json)) end as key_list,
                case when i.needs is not null then array(select json_array_elements_text(i.needs::json)) end as need_list from input i
        ), added as (
            insert into jobs.job (tenant_id, id, user_id, correlation_id, parent_id, due_at, rank_at, deadline, timeout_ms, priority, max_attempts,
                queue, kind, source, idempotency_key, traceparent, tags, keys, needs, costs, lane, payload)
            select tenant_id, id, user_id, correlation_id, parent_id, coalesce(due_at, now()),
                case when due_at is null or due_at <= now() then jobs.rank_at(coalesce(due_at, now()), priority, deadline) end, deadline, timeout_ms, priority, max_attempts,
                queue, kind, source, case when unique_ms is null then idempotency_key end, traceparent,
                case when tags is null then '{}' else array(select json_array_elements_text(tags::json)) end, key_list, need_list, costs::jsonb, jobs.lane_of(key_list, need_list), payload::json
            from named
            where idempotency_key is null or id in (select job_id from keyed union all select job_id from once)
            order by position
            returning tenant_id, id, correlation_id, parent_id, queue, kind, source
        ), rooted as (
            insert into jobs.spawn (tenant_id, job_id, root_id, depth, max_depth, max_fan_out, max_total)
            select i.tenant_id, i.id, i.id, 0, i.max_depth, i.max_fan_out, i.max_total from input i
            where i.max_depth is not null and i.id in (select id from added)
        ), spawned as materialized (
            select jobs.count_spawn(array_agg(tenant_id), array_agg(parent_id), array_agg(id)) from added where parent_id is not null having count(*) > 0
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
            select tenant_id, 'enqueued', queue, kind, source, array_agg(id), array_agg(correlation_id), array_agg(0::smallint)
            from added group by tenant_id, queue, kind, source
        )
        select id, (select count(*) from spawned) from added
        """;

    private const string Existing = """
        select i.tenant_id, i.key, i.job_id, i.correlation_id
        from unnest($1::uuid[], $2::text[]) as k(tenant_id, key) join jobs.idempotency i on i.tenant_id = k.tenant_id and i.key = k.key
        """;

    /// <summary>At most 1000 jobs; the answers stand in the order of the jobs.</summary>
    public static async Task<EnqueueResult[]> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<NewJob> jobs, string? traceparent, CancellationToken ct)
    {
        var ids = new Guid[jobs.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = JobIds.Next();
        T[] All<T>(Func<NewJob, T> of) => [.. jobs.Select(of)];
        Guid[] correlations = [.. jobs.Select((job, i) => job.CorrelationId ?? ids[i])];
        string?[] keys = [.. jobs.Select(j => j.Unique?.KeyOf(j.Kind, j.PayloadJson) ?? j.IdempotencyKey)];
        await using var insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                Parameter(NpgsqlDbType.Uuid, ids), Parameter(NpgsqlDbType.Uuid, All(j => j.TenantId)), Parameter(NpgsqlDbType.Uuid, All(j => j.UserId)),
                Parameter(NpgsqlDbType.Uuid, correlations), Parameter(NpgsqlDbType.Uuid, All(j => j.ParentId)),
                Parameter(NpgsqlDbType.TimestampTz, All(j => j.ScheduledFor?.ToUniversalTime())), Parameter(NpgsqlDbType.TimestampTz, All(j => j.Deadline?.ToUniversalTime())),
                Parameter(NpgsqlDbType.Integer, All(j => (int)Math.Ceiling(j.Timeout.TotalMilliseconds))),
                Parameter(NpgsqlDbType.Smallint, All(j => (short)j.Priority)), Parameter(NpgsqlDbType.Smallint, All(j => (short)j.MaxAttempts)),
                Parameter(NpgsqlDbType.Text, All(j => JobKindName.QueueOf(j.Kind))), Parameter(NpgsqlDbType.Text, All(j => j.Kind)),
                Parameter(NpgsqlDbType.Text, All(j => j.Source)), Parameter(NpgsqlDbType.Text, keys),
                Parameter(NpgsqlDbType.Text, All(_ => traceparent)),
                Parameter(NpgsqlDbType.Text, All(j => j.Tags.Count == 0 ? null : JsonSerializer.Serialize(j.Tags))), Parameter(NpgsqlDbType.Text, All(j => j.PayloadJson)),
                Column.OfAny(jobs, static j => Names(j.Keys)), Column.OfAny(jobs, static j => Names(j.Needs)),
                Column.OfAny(jobs, static j => j.Costs.Count == 0 ? null : JsonSerializer.Serialize(j.Costs)),
                Column.OfAny(jobs, static j => (short?)j.SpawnLimits?.Depth), Column.OfAny(jobs, static j => j.SpawnLimits?.FanOut), Column.OfAny(jobs, static j => j.SpawnLimits?.Total),
                Column.OfAny(jobs, static j => (long?)j.Unique?.For.TotalMilliseconds),
            },
        };
        var added = new HashSet<Guid>(jobs.Count);
        try
        {
            await using var reader = await insert.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                added.Add(reader.GetGuid(0));
        }
        catch (PostgresException refused) when (refused.SqlState == "WF001")
        {
            throw new ArgumentException(refused.MessageText, refused);
        }
        catch (PostgresException refused) when (refused.SqlState == "WF002")
        {
            throw new SpawnLimitException(refused.MessageText, refused);
        }

        var results = new EnqueueResult[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            results[i] = new(ids[i], Existing: false, correlations[i]);
        if (added.Count < ids.Length)
            await FillExistingAsync(connection, jobs, keys, results, added, ct);
        JobsTelemetry.Enqueued.Add(added.Count);
        return results;
    }

    private static async Task FillExistingAsync(NpgsqlConnection connection, IReadOnlyList<NewJob> jobs, string?[] keys, EnqueueResult[] results, HashSet<Guid> added, CancellationToken ct)
    {
        int[] taken = [.. Enumerable.Range(0, results.Length).Where(i => !added.Contains(results[i].JobId))];
        await using var command = new NpgsqlCommand(Existing, connection)
        {
            Parameters =
            {
                Parameter(NpgsqlDbType.Uuid, taken.Select(i => jobs[i].TenantId).ToArray()),
                Parameter(NpgsqlDbType.Text, taken.Select(i => keys[i]).ToArray()),
            },
        };
        var holders = new Dictionary<(Guid, string), EnqueueResult>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                holders[(reader.GetGuid(0), reader.GetString(1))] = new(reader.GetGuid(2), Existing: true, reader.GetGuid(3));
        foreach (var i in taken)
            // Gone between the two statements: pruned in this very moment, so the key is free.
            results[i] = holders.TryGetValue((jobs[i].TenantId, keys[i]!), out var holder)
                ? holder
                : (await ExecuteAsync(connection, [jobs[i]], System.Diagnostics.Activity.Current?.Id, ct))[0];
    }

    // Sorted, so that the same names are the same lane. A set cannot be a column of an array, hence JSON.
    private static string? Names(IReadOnlyList<string> names) => names.Count == 0 ? null : JsonSerializer.Serialize(names.Order(StringComparer.Ordinal));

    private static NpgsqlParameter Parameter(NpgsqlDbType type, object values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };
}
