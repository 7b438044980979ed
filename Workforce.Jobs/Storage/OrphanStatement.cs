using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>Finds jobs in this worker's name that it does not know of: their claim was committed and its answer lost with the connection.</summary>
internal static class OrphanStatement
{
    // A claim of a moment ago may be on its way to the worker, so only older ones count.
    private const string Sql = """
        select tenant_id, id, epoch, kind from jobs.job
        where worker_id = $1 and state = 'processing' and started_at < now() - interval '3 seconds' and not id = any($2)
        limit 1000
        """;

    public static async Task<IReadOnlyList<Settlement>> ExecuteAsync(NpgsqlDataSource source, Guid workerId, IReadOnlyList<LeaseKey> known, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = workerId });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = known.Select(k => k.JobId).ToArray() });
        var orphans = new List<Settlement>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            orphans.Add(new(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2)), reader.GetString(3), SettlementKind.Return));
        return orphans;
    }
}
