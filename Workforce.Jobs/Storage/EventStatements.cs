using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>Reads of events that follow transactions, because ids become visible out of order.</summary>
internal static class EventStatements
{
    /// <summary>Entries per row: the step of jobs.event_id.</summary>
    public const long Block = 2048;

    private const string Columns = "e.id, e.tenant_id, e.at, e.type, e.queue, e.kind, e.source, e.percent, e.message, e.job_ids, e.correlation_ids, e.attempts, e.level";

    // What this statement's snapshot sees and the given one did not: rows of transactions that were running then, and of
    // those that began later. Together that is every row that became visible in between, and no other, however long a
    // transaction stayed open; each part is a range or a point of the index on xid. The upper bound leaves out rows that
    // were restored from another cluster, whose transactions have numbers that this one has not reached.
    private const string Since = $"""
        with here as materialized (select pg_current_snapshot() as seen)
        select (select seen from here)::text, {Columns}
        from (select) as one left join (
            select e.* from jobs.event e
            where e.xid >= pg_snapshot_xmax($1::pg_snapshot) and e.xid < (select pg_snapshot_xmax(seen) from here)
            union all
            select e.* from pg_snapshot_xip($1::pg_snapshot) as running(xid) join jobs.event e on e.xid = running.xid
        ) e on ($2::uuid is null or e.tenant_id = $2) and ($3::text is null or pg_visible_in_snapshot(e.xid, $3::pg_snapshot))
        order by e.id
        """;

    // What a client that has received event $2 may lack, as far as snapshot $3 sees: younger ids, and older ones whose
    // transaction the writer of $2 did not see. Rows that are visible now and that snapshot does not cover come live.
    private const string After = $"""
        select {Columns} from jobs.event e
        where e.tenant_id = $1 and e.id >= $2 and e.id > $4 and (pg_visible_in_snapshot(e.xid, $3::pg_snapshot) or e.xid >= pg_snapshot_xmax(pg_current_snapshot()))
        order by e.id limit $5
        """;

    // "offset 0" keeps the tenant and the id out of the inner scans, so that they go by xid: what committed since the
    // event was written, which is what a client that was away has to read anyway.
    private const string Late = $"""
        with last as materialized (select seen from jobs.event where tenant_id = $1 and id = $2)
        select {Columns} from (
            select * from (select * from jobs.event where xid >= (select pg_snapshot_xmax(seen) from last) offset 0) later
            union all
            select * from (select e.* from last cross join lateral pg_snapshot_xip(last.seen) as running(xid) join jobs.event e on e.xid = running.xid offset 0) beside
        ) e
        where e.tenant_id = $1 and e.id < $2 and pg_visible_in_snapshot(e.xid, $3::pg_snapshot)
        order by e.id
        """;

    public static async Task<string> SnapshotAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select pg_current_snapshot()::text");
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>All rows that became visible after a snapshot, and the snapshot that saw them.</summary>
    public static Task<(string Snapshot, List<EventRow> Rows)> SinceAsync(NpgsqlDataSource source, string snapshot, CancellationToken ct) =>
        SinceAsync(source, snapshot, DBNull.Value, DBNull.Value, ct);

    /// <summary>One tenant's rows that snapshot <paramref name="to"/> sees and <paramref name="from"/> does not.</summary>
    public static async Task<List<EventRow>> BetweenAsync(NpgsqlDataSource source, string from, string to, Guid tenantId, CancellationToken ct) =>
        (await SinceAsync(source, from, tenantId, to, ct)).Rows;

    private static async Task<(string Snapshot, List<EventRow> Rows)> SinceAsync(NpgsqlDataSource source, string snapshot, object tenantId, object to, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Since);
        command.Parameters.Add(new() { Value = snapshot });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = tenantId });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = to });
        var rows = new List<EventRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            snapshot = reader.GetString(0);
            if (!reader.IsDBNull(1))
                rows.Add(Read(reader, 1));
        }
        return (snapshot, rows);
    }

    /// <summary>A page of rows from the one that holds event <paramref name="after"/> on, past row <paramref name="row"/>.</summary>
    public static Task<List<EventRow>> AfterAsync(NpgsqlDataSource source, Guid tenantId, long after, string snapshot, long row, int limit, CancellationToken ct) =>
        ReadAllAsync(source, After, [tenantId, RowOf(after), snapshot, row, (long)limit], ct);

    /// <summary>Rows before the one that holds event <paramref name="after"/> that were not visible when it was written.</summary>
    public static Task<List<EventRow>> LateAsync(NpgsqlDataSource source, Guid tenantId, long after, string snapshot, CancellationToken ct) =>
        ReadAllAsync(source, Late, [tenantId, RowOf(after), snapshot], ct);

    private static long RowOf(long eventId) => eventId - (eventId % Block);

    private static async Task<List<EventRow>> ReadAllAsync(NpgsqlDataSource source, string sql, object[] values, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        var rows = new List<EventRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(Read(reader, 0));
        return rows;
    }

    private static EventRow Read(NpgsqlDataReader row, int first) => new(
        row.GetInt64(first), row.GetGuid(first + 1), row.GetFieldValue<DateTimeOffset>(first + 2), row.GetString(first + 3), row.GetString(first + 4),
        row.GetString(first + 5), row.IsDBNull(first + 6) ? null : row.GetString(first + 6), row.IsDBNull(first + 7) ? null : row.GetInt16(first + 7),
        row.IsDBNull(first + 8) ? null : row.GetString(first + 8), row.GetFieldValue<Guid[]>(first + 9), row.GetFieldValue<Guid[]>(first + 10),
        row.GetFieldValue<short[]>(first + 11), row.IsDBNull(first + 12) ? null : row.GetString(first + 12));
}

/// <summary>A row of jobs.event: the same thing happening to some jobs of one kind.</summary>
internal sealed record EventRow(
    long Id, Guid TenantId, DateTimeOffset At, string Type, string Queue, string Kind, string? Source, int? Percent, string? Message,
    Guid[] JobIds, Guid[] CorrelationIds, short[] Attempts, string? Level)
{
    /// <summary>Its entries, each with an id of its own, that come after the given event if that is of this row.</summary>
    public IEnumerable<JobEvent> EntriesAfter(long after)
    {
        for (var n = after >= Id && after < Id + EventStatements.Block ? (int)(after - Id) + 1 : 0; n < JobIds.Length; n++)
            yield return new(Id + n, TenantId, JobIds[n], CorrelationIds[n], Kind, Queue, Source, Type, Attempts[n], Percent, Message, Level, At);
    }
}
