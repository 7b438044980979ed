using Npgsql;
using NpgsqlTypes;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Gates;

/// <summary>Stores and reads limits, and settles what was reserved.</summary>
internal static class LimitStatements
{
    private const string Put = """
        insert into jobs.job_limit (tenant_id, scope, name, measure, most, span) values ($1, $2, $3, $4, $5, $6)
        on conflict on constraint job_limit_key do update set most = excluded.most, span = excluded.span
        """;

    private const string Drop = "delete from jobs.job_limit where tenant_id is not distinct from $1 and scope = $2 and name = $3 and measure = $4";

    private const string All = $"""
        with {LimitSql.Held}
        select g.tenant_id, g.scope, g.name, g.measure, g.most, g.span, {LimitSql.Used}
        from jobs.job_limit g where g.tenant_id is null or g.tenant_id = $1 order by g.scope, g.name, g.measure, g.tenant_id
        """;

    // Only where the start left a mark: a limit that is younger than it has reserved nothing. Rows are locked in one order,
    // which is that of the claims, so that nobody waits for each other.
    private const string Settle = $"""
        with correction as materialized (
            select g.id, date_bin(g.span / 60, x.started_at, 'epoch') as at, sum(x.delta) as delta
            from (
                select i.tenant_id, i.kind, array(select json_array_elements_text(i.keys::json)) as keys, i.started_at, i.measure, i.delta
                from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::numeric[]) as i(tenant_id, kind, keys, started_at, measure, delta)) x
            join jobs.job_limit g on g.measure = x.measure and g.span is not null and {GateSql.Covers}
            group by 1, 2
        ), locked as materialized (
            select u.limit_id, u.at, c.delta from correction c join jobs.limit_use u on u.limit_id = c.id and u.at = c.at order by u.limit_id, u.at for update of u
        )
        update jobs.limit_use u set amount = u.amount + locked.delta from locked where u.limit_id = locked.limit_id and u.at = locked.at
        """;

    public static async Task PutAsync(NpgsqlDataSource source, JobLimit limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Put);
        Add(command, limit.Scope);
        command.Parameters.Add(new() { Value = limit.Measure });
        command.Parameters.Add(new() { Value = limit.Most });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Interval, Value = limit.Per ?? (object)DBNull.Value });
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<bool> DropAsync(NpgsqlDataSource source, JobScope scope, string measure, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Drop);
        Add(command, scope);
        command.Parameters.Add(new() { Value = measure });
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    public static async Task<IReadOnlyList<LimitUse>> AllAsync(NpgsqlDataSource source, Guid tenantId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(All);
        command.Parameters.Add(new() { Value = tenantId });
        var limits = new List<LimitUse>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            limits.Add(new(Read(row, 0), row.GetDecimal(6)));
        return limits;
    }

    public static JobLimit Read(NpgsqlDataReader row, int first) => JobLimit.Read(
        JobScope.Read(row.GetString(first + 1), row.GetString(first + 2), row.IsDBNull(first) ? null : row.GetGuid(first)),
        row.GetString(first + 3), row.GetDecimal(first + 4), row.IsDBNull(first + 5) ? null : row.GetTimeSpan(first + 5));

    public static async Task SettleAsync(NpgsqlDataSource source, IReadOnlyList<Correction> corrections, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Settle);
        command.Parameters.Add(Column.Of(corrections, static c => c.Job.TenantId));
        command.Parameters.Add(Column.Of(corrections, static c => c.Job.Kind));
        command.Parameters.Add(Column.Of(corrections, static c => System.Text.Json.JsonSerializer.Serialize(c.Job.Keys)));
        command.Parameters.Add(Column.Of(corrections, static c => new DateTimeOffset(c.Job.ClaimedAt)));
        command.Parameters.Add(Column.Of(corrections, static c => c.Measure));
        command.Parameters.Add(Column.Of(corrections, static c => c.Delta));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void Add(NpgsqlCommand command, JobScope scope)
    {
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = scope.TenantId ?? (object)DBNull.Value });
        command.Parameters.Add(new() { Value = scope.Wire });
        command.Parameters.Add(new() { Value = scope.Name });
    }
}

/// <summary>What a job used more (or less) than was reserved.</summary>
/// <param name="Job">The job.</param>
/// <param name="Measure">Starts, or a unit of cost.</param>
/// <param name="Delta">To be added.</param>
internal sealed record Correction(ClaimedJob Job, string Measure, decimal Delta);
