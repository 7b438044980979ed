using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>A worker process's own row and the session lock that shows it is there.</summary>
internal static class WorkerStatements
{
    /// <summary>Takes the lock on a session that is kept for as long as the worker lives; false: an older session still holds it.</summary>
    public static async Task<bool> TryLockAsync(NpgsqlConnection session, int lockId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({LivenessSql.LockClass}, $1)", session) { Parameters = { new() { Value = lockId } } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    public static async Task<int> NextLockIdAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select nextval('jobs.worker_lock')::int", session);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The row comes after the lock, so that it is never seen without.</summary>
    public static async Task RegisterAsync(NpgsqlConnection session, Guid id, int lockId, string name, string[] kinds, string[] offers, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("insert into jobs.worker (id, lock_id, name, kinds, offers) values ($1, $2, $3, $4, $5)", session)
        {
            Parameters = { new() { Value = id }, new() { Value = lockId }, new() { Value = name }, new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = kinds }, Column.Of(offers) },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Those that have said so in the last ten seconds.</summary>
    public static async Task<int> CountAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select count(*)::int from jobs.worker where stopped_at is null and lost_at is null and heartbeat_at > now() - interval '10 seconds'");
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Only once it holds no job any more; otherwise it stays to be found lost.</summary>
    public static async Task SignOffAsync(NpgsqlDataSource source, Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            update jobs.worker w set stopped_at = now()
            where id = $1 and lost_at is null and not exists (select from jobs.job j where j.worker_id = w.id)
            """);
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(ct);
    }
}
