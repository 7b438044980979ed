using Npgsql;
using NpgsqlTypes;
using Workforce.Jobs.Running;

namespace Workforce.Jobs.Storage;

/// <summary>Writes of a running attempt, each under its lease.</summary>
internal static class LeaseStatements
{
    // Locks the row until the caller's transaction ends: no rescue, cancel or other claim comes between this check and
    // its commit. No key lock: nothing refers to the row, and readers of it are never in the way.
    private const string Lock = """
        select from jobs.job where tenant_id = $1 and id = $2 and epoch = $3 and state = 'processing' for no key update
        """;

    // Reads the job's row without locking it: a handler may hold that row in its own transaction while it reports from
    // here, and would wait for itself. What is refused is what was stale when the report was made.
    private const string Report = """
        with held as materialized (
            select tenant_id, id, correlation_id, queue, kind, source, attempt from jobs.job
            where tenant_id = $1 and id = $2 and epoch = $3 and state = 'processing'
        ), latest as (
            insert into jobs.progress as p (tenant_id, job_id, epoch, percent, message)
            select tenant_id, id, $3, $4, $5 from held
            on conflict (tenant_id, job_id) do update
            set epoch = excluded.epoch, percent = excluded.percent, message = excluded.message, at = clock_timestamp()
            where p.epoch <= excluded.epoch
        ), told as (
            insert into jobs.event (tenant_id, type, queue, kind, source, percent, message, job_ids, correlation_ids, attempts)
            select tenant_id, 'progress', queue, kind, source, $4, $5, array[id], array[correlation_id], array[attempt] from held
        )
        select exists (select from held)
        """;

    // The lines of one attempt, each an event. A handler that completed in its own transaction has its job in history by
    // now: its last lines still count. Of a lease that was lost none does.
    private const string Log = """
        with held as materialized (
            select tenant_id, id, correlation_id, queue, kind, source, attempt from jobs.job
            where tenant_id = $1 and id = $2 and epoch = $3 and state = 'processing'
        ), ended as materialized (
            select tenant_id, id, correlation_id, queue, kind, source, attempt from jobs.job_history
            where not exists (select from held) and tenant_id = $1 and id = $2 and epoch = $3 and state = 'completed'
        )
        insert into jobs.event (at, tenant_id, type, level, queue, kind, source, message, job_ids, correlation_ids, attempts)
        select line.at, j.tenant_id, 'log', line.level, j.queue, j.kind, j.source, line.message, array[j.id], array[j.correlation_id], array[j.attempt]
        from (select * from held union all select * from ended) j, unnest($4::timestamptz[], $5::text[], $6::text[]) with ordinality as line (at, level, message, place)
        order by line.place
        """;

    public static async Task LogAsync(NpgsqlDataSource source, LeaseKey lease, IReadOnlyCollection<LogLine> lines, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Log);
        command.Parameters.Add(new() { Value = lease.TenantId });
        command.Parameters.Add(new() { Value = lease.JobId });
        command.Parameters.Add(new() { Value = lease.Epoch });
        command.Parameters.Add(new() { Value = lines.Select(line => line.At).ToArray() });
        command.Parameters.Add(new() { Value = lines.Select(line => line.Level.ToString().ToLowerInvariant()).ToArray() });
        command.Parameters.Add(new() { Value = lines.Select(line => line.Message).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<bool> LockAsync(NpgsqlConnection connection, LeaseKey lease, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Lock, connection) { Parameters = { new() { Value = lease.TenantId }, new() { Value = lease.JobId }, new() { Value = lease.Epoch } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct);
    }

    public static async Task<bool> ReportAsync(NpgsqlConnection connection, LeaseKey lease, int percent, string message, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Report, connection)
        {
            Parameters =
            {
                new() { Value = lease.TenantId }, new() { Value = lease.JobId }, new() { Value = lease.Epoch },
                new() { NpgsqlDbType = NpgsqlDbType.Smallint, Value = (short)percent }, new() { Value = message },
            },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
