using Npgsql;
using NpgsqlTypes;

namespace Workforce.Core.People.Timekeeping;

/// <summary>
/// Scores employees over their window. Storing comes in two steps, because what is new has to be told in between: the score at
/// once, with the flags of before, and the new flags when those who are to know have been told.
/// </summary>
public static class RecordReliability
{
    /// <summary>Scores these employees, or (null) all of the tenant who have not left, and stores the scores inside the caller's transaction.</summary>
    public static async Task<IReadOnlyList<ScoredEmployee>> RunAsync(NpgsqlConnection connection, Guid tenant, Guid[]? employees, DateTimeOffset now, AttendanceRules rules, CancellationToken ct)
    {
        var scored = await ScoreAsync(connection, tenant, employees, now, rules, ct);
        await using var command = new NpgsqlCommand(
            """
            insert into people.reliability (employee_id, tenant_id, score, window_from, window_to, shifts, on_time, late, no_call_no_shows, flags, computed_at)
            select s.employee_id, @tenant, s.score, @from, @to, s.on_time + s.late + s.missed, s.on_time, s.late, s.missed, string_to_array(s.flags, ' '), @to
            from unnest(@employees, @scores, @on_time, @late, @missed, @flags) as s (employee_id, score, on_time, late, missed, flags)
            on conflict (employee_id) do update set score = excluded.score, window_from = excluded.window_from, window_to = excluded.window_to, shifts = excluded.shifts,
                on_time = excluded.on_time, late = excluded.late, no_call_no_shows = excluded.no_call_no_shows, flags = excluded.flags, computed_at = excluded.computed_at
            """, connection);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("from", ReliabilityScore.WindowFrom(now, rules).ToUniversalTime());
        command.Parameters.AddWithValue("to", now.ToUniversalTime());
        Column(command, "employees", NpgsqlDbType.Uuid, scored, row => row.EmployeeId);
        Column(command, "scores", NpgsqlDbType.Numeric, scored, row => row.Score);
        Column(command, "on_time", NpgsqlDbType.Integer, scored, row => row.Tally.OnTime);
        Column(command, "late", NpgsqlDbType.Integer, scored, row => row.Tally.Late);
        Column(command, "missed", NpgsqlDbType.Integer, scored, row => row.Tally.NoCallNoShows);
        Column(command, "flags", NpgsqlDbType.Text, scored, row => string.Join(' ', row.Flags.Kept));
        await command.ExecuteNonQueryAsync(ct);
        return scored;
    }

    /// <summary>Somebody has been told: the flags are not new any more.</summary>
    public static async Task ToldAsync(NpgsqlConnection connection, ScoredEmployee scored, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("update people.reliability set flags = $2 where employee_id = $1", connection)
        {
            Parameters = { new() { Value = scored.EmployeeId }, new() { Value = scored.Flags.Raised } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<ScoredEmployee>> ScoreAsync(NpgsqlConnection connection, Guid tenant, Guid[]? employees, DateTimeOffset now, AttendanceRules rules, CancellationToken ct)
    {
        // The employee's row is locked: of two runs over the same employee, the second sees the first one's flags.
        await using var command = new NpgsqlCommand(
            """
            with chosen as (
                select id from people.employee where tenant_id = $1 and status <> 'left' and ($2::uuid[] is null or id = any($2)) order by id for no key update
            )
            select c.id, coalesce(r.flags, '{}'), t.on_time, t.late, t.missed
            from chosen c
            left join people.reliability r on r.employee_id = c.id
            cross join lateral (
                select (count(*) filter (where status = 'on_time'))::int as on_time, (count(*) filter (where status = 'late'))::int as late,
                       (count(*) filter (where status = 'no_call_no_show'))::int as missed
                from people.attendance a where a.employee_id = c.id and a.starts_at > $3 and a.starts_at <= $4
            ) t
            order by c.id
            """, connection)
        {
            Parameters =
            {
                new() { Value = tenant },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = (object?)employees ?? DBNull.Value },
                new() { Value = ReliabilityScore.WindowFrom(now, rules).ToUniversalTime() },
                new() { Value = now.ToUniversalTime() },
            },
        };
        var scored = new List<ScoredEmployee>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var tally = new AttendanceTally(reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4));
            var score = ReliabilityScore.Of(tally, rules);
            scored.Add(new(reader.GetGuid(0), score, tally, ReliabilityFlags.Decide(reader.GetFieldValue<string[]>(1), score, tally.NoCallNoShows, rules)));
        }

        return scored;
    }

    private static void Column<T>(NpgsqlCommand command, string name, NpgsqlDbType type, List<ScoredEmployee> rows, Func<ScoredEmployee, T> value) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = rows.Select(value).ToArray() });
}

/// <param name="Flags">What is raised now, and of it what is new.</param>
public sealed record ScoredEmployee(Guid EmployeeId, decimal? Score, AttendanceTally Tally, FlagDecision Flags);
