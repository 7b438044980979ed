using System.Collections.Concurrent;
using System.Globalization;
using Workforce.Jobs;

namespace Bench.Peer;

internal enum WorkMode
{
    Noop,
    Lat,
    Hold,
    Record,
}

/// <summary>What one worker process has seen so far.</summary>
internal sealed class Handling(WorkMode mode)
{
    private long handled;

    public long Handled => Interlocked.Read(ref handled);

    public ConcurrentQueue<double> Milliseconds { get; } = new();

    public async Task RunAsync(BenchJob job, CancellationToken ct)
    {
        if (Interlocked.Increment(ref handled) == 1)
            PeerLines.Write(new { ev = "first", t = Clock.Text });
        switch (mode)
        {
            case WorkMode.Lat when job is { I: >= 0, T: { } then }:
                Milliseconds.Enqueue((Clock.Now - long.Parse(then, CultureInfo.InvariantCulture)) / 1e6);
                break;
            case WorkMode.Hold:
                await Task.Delay(Timeout.Infinite, ct);
                break;
            case WorkMode.Record:
                PeerLines.Write(new { ev = "ran", i = job.I, t = Clock.Text });
                break;
        }
    }
}

internal sealed class BenchHandler(Handling handling) : JobHandler<BenchJob>
{
    private static readonly JobOutcome Done = JobOutcome.Complete();

    public override async Task<JobOutcome> HandleAsync(BenchJob payload, JobContext job, CancellationToken ct)
    {
        await handling.RunAsync(payload, ct);
        return Done;
    }
}
