using Npgsql;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Pool;

/// <summary>Who is attached, as everybody can see it.</summary>
internal static class PoolStatements
{
    private const string Attach = """
        insert into jobs.attached_worker (tenant_id, id, worker_id, user_id, name, language, version, address, kinds, offers, slots)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    // The counts of those that have changed, and what is wanted of any of them. Their host may have got another number.
    private const string Publish = """
        with changed as (
            update jobs.attached_worker a
            set worker_id = $1, held = i.held, completed = i.completed, failed = i.failed, refused = i.refused, per_minute = i.per_minute,
                heard_at = now() - i.silent_ms * interval '1 millisecond', draining = i.draining
            from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::bigint[], $6::bigint[], $7::bigint[], $8::integer[], $9::bigint[], $10::boolean[])
                as i(tenant_id, id, held, completed, failed, refused, per_minute, silent_ms, draining)
            where a.tenant_id = i.tenant_id and a.id = i.id and a.detached_at is null
        )
        select a.id, a.wanted from jobs.attached_worker a join unnest($11::uuid[], $12::uuid[]) as mine(tenant_id, id) on a.tenant_id = mine.tenant_id and a.id = mine.id
        where a.wanted is not null and a.detached_at is null
        """;

    private const string Detach = """
        update jobs.attached_worker
        set detached_at = now(), reason = $3, held = 0, completed = $4, failed = $5, refused = $6, per_minute = 0, draining = true
        where tenant_id = $1 and id = $2 and detached_at is null
        """;

    private const string Want = """
        update jobs.attached_worker a set wanted = case when a.wanted = 'detach' then a.wanted else $3 end
        where tenant_id = $1 and id = $2 and detached_at is null
          and exists (select from jobs.worker w where w.id = a.worker_id and w.lost_at is null and w.stopped_at is null)
        """;

    // Those of a host that is gone are gone, though nobody could say so.
    private const string List = """
        select a.id, a.name, a.language, a.version, a.address, w.name, a.kinds, a.offers, a.slots, a.held, a.completed, a.failed, a.refused, a.per_minute,
            a.attached_at, a.heard_at, a.draining or a.wanted is not null
        from jobs.attached_worker a join jobs.worker w on w.id = a.worker_id
        where a.tenant_id = $1 and a.detached_at is null and w.lost_at is null and w.stopped_at is null
        order by a.name, a.attached_at, a.id
        """;

    // An outcome that is sent again: written before, if the job ended under this lease.
    private const string Ended = """
        select i.id from unnest($2::uuid[], $3::bigint[]) as i(id, epoch)
        where exists (select from jobs.job_history h where h.tenant_id = $1 and h.id = i.id and h.epoch = i.epoch)
        """;

    public static async Task AttachAsync(NpgsqlDataSource source, Guid id, Guid host, PoolHello hello, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Attach);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = hello.TenantId }, new() { Value = id }, new() { Value = host }, new() { Value = hello.UserId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
            new() { Value = hello.Name }, new() { Value = hello.Language }, new() { Value = hello.Version }, new() { Value = hello.Address },
            Column.Of(hello.Kinds.ToArray()), Column.Of(hello.Offers.ToArray()), new() { Value = hello.Slots },
        });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What is wanted of which worker.</summary>
    public static async Task<IReadOnlyList<(Guid Id, bool Detach)>> PublishAsync(
        NpgsqlDataSource source, Guid host, IReadOnlyList<(PoolSeat Seat, PoolCount Count)> changed, IReadOnlyList<PoolSeat> all, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Publish);
        command.Parameters.AddRange(new[]
        {
            new() { Value = host },
            Column.Of(changed, c => c.Seat.TenantId), Column.Of(changed, c => c.Seat.Id), Column.Of(changed, c => c.Count.Held), Column.Of(changed, c => c.Count.Completed),
            Column.Of(changed, c => c.Count.Failed), Column.Of(changed, c => c.Count.Refused), Column.Of(changed, c => c.Count.PerMinute),
            Column.Of(changed, c => (long)c.Seat.Silent.TotalMilliseconds), Column.Of(changed, c => c.Count.Draining),
            Column.Of(all, s => s.TenantId), Column.Of(all, s => s.Id),
        });
        var wanted = new List<(Guid, bool)>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            wanted.Add((row.GetGuid(0), row.GetString(1) == "detach"));
        return wanted;
    }

    public static async Task DetachAsync(NpgsqlDataSource source, PoolSeat seat, string reason, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Detach);
        var count = seat.Count;
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = seat.TenantId }, new() { Value = seat.Id }, new() { Value = reason }, new() { Value = count.Completed }, new() { Value = count.Failed }, new() { Value = count.Refused },
        });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>False: there is none of this tenant.</summary>
    public static async Task<bool> WantAsync(NpgsqlDataSource source, Guid tenantId, Guid id, bool detach, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Want);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = tenantId }, new() { Value = id }, new() { Value = detach ? "detach" : "drain" } });
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    public static async Task<IReadOnlyList<AttachedWorker>> ListAsync(NpgsqlDataSource source, Guid tenantId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(List);
        command.Parameters.Add(new() { Value = tenantId });
        var workers = new List<AttachedWorker>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            workers.Add(new(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetFieldValue<string[]>(6), row.GetFieldValue<string[]>(7),
                row.GetInt32(8), row.GetInt32(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt32(13),
                row.GetFieldValue<DateTimeOffset>(14), row.GetFieldValue<DateTimeOffset>(15), row.GetBoolean(16)));
        return workers;
    }

    /// <summary>Those of these leases under which the job has ended.</summary>
    public static async Task<HashSet<Guid>> EndedAsync(NpgsqlDataSource source, Guid tenantId, IReadOnlyList<PoolOutcome> outcomes, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Ended);
        command.Parameters.AddRange(new[] { new() { Value = tenantId }, Column.Of(outcomes, o => o.JobId), Column.Of(outcomes, o => o.LeaseEpoch) });
        var ended = new HashSet<Guid>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            ended.Add(row.GetGuid(0));
        return ended;
    }
}
