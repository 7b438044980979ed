using System.Globalization;
using Npgsql;

namespace Bench.Scenarios;

/// <summary>How fast waiting jobs are run to their end.</summary>
internal static class Drain
{
    public static Scenario Scenario { get; } = new(
        "drain", "--jobs (100,000) no-op jobs waiting, --processes (1) workers: from the first handler's start until no job is unfinished.",
        [Options.Jobs, Options.Processes],
        async (settings, store, ct) => await MeasureAsync(settings, store, settings.Jobs ?? 100_000, 60, ct));

    public static Scenario Backlog { get; } = new(
        "backlog", "The same with --jobs (1,000,000) waiting, over a window of --seconds (20).",
        [Options.Jobs, Options.Processes, Options.Seconds],
        async (settings, store, ct) => await MeasureAsync(settings, store, settings.Jobs ?? 1_000_000, settings.Seconds ?? 20, ct));

    public static Scenario Limited { get; } = new(
        "drain-limited", "Drains --jobs (100,000) twice: once free, once under a global and a keyed limit of running jobs and a limit of starts per second, all wide enough; share is the second rate by the first.",
        [Options.Jobs, Options.Processes],
        async (settings, store, ct) =>
        {
            var jobs = settings.Jobs ?? 100_000;
            var rates = new List<Result>();
            foreach (var limits in (string[])["", "insert into jobs.job_limit (scope, name, measure, most, span) values ('all', '', 'running', 10000, null), ('key', 'bench', 'running', 10000, null), ('queue', 'bench', 'starts', 200000, '1 s')"])
            {
                // Each job names the key both times, so that only the limits differ.
                var database = await store.LoadedAsync(jobs, ct);
                await Store.ExecuteAsync(database.Connection, $"update jobs.job set keys = '{{bench}}', lane = jobs.lane_of('{{bench}}', null); {limits}", ct);
                await Store.ExecuteAsync(database.Connection, "vacuum (full, analyze) jobs.job", ct);
                await Store.ExecuteAsync(database.Connection, "checkpoint", ct);
                rates.Add(await MeasureAsync(database, jobs, 60, ct));
                await store.DropAsync(database);
            }
            return new { share = rates[1].Rate / rates[0].Rate, limitedRate = rates[1].Rate, freeRate = rates[0].Rate, rates[1].Quarters, rates[1].Processes, rates[1].Jobs };
        });

    /// <param name="Rate">Jobs per second.</param>
    /// <param name="Jobs">Run to their end.</param>
    /// <param name="Seconds">How long that took.</param>
    /// <param name="Processes">Workers.</param>
    /// <param name="Quarters">The rate in each quarter of the time.</param>
    /// <param name="RssMb">Resident memory of a worker, median over the run.</param>
    /// <param name="PeakMb">Its peak.</param>
    /// <param name="WorkerCpu">CPU seconds of all workers, their start included.</param>
    /// <param name="PostgresCpu">CPU seconds of the server's processes for their sessions; 0 where it runs on another machine.</param>
    internal sealed record Result(double Rate, long Jobs, double Seconds, int Processes, double[] Quarters, double RssMb, double PeakMb, double WorkerCpu, double PostgresCpu);

    private static async Task<Result> MeasureAsync(Settings settings, Store store, int jobs, double cap, CancellationToken ct)
    {
        var database = await store.LoadedAsync(jobs, ct);
        var result = await MeasureAsync(database, jobs, cap, ct);
        await store.DropAsync(database);
        return result;
    }

    /// <param name="database">With the jobs in it.</param>
    /// <param name="jobs">How many.</param>
    /// <param name="cap">Seconds after which the window ends.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="make">Starts a worker; null: one of the engine.</param>
    public static async Task<Result> MeasureAsync(Settings database, long jobs, double cap, CancellationToken ct, Func<PeerProcess>? make = null)
    {
        await using var session = new NpgsqlConnection(database.Connection);
        await session.OpenAsync(ct);
        PeerProcess[] workers = [.. Enumerable.Range(0, database.Processes ?? 1).Select(_ => make?.Invoke() ?? PeerProcess.Worker(database, "noop"))];
        try
        {
            var samples = new List<(double Rss, double Peak, double Cpu)>();
            long? first = null;
            var waited = Clock.Now;
            for (var tick = 0; first is null || (workers.Sum(w => w.Handled) < jobs && Clock.SecondsSince(first.Value) < cap); tick++)
            {
                first ??= workers.Select(w => w.First).Min();
                if (first is null && Clock.SecondsSince(waited) > 30)
                    throw new InvalidOperationException("No job started within 30 s.");
                if (tick % 20 == 0)
                    samples.Add(workers.Select(w => w.Usage()).Aggregate((a, b) => (Math.Max(a.Rss, b.Rss), Math.Max(a.Peak, b.Peak), a.Cpu + b.Cpu)));
                await Task.Delay(5, ct);
            }
            var done = Math.Min(jobs, workers.Sum(w => w.Handled));
            while (done == jobs && await IsAnyLeftAsync(session, ct))
                await Task.Delay(2, ct);
            // A window that ended before the jobs did ends with the last count that was heard.
            var end = done == jobs ? Clock.Now : workers.Max(w => w.Counts[^1].At);
            var seconds = (end - first.Value) / 1e9;
            var last = workers.Select(w => w.Usage()).Aggregate((a, b) => (Math.Max(a.Rss, b.Rss), Math.Max(a.Peak, b.Peak), a.Cpu + b.Cpu));
            return new(done / seconds, done, seconds, workers.Length, Quarters(workers, first.Value, end), Percentile.Median(samples.Select(s => s.Rss)), last.Item2, last.Item3, await SessionsCpuAsync(session, ct));
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.StopAsync();
                await worker.DisposeAsync();
            }
        }
    }

    private static async Task<bool> IsAnyLeftAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from jobs.job)", session);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<double> SessionsCpuAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'", session);
        await using var row = await command.ExecuteReaderAsync(ct);
        var seconds = 0.0;
        while (await row.ReadAsync(ct))
            if (File.Exists($"/proc/{row.GetInt32(0)}/stat"))
            {
                // After the name in brackets, which may hold blanks: state, ten more, then the ticks in user and in kernel mode.
                var fields = (await File.ReadAllTextAsync($"/proc/{row.GetInt32(0)}/stat", ct)).Split(") ")[^1].Split(' ');
                seconds += (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100;
            }
        return seconds;
    }

    private static double[] Quarters(PeerProcess[] workers, long start, long end)
    {
        double At(long time) => workers.Sum(w => w.Counts.LastOrDefault(c => c.At <= time).Jobs);
        var quarter = (end - start) / 4;
        return [.. Enumerable.Range(0, 4).Select(q => Math.Round((At(start + ((q + 1) * quarter)) - At(start + (q * quarter))) / (quarter / 1e9)))];
    }
}
