using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Bench;

/// <summary>This program started again as a peer: producer or worker.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task reading;
    private readonly List<(long At, long Jobs)> counts = [];
    private readonly List<(long Job, long At)> ran = [];
    private readonly Lock gate = new();

    private PeerProcess(Settings settings, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(PeerProcess).Assembly.Location);
        string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
        foreach (var argument in (string[])["peer", .. arguments, "--with-parent", "--connection", settings.Connection, "--concurrency", Number(settings.Concurrency),
            .. settings.Redis is null ? Array.Empty<string>() : ["--redis", settings.Redis], .. settings.MaxBatch is { } most ? (string[])["--max-batch", Number(most)] : []])
            start.ArgumentList.Add(argument);
        Spawned = Clock.Now;
        process = Process.Start(start)!;
        reading = ReadAsync();
    }

    public long Spawned { get; }

    public long? Ready { get; private set; }

    public long? First { get; private set; }

    public double[]? Milliseconds { get; private set; }

    public long Handled { get; private set; }

    /// <summary>How many had been handled when.</summary>
    public IReadOnlyList<(long At, long Jobs)> Counts
    {
        get
        {
            lock (gate)
                return [.. counts];
        }
    }

    /// <summary>Which jobs were started when.</summary>
    public IReadOnlyList<(long Job, long At)> Ran
    {
        get
        {
            lock (gate)
                return [.. ran];
        }
    }

    /// <summary>Its jobs and seconds, from a producer that has ended.</summary>
    public (long Jobs, double Seconds) Result { get; private set; }

    public static PeerProcess Worker(Settings settings, string mode, int queues = 1) => new(settings, ["work", mode, "--queues", queues.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>One process of so many workers that are attached to a pool.</summary>
    public static PeerProcess Attached(Settings settings, Pool.PoolServer server, string mode, int slots, int workers = 1) => new(
        settings, ["attach", mode, server.Address, server.Key, "--slots", slots.ToString(CultureInfo.InvariantCulture), "--workers", workers.ToString(CultureInfo.InvariantCulture)]);

    public static async Task<(long Jobs, double Seconds)> ProduceAsync(Settings settings, CancellationToken ct, params string[] arguments)
    {
        await using var producer = new PeerProcess(settings, arguments);
        await producer.process.WaitForExitAsync(ct);
        await producer.reading;
        return producer.process.ExitCode == 0 ? producer.Result : throw new InvalidOperationException($"The producer ended with {producer.process.ExitCode}.");
    }

    /// <summary>Resident memory and its peak in MiB, and CPU seconds so far.</summary>
    public (double Rss, double Peak, double Cpu) Usage()
    {
        var status = File.ReadAllLines($"/proc/{process.Id}/status");
        double Kilobytes(string name) => double.Parse(status.First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        process.Refresh();
        return (Kilobytes("VmRSS:") / 1024, Kilobytes("VmHWM:") / 1024, process.TotalProcessorTime.TotalSeconds);
    }

    public async Task UntilAsync(Func<PeerProcess, bool> reached, double seconds, CancellationToken ct)
    {
        var start = Clock.Now;
        while (!reached(this))
        {
            if (Clock.SecondsSince(start) > seconds || process.HasExited)
                throw new InvalidOperationException($"The process did not get there in {seconds} s; it handled {Handled} jobs.");
            await Task.Delay(5, ct);
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGTERM, and everything it had to say.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await reading.WaitAsync(TimeSpan.FromSeconds(15)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await reading;
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } text)
        {
            using var line = JsonDocument.Parse(text);
            var root = line.RootElement;
            long At() => long.Parse(root.GetProperty("t").GetString()!, CultureInfo.InvariantCulture);
            lock (gate)
                switch (root.GetProperty("ev").GetString())
                {
                    case "ready": Ready = At(); break;
                    case "first": First = At(); break;
                    case "count": counts.Add((At(), Handled = root.GetProperty("n").GetInt64())); break;
                    case "ran": ran.Add((root.GetProperty("i").GetInt64(), At())); break;
                    case "lat": Milliseconds = [.. root.GetProperty("ms").EnumerateArray().Select(ms => ms.GetDouble())]; break;
                    case "result": Result = (root.GetProperty("n").GetInt64(), root.GetProperty("secs").GetDouble()); break;
                }
        }
    }
}
