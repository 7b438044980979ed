using Npgsql;

namespace Workforce.Jobs.History.Recording;

/// <summary>Reads what the database recorded.</summary>
internal static class Reader
{
    // Microseconds, and no time zone or rounding on the way.
    private const string Prepare = """
        create or replace function history.us(t timestamptz) returns text language sql immutable return (extract(epoch from t) * 1000000)::bigint::text;
        create or replace function history.us(t text) returns text language sql stable return history.us(t::timestamptz);
        """;

    private static readonly string Jobs = $"""
        select xid::text, history.us(began), history.us(pg_xact_commit_timestamp(xid::xid)), actor, place, {VersionRow.Columns("before")}, {VersionRow.Columns("after")}
        from history.change where place in ('job', 'history') order by seq
        """;

    private static readonly string Final = $"""
        select {VersionRow.Columns("x")} from (select to_jsonb(j) as x from jobs.job j union all select to_jsonb(h) from jobs.job_history h) final
        """;

    private const string Workers = "select distinct after ->> 'id', after ->> 'name' from history.change where place = 'worker'";

    private const string Heartbeats = """
        select after ->> 'name', history.us(began), history.us(pg_xact_commit_timestamp(xid::xid)) from history.change
        where place = 'worker' and before ->> 'heartbeat_at' <> after ->> 'heartbeat_at' order by seq
        """;

    private const string Reports = """
        select after ->> 'job_id', after ->> 'epoch', after ->> 'message', history.us(began) from history.change where place = 'progress'
        """;

    private const string Gates = """
        select after ->> 'scope' || ' ' || (after ->> 'name') || ' ' || coalesce(after ->> 'tenant_id', '') || ' ' || coalesce(after ->> 'id', ''), coalesce(after ->> 'measure', 'pause'), after ->> 'scope', after ->> 'name',
            after ->> 'tenant_id', xid::text, (select min(next.seq)::text || ' ' || (array_agg(next.xid::text order by next.seq))[1] from history.change next where next.place = c.place and next.seq > c.seq
                and next.before ->> 'scope' = c.after ->> 'scope' and next.before ->> 'name' = c.after ->> 'name' and next.before ->> 'tenant_id' is not distinct from c.after ->> 'tenant_id'
                and next.before ->> 'id' is not distinct from c.after ->> 'id'),
            after ->> 'most', (extract(epoch from (after ->> 'span')::interval) * 1000000)::bigint::text, history.us(after ->> 'paused_until'),
            after ->> 'each_tenant', after ->> 'each_of', after ->> 'prefix'
        from history.change c where place in ('pause', 'limit') and after is not null order by seq
        """;

    private const string Events = """
        select e.xid::text, job_id::text, e.type, e.seen::text from jobs.event e cross join unnest(e.job_ids) as job_id where e.type not in ('progress', 'log') order by e.id
        """;

    private const string Effects = "select job_id::text, epoch::text, process from history.effect";

    public static async Task<Recorded> ReadAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        await using (var prepare = owner.CreateCommand(Prepare))
            await prepare.ExecuteNonQueryAsync(ct);
        var snapshots = new Dictionary<long, Snapshot>();
        var events = await AllAsync(owner, Events, row =>
        {
            if (Text(row, 2) == "started")
                snapshots[Number(row, 0)] = Snapshot.Parse(Text(row, 3)!);
            return new Told(Number(row, 0), Guid.Parse(Text(row, 1)!), Text(row, 2)!);
        }, ct);
        return new()
        {
            Moves = Moves.Of(await AllAsync(owner, Jobs, row => new RowChange(Number(row, 0), Number(row, 1), Number(row, 2), Text(row, 3)!, Text(row, 4)!, VersionRow.At(row, 5), VersionRow.At(row, 6)), ct)),
            Final = await AllAsync(owner, Final, row => VersionRow.At(row, 0)!, ct),
            Workers = (await AllAsync(owner, Workers, row => (Id: Guid.Parse(Text(row, 0)!), Name: Text(row, 1)!), ct)).ToDictionary(w => w.Id, w => w.Name),
            Heartbeats = await AllAsync(owner, Heartbeats, row => new Heartbeat(Text(row, 0)!, Number(row, 1), Number(row, 2)), ct),
            Reports = await AllAsync(owner, Reports, row => new Progress(Guid.Parse(Text(row, 0)!), Number(row, 1), long.Parse(Text(row, 2)!), Number(row, 3)), ct),
            Gates = await AllAsync(owner, Gates, GateAt, ct),
            Events = events,
            Snapshots = snapshots,
            Effects = await AllAsync(owner, Effects, row => new Effect(Guid.Parse(Text(row, 0)!), Number(row, 1), Text(row, 2)!), ct),
        };
    }

    private static Gate GateAt(NpgsqlDataReader row) => new(
        Text(row, 0)!, Text(row, 1)!, Text(row, 2)!, Text(row, 3)!, Text(row, 4) is { } tenant ? Guid.Parse(tenant) : null, Number(row, 5),
        Text(row, 6) is { } next ? long.Parse(next.Split(' ')[1]) : null, Text(row, 7) is { } most ? decimal.Parse(most) : 0, Text(row, 8) is { } per ? long.Parse(per) : null,
        Text(row, 9) is { } until ? long.Parse(until) : null, Text(row, 10) == "true", Text(row, 11), Text(row, 12));

    private static async Task<List<T>> AllAsync<T>(NpgsqlDataSource owner, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
#pragma warning disable CA2100 // Put together above, of constants.
        await using var command = owner.CreateCommand(sql);
#pragma warning restore CA2100
        var all = new List<T>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            all.Add(read(row));
        return all;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long Number(NpgsqlDataReader row, int column) => long.Parse(row.GetString(column));
}
