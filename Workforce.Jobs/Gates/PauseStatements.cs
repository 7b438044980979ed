using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Gates;

/// <summary>Stores and reads pauses.</summary>
internal static class PauseStatements
{
    // Pausing again changes the end and the reason, not since when.
    private const string Put = """
        insert into jobs.pause as p (tenant_id, scope, name, paused_until, paused_by, reason) values ($1, $2, $3, $4, $5, $6)
        on conflict on constraint pause_key do update set paused_until = excluded.paused_until, paused_by = excluded.paused_by, reason = excluded.reason,
            paused_at = case when p.paused_until <= now() then now() else p.paused_at end
        """;

    private const string Drop = "delete from jobs.pause where tenant_id is not distinct from $1 and scope = $2 and name = $3 returning paused_until is null or paused_until > now()";

    // Pauses of all tenants hold up this one's jobs, too.
    private const string All = """
        select tenant_id, scope, name, paused_at, paused_until, paused_by, reason from jobs.pause
        where (tenant_id is null or tenant_id = $1) and (paused_until is null or paused_until > now()) order by scope, name, tenant_id
        """;

    public static async Task PutAsync(NpgsqlDataSource source, JobScope scope, DateTimeOffset? until, string by, string reason, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Put);
        Add(command, scope);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = until?.ToUniversalTime() ?? (object)DBNull.Value });
        command.Parameters.Add(new() { Value = by });
        command.Parameters.Add(new() { Value = reason });
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<bool> DropAsync(NpgsqlDataSource source, JobScope scope, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Drop);
        Add(command, scope);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    public static async Task<IReadOnlyList<JobPause>> AllAsync(NpgsqlDataSource source, Guid tenantId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(All);
        command.Parameters.Add(new() { Value = tenantId });
        var pauses = new List<JobPause>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            pauses.Add(Read(row, 0));
        return pauses;
    }

    public static JobPause Read(NpgsqlDataReader row, int first) => new(
        JobScope.Read(row.GetString(first + 1), row.GetString(first + 2), row.IsDBNull(first) ? null : row.GetGuid(first)),
        row.GetFieldValue<DateTimeOffset>(first + 3), row.IsDBNull(first + 4) ? null : row.GetFieldValue<DateTimeOffset>(first + 4), row.GetString(first + 5), row.GetString(first + 6));

    private static void Add(NpgsqlCommand command, JobScope scope)
    {
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = scope.TenantId ?? (object)DBNull.Value });
        command.Parameters.Add(new() { Value = scope.Wire });
        command.Parameters.Add(new() { Value = scope.Name });
    }
}
