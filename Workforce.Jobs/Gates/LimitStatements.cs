using Npgsql;
using NpgsqlTypes;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Gates;

/// <summary>Stores and reads limits, and settles what was reserved.</summary>
internal static class LimitStatements
{
    private const string Put = """
        insert into jobs.job_limit (tenant_id, scope, name, measure, each_tenant, each_of, prefix, most, span) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict on constraint job_limit_key do update set most = excluded.most, span = excluded.span
        """;

    private const string Drop = """
        delete from jobs.job_limit where tenant_id is not distinct from $1 and scope = $2 and name = $3 and measure = $4
            and each_tenant = $5 and each_of is not distinct from $6 and prefix is not distinct from $7
        """;

    // Where tenants are apart only the use of this one (a range of the index: a blank comes before '!'); where they are not, no part is named: it may be another's.
    private const string All = $"""
        with {LimitSql.Running}
        select {Columns}, coalesce(max(u.amount), 0),
            coalesce((array_agg(u.name order by u.amount desc, u.name) filter (where u.named and u.amount > 0))[1:20], '{"{}"}'),
            coalesce((array_agg(u.amount order by u.amount desc, u.name) filter (where u.named and u.amount > 0))[1:20], '{"{}"}')
        from jobs.job_limit b left join lateral (
            select part.amount, case when b.each_tenant then substr(part.part, 38) else part.part end as name, b.each_of is not null and (b.each_tenant or b.tenant_id is not null) as named
            from (
                select r.part, r.jobs as amount from running r where r.id = b.id
                union all
                select u.part, sum(u.amount) from jobs.limit_use u where u.limit_id = b.id and u.at > now() - b.span - b.span / 60
                    and u.part >= case when b.each_tenant then $1::text else '' end and u.part < case when b.each_tenant then $1::text || '!' else chr(1114111) end group by u.part) part
            where not b.each_tenant or part.part = $1::text or starts_with(part.part, $1::text || ' ')) u on true
        where b.tenant_id is null or b.tenant_id = $1
        group by b.id order by b.scope, b.name, b.measure, b.tenant_id, b.each_tenant, b.each_of, b.prefix
        """;

    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns = "b.tenant_id, b.scope, b.name, b.measure, b.most, b.span, b.each_tenant, b.each_of, b.prefix";

    // Only where the start left a mark: a limit that is younger than it has reserved nothing. Rows are locked in one order,
    // which is that of the claims, so that nobody waits for each other.
    private const string Settle = $"""
        with correction as materialized (
            select b.id, b.part, date_bin(b.stride, x.started_at, 'epoch') as at, sum(x.delta) as delta
            from (
                select i.tenant_id, i.kind, array(select json_array_elements_text(i.keys::json)) as keys, i.started_at, i.measure, i.delta
                from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::numeric[]) as i(tenant_id, kind, keys, started_at, measure, delta)) x
            cross join lateral {LimitSql.Of} b
            where b.measure = x.measure and b.span is not null group by 1, 2, 3
        ), locked as materialized (
            select u.limit_id, u.part, u.at, c.delta from correction c join jobs.limit_use u on u.limit_id = c.id and u.part = c.part and u.at = c.at
            order by u.limit_id, u.part, u.at for update of u
        )
        update jobs.limit_use u set amount = u.amount + locked.delta from locked where u.limit_id = locked.limit_id and u.part = locked.part and u.at = locked.at
        """;

    public static async Task PutAsync(NpgsqlDataSource source, JobLimit limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Put);
        Add(command, limit.Scope, limit.Measure, limit.Each);
        command.Parameters.Add(new() { Value = limit.Most });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Interval, Value = limit.Per ?? (object)DBNull.Value });
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<bool> DropAsync(NpgsqlDataSource source, JobScope scope, string measure, LimitEach? each, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Drop);
        Add(command, scope, measure, each);
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    public static async Task<IReadOnlyList<LimitUse>> AllAsync(NpgsqlDataSource source, Guid tenantId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(All);
        command.Parameters.Add(new() { Value = tenantId });
        var limits = new List<LimitUse>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            limits.Add(new(Read(row, 0), row.GetDecimal(9), [.. row.GetFieldValue<string[]>(10).Zip(row.GetFieldValue<decimal[]>(11), static (name, used) => new PartUse(name, used))]));
        return limits;
    }

    public static JobLimit Read(NpgsqlDataReader row, int first) => JobLimit.Read(
        JobScope.Read(row.GetString(first + 1), row.GetString(first + 2), row.IsDBNull(first) ? null : row.GetGuid(first)),
        row.GetString(first + 3), row.GetDecimal(first + 4), row.IsDBNull(first + 5) ? null : row.GetTimeSpan(first + 5),
        EachOf(row.GetBoolean(first + 6), row.IsDBNull(first + 7) ? null : row.GetString(first + 7), row.IsDBNull(first + 8) ? "" : row.GetString(first + 8)));

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

    private static LimitEach? EachOf(bool tenant, string? of, string prefix) =>
        tenant || of is not null ? new(tenant, of is null ? null : Enum.Parse<ScopeOf>(of, ignoreCase: true), prefix) : null;

    private static void Add(NpgsqlCommand command, JobScope scope, string measure, LimitEach? each)
    {
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = scope.TenantId ?? (object)DBNull.Value });
        command.Parameters.Add(new() { Value = scope.Wire });
        command.Parameters.Add(new() { Value = scope.Name });
        command.Parameters.Add(new() { Value = measure });
        command.Parameters.Add(new() { Value = each is { Tenant: true } });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = each?.Of?.ToString().ToLowerInvariant() ?? (object)DBNull.Value });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = each is { Of: ScopeOf.Key } ? each.Prefix : DBNull.Value });
    }
}

/// <summary>What a job used more (or less) than was reserved.</summary>
/// <param name="Job">The job.</param>
/// <param name="Measure">Starts, or a unit of cost.</param>
/// <param name="Delta">To be added.</param>
internal sealed record Correction(ClaimedJob Job, string Measure, decimal Delta);
