using Npgsql;

namespace Workforce.Core.People.Skills;

/// <summary>
/// Compares what employees can do with what their positions expect, all of a tenant in one statement. Whoever has left has no
/// gaps. Doing it again changes nothing: a gap that is still there keeps its <c>since</c>, also where it grew or shrank.
/// </summary>
public static class GapAnalysis
{
    /// <summary>Runs as whoever the connection is for; row-level security and the tenant's id both keep it to the tenant.</summary>
    public static async Task<GapChanges> RunAsync(NpgsqlConnection connection, Guid tenant, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with expected as materialized (
                select e.id as employee_id, x.skill_id, coalesce(s.level, 0::smallint) as current_level, x.level as expected_level
                from people.employee e
                join people.role_skill_expectation x on x.tenant_id = e.tenant_id and x.position_id = e.position_id
                left join people.employee_skill s on s.employee_id = e.id and s.skill_id = x.skill_id
                where e.tenant_id = $1 and e.status <> 'left' and coalesce(s.level, 0) < x.level
            ), closed as (
                delete from people.employee_skill_gap g
                where g.tenant_id = $1 and not exists (select from expected x where x.employee_id = g.employee_id and x.skill_id = g.skill_id)
                returning 1
            ), written as (
                insert into people.employee_skill_gap as g (tenant_id, employee_id, skill_id, current_level, expected_level, since)
                select $1, employee_id, skill_id, current_level, expected_level, $2 from expected order by employee_id, skill_id
                on conflict (employee_id, skill_id) do update set current_level = excluded.current_level, expected_level = excluded.expected_level
                    where (g.current_level, g.expected_level) <> (excluded.current_level, excluded.expected_level)
                -- A row that this statement inserted has never been updated.
                returning xmax = 0 as opened
            )
            select (select count(*)::int from expected), (select count(*)::int from expected where current_level = 0),
                   (select count(*)::int from written where opened), (select count(*)::int from written where not opened), (select count(*)::int from closed)
            """, connection) { Parameters = { new() { Value = tenant }, new() { Value = now.ToUniversalTime() } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new GapChanges(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4));
    }
}

/// <param name="Open">Gaps there are now, of which <paramref name="Missing"/> are skills lacking entirely.</param>
/// <param name="Opened">New ones; <paramref name="Changed"/> have another size than before; <paramref name="Closed"/> are gone.</param>
public sealed record GapChanges(int Open, int Missing, int Opened, int Changed, int Closed);
