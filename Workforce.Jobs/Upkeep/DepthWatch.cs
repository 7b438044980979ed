using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Upkeep;

/// <summary>Depth and oldest age of the queues as gauges; asks the database only while somebody collects them.</summary>
internal sealed class DepthWatch : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private const string Depth = """
        select queue, state, count(*), coalesce(extract(epoch from now() - min(due_at) filter (where state in ('pending', 'retrying'))), 0)::double precision
        from jobs.job group by queue, state
        """;

    private readonly JobsDatabase database;
    private readonly TimeProvider time;
    private readonly Trouble trouble;
    private readonly Meter meter = new(JobsTelemetry.MeterName);
    private readonly Instrument gauge;
    private volatile IReadOnlyList<(string Queue, string State, long Jobs, double Oldest)> latest = [];

    public DepthWatch(JobsDatabase database, TimeProvider time, ILogger<DepthWatch> logger)
    {
        (this.database, this.time, trouble) = (database, time, new("Reading queue depths", logger));
        gauge = meter.CreateObservableGauge("workforce.jobs.depth",
            () => latest.Select(q => new Measurement<long>(q.Jobs, new("queue", q.Queue), new("state", q.State))), "{job}", "Unfinished jobs by queue and state.");
        meter.CreateObservableGauge("workforce.jobs.oldest",
            () => latest.Where(q => q.State is "pending" or "retrying").Select(q => new Measurement<double>(Math.Max(q.Oldest, 0), new("queue", q.Queue), new("state", q.State))), "s", "How long the first job in line has been due.");
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
            try
            {
                if (gauge.Enabled)
                    await RunOnceAsync(stoppingToken);
                trouble.Over();
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                trouble.Met(problem);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task RunOnceAsync(CancellationToken ct)
    {
        var queues = new List<(string, string, long, double)>();
        await using var command = database.Source.CreateCommand(Depth);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            queues.Add((row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetDouble(3)));
        latest = queues;
    }
}
