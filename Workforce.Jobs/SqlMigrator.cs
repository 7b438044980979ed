using Npgsql;

namespace Workforce.Jobs;

/// <summary>
/// Applies numbered SQL files in order, each in a transaction of its own, and records them in
/// <c>public.schema_migration</c>. Two processes may run it at once: an advisory lock lets one wait for the other.
/// </summary>
public static class SqlMigrator
{
    // Any constant will do as long as every migrator of a database uses the same.
    private const long LockKey = 0x576F726B666F7263;

    /// <summary>Applies what the database lacks.</summary>
    /// <param name="owner">Connects as the role that owns the schemas.</param>
    /// <param name="migrations">Of one stream or several; streams are applied in the order in which they first appear.</param>
    /// <param name="ct">Stops between files and rolls the current one back.</param>
    /// <exception cref="MigrationException">A file changed, a number is missing, or the database is newer. Nothing was changed.</exception>
    /// <exception cref="PostgresException">A file failed; the files before it stay applied, of it nothing.</exception>
    public static async Task<MigrationReport> ApplyAsync(NpgsqlDataSource owner, IReadOnlyList<SqlMigration> migrations, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", ct);
        try
        {
            await ExecuteAsync(connection, """
                create table if not exists public.schema_migration (
                    stream text not null, number integer not null, name text not null, checksum text not null,
                    applied_at timestamptz not null default now(), primary key (stream, number))
                """, ct);
            // Everything is checked before anything is applied.
            var pending = new List<SqlMigration>();
            foreach (var stream in migrations.GroupBy(m => m.Stream))
                pending.AddRange(MigrationPlan.Pending(stream.Key, [.. stream.OrderBy(m => m.Number)], await AppliedAsync(connection, stream.Key, ct)));
            foreach (var migration in pending)
                await ApplyAsync(connection, migration, ct);
            return new([.. pending.Select(m => m.Name)], migrations.Count - pending.Count);
        }
        finally
        {
            // The connection goes back to its pool, which resets it and thereby drops the lock, too; this is for the next in line.
            if (connection.State == System.Data.ConnectionState.Open)
                await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, SqlMigration migration, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, migration.Sql, ct);
        await using var record = new NpgsqlCommand("insert into public.schema_migration (stream, number, name, checksum) values ($1, $2, $3, $4)", connection)
        {
            Parameters = { new() { Value = migration.Stream }, new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await record.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<IReadOnlyList<AppliedMigration>> AppliedAsync(NpgsqlConnection connection, string stream, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select number, name, checksum from public.schema_migration where stream = $1 order by number", connection) { Parameters = { new() { Value = stream } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new List<AppliedMigration>();
        while (await reader.ReadAsync(ct))
            applied.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        // A migration over much data may take its time; the caller's token bounds it.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
