using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Schedules;

/// <summary>What a firing looks at, in its transaction.</summary>
internal static class DueStatements
{
    // Rows that another process fires just now are skipped, not waited for. Of a row that changed between the statement's
    // snapshot and its lock Postgres looks at the new version, which then is no longer due. now() is the transaction's
    // start by the database's clock: one instant for the look, the decision and what is written.
    internal const string Due = $"""
        select {ScheduleColumns.All}, now() from jobs.schedule where due_at <= now() order by due_at limit $1 for update skip locked
        """;

    // A statement of its own, after the rows are locked: its snapshot sees the job of whoever fired them before.
    internal const string Unfinished = """
        select j.id from unnest($1::uuid[], $2::uuid[]) as l(tenant_id, id) join jobs.job j on j.tenant_id = l.tenant_id and j.id = l.id
        """;

    // Not waited for: what holds the row may be a handler's own transaction that is about to complete the job.
    internal const string Held = $"{Unfinished} for update of j skip locked";

    private const string PutOff = """
        update jobs.schedule set error = $3, due_at = now() + interval '1 minute' where tenant_id = $1 and name = $2 and due_at <= now()
        """;

    internal const string Next = "select (extract(epoch from min(due_at) - clock_timestamp()) * 1000)::double precision from jobs.schedule where due_at is not null";

    /// <summary>Due schedules, locked, and the instant they are due at.</summary>
    public static async Task<(IReadOnlyList<ScheduleRow> Rows, DateTimeOffset Now)> LockDueAsync(NpgsqlConnection connection, int limit, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Due, connection) { Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (long)limit } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (rows, now) = (new List<ScheduleRow>(), default(DateTimeOffset));
        while (await reader.ReadAsync(ct))
        {
            rows.Add(ScheduleColumns.Read(reader));
            now = reader.GetFieldValue<DateTimeOffset>(ScheduleColumns.Count);
        }
        return (rows, now);
    }

    /// <summary>Which of the rows' last jobs have not finished.</summary>
    public static Task<HashSet<Guid>> UnfinishedAsync(NpgsqlConnection connection, IReadOnlyList<ScheduleRow> rows, CancellationToken ct) => JobsAsync(connection, Unfinished, rows, ct);

    /// <summary>The same, and locked; those that others hold are left out.</summary>
    public static Task<HashSet<Guid>> LockUnfinishedAsync(NpgsqlConnection connection, IReadOnlyList<ScheduleRow> rows, CancellationToken ct) => JobsAsync(connection, Held, rows, ct);

    /// <summary>Not now: its firing was rolled back. Left alone if it was fired or changed since.</summary>
    public static async Task PutOffAsync(NpgsqlConnection connection, ScheduleRow row, string problem, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(PutOff, connection) { Parameters = { new() { Value = row.TenantId }, new() { Value = row.Name }, new() { Value = problem } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Time until the next schedule is due, negative when one is; null: none will be.</summary>
    public static async Task<TimeSpan?> NextAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Next);
        return await command.ExecuteScalarAsync(ct) is double wait ? TimeSpan.FromMilliseconds(Math.Clamp(wait, -1e9, 1e9)) : null;
    }

    private static async Task<HashSet<Guid>> JobsAsync(NpgsqlConnection connection, string sql, IReadOnlyList<ScheduleRow> rows, CancellationToken ct)
    {
        var with = rows.Where(r => r.LastJobId is not null).ToArray();
        var jobs = new HashSet<Guid>();
        if (with.Length == 0)
            return jobs;
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = with.Select(r => r.TenantId).ToArray() },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = with.Select(r => r.LastJobId!.Value).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            jobs.Add(reader.GetGuid(0));
        return jobs;
    }
}
