using System.CommandLine;
using Npgsql;

namespace Bench.Peer;

/// <summary><c>peer …</c>: the contract of the harness that measures job queues beside each other. The scenarios start their processes by it, too.</summary>
internal static class PeerCommand
{
    public static readonly Option<int> Queues = new("--queues") { Description = "Queues a worker works on; all jobs are in the first.", DefaultValueFactory = _ => 1, Recursive = true };

    /// <summary>Ends a worker whose parent is gone.</summary>
    public static readonly Option<bool> WithParent = new("--with-parent") { Description = "End when standard input ends.", Recursive = true };

    public static Command Create()
    {
        foreach (var option in Options.Common)
            option.Recursive = true;
        var peer = new Command("peer", "Speaks the contract of the peer harness: JSON lines on standard output, server addresses in PGHOST, PGPORT, PGUSER, PGDATABASE (and BENCH_REDIS), times in nanoseconds of CLOCK_MONOTONIC.")
        {
            Command("install", "Creates the schema in an empty database.", [], async (settings, _, ct) =>
            {
                await EngineHost.InstallAsync(settings.Connection, ct);
                PeerLines.Write(new { ev = "result" });
            }),
            Command("single", "single SECONDS PRODUCERS: single inserts, each awaited.", [2], async (settings, a, ct) =>
            {
                await using var producer = await Producer.StartAsync(settings);
                var (jobs, seconds) = await producer.SingleAsync(a[0], (int)a[1], ct);
                PeerLines.Result(jobs, seconds);
            }),
            Command("bulk", "bulk N [FIRST]: N jobs by the bulk call.", [1, 2], async (settings, a, ct) =>
            {
                await using var producer = await Producer.StartAsync(settings);
                var (jobs, seconds) = await producer.BulkAsync((int)a[0], a.Length > 1 ? (long)a[1] : 0, ct);
                PeerLines.Result(jobs, seconds);
            }),
            Command("paced", "paced N RATE: N jobs at RATE per second, each with the time of its enqueue call.", [2], async (settings, a, ct) =>
            {
                await using var producer = await Producer.StartAsync(settings);
                var (jobs, seconds) = await producer.PacedAsync((int)a[0], (int)a[1], ct);
                PeerLines.Result(jobs, seconds);
            }),
            Command("other", "other N: N jobs of another tenant, one after the other, each with the time of its enqueue call.", [1, 2], async (settings, a, ct) =>
            {
                await using var producer = await Producer.StartAsync(settings);
                var (jobs, seconds) = await producer.OtherAsync((int)a[0], ct);
                PeerLines.Result(jobs, seconds);
            }),
            Command("pending", "How many jobs are unfinished.", [], async (settings, _, ct) =>
            {
                await using var source = NpgsqlDataSource.Create(settings.Connection);
                await using var command = source.CreateCommand("select count(*) from jobs.job");
                PeerLines.Write(new { ev = "pending", n = (long)(await command.ExecuteScalarAsync(ct))! });
            }),
            Work(),
            Attach(),
        };
        foreach (var option in Options.Common)
            peer.Add(option);
        peer.Add(Queues);
        peer.Add(WithParent);
        return peer;
    }

    private static Command Command(string name, string description, int[] arguments, Func<Settings, double[], CancellationToken, Task> run)
    {
        var command = new Command(name, description);
        var values = new Argument<double[]>("NUMBERS") { Arity = arguments.Length == 0 ? ArgumentArity.Zero : new(arguments[0], arguments[^1]) };
        if (arguments.Length > 0)
            command.Add(values);
        command.SetAction((parsed, ct) => run(Options.Read(parsed), arguments.Length == 0 ? [] : parsed.GetRequiredValue(values), ct));
        return command;
    }

    private static Command Work()
    {
        var mode = new Argument<WorkMode>("MODE") { DefaultValueFactory = _ => WorkMode.Noop, Description = "noop; lat: measures from the enqueue call to the handler; hold: 100 handlers that never return; record: says which jobs ran." };
        var work = new Command("work", "Runs jobs until SIGTERM.") { mode };
        work.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(WithParent))
                new Thread(EndWithInput) { IsBackground = true }.Start();
            await PeerWorker.RunAsync(Options.Read(parsed), parsed.GetRequiredValue(mode), parsed.GetValue(Queues), ct);
        });
        return work;
    }

    private static Command Attach()
    {
        var (mode, address, key) = (new Argument<WorkMode>("MODE"), new Argument<string>("ADDRESS"), new Argument<string>("KEY"));
        var attach = new Command("attach", "Runs jobs that a worker pool gives it until SIGTERM.") { mode, address, key, Options.Slots, Options.Workers };
        attach.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(WithParent))
                new Thread(EndWithInput) { IsBackground = true }.Start();
            await Pool.AttachedPeer.RunAsync(
                parsed.GetRequiredValue(mode), parsed.GetRequiredValue(address), parsed.GetRequiredValue(key), parsed.GetValue(Options.Slots) ?? 16, parsed.GetValue(Options.Workers) ?? 1, ct);
        });
        return attach;
    }

    // Reading the console blocks, hence the thread.
    private static void EndWithInput()
    {
        while (Console.In.Read() >= 0)
        {
            // Nothing is ever said here.
        }
        Environment.Exit(1);
    }
}
