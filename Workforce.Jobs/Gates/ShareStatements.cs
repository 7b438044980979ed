using Npgsql;

namespace Workforce.Jobs.Gates;

/// <summary>Stores and reads the shares of tenants. A share of one is that of everybody, and no row.</summary>
internal static class ShareStatements
{
    private const string Put = """
        insert into jobs.share (tenant_id, weight) values ($1, $2)
        on conflict on constraint share_pk do update set weight = excluded.weight
        """;

    public static async Task PutAsync(NpgsqlDataSource source, Guid tenantId, int weight, CancellationToken ct)
    {
        await using var command = source.CreateCommand(weight == 1 ? "delete from jobs.share where tenant_id = $1" : Put);
        command.Parameters.Add(new() { Value = tenantId });
        if (weight != 1)
            command.Parameters.Add(new() { Value = (short)weight });
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<int> ReadAsync(NpgsqlDataSource source, Guid tenantId, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select coalesce((select weight from jobs.share where tenant_id = $1), 1)::int");
        command.Parameters.Add(new() { Value = tenantId });
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}
