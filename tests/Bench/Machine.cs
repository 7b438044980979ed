using System.Globalization;
using Npgsql;

namespace Bench;

/// <summary>Where and under what a run was measured; figures of different runs compare only as far as these do.</summary>
/// <param name="At">When the run began.</param>
/// <param name="Load">Load average of the last minute, before the run.</param>
/// <param name="Cpus">Cores.</param>
/// <param name="CommitMs">Median of 100 commits that write, one after the other: the disk's share of everything here.</param>
/// <param name="Postgres">Version and the settings that matter.</param>
internal sealed record Machine(DateTimeOffset At, double Load, int Cpus, double CommitMs, IReadOnlyDictionary<string, string> Postgres)
{
    private const string Shown = "'server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size'";

    public static async Task<Machine> LookAsync(string connection, CancellationToken ct)
    {
        await using var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await session.OpenAsync(ct);
        var postgres = new Dictionary<string, string>();
        await using (var command = new NpgsqlCommand($"select name, current_setting(name) from pg_settings where name in ({Shown}) order by name", session))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                postgres[row.GetString(0)] = row.GetString(1);
        var commits = new List<double>();
        await using (var commit = new NpgsqlCommand("select pg_logical_emit_message(true, 'bench', '')", session))
            for (var n = 0; n < 100; n++)
            {
                var start = Clock.Now;
                await commit.ExecuteScalarAsync(ct);
                commits.Add((Clock.Now - start) / 1e6);
            }
        var load = double.Parse((await File.ReadAllTextAsync("/proc/loadavg", ct)).Split(' ')[0], CultureInfo.InvariantCulture);
        return new(DateTimeOffset.UtcNow, load, Environment.ProcessorCount, Math.Round(Percentile.Median(commits), 3), postgres);
    }
}
