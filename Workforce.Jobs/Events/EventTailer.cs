using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Events;

/// <summary>
/// Reads new events once for all subscribers of the process, when a bell rings and otherwise every second; not at all
/// while nobody subscribes. Each read asks for what became visible since the snapshot of the read before.
/// </summary>
internal sealed class EventTailer(JobsDatabase database, Bell bell, TimeProvider time, ILogger<EventTailer> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<EventSubscription, byte> subscriptions = new();
    private readonly Signal rung = new();
    private readonly SemaphoreSlim reading = new(1, 1);
    private string? snapshot;
    private readonly Trouble trouble = new("Reading events", logger);

    /// <summary>From here on the subscription gets everything that its start snapshot does not see.</summary>
    public async Task<EventSubscription> SubscribeAsync(Guid tenantId, CancellationToken ct)
    {
        // Between two reads, so that the snapshot is the one the next read continues from.
        await reading.WaitAsync(ct);
        try
        {
            snapshot ??= await EventStatements.SnapshotAsync(database.Source, ct);
            var subscription = new EventSubscription(tenantId, snapshot, gone => subscriptions.TryRemove(gone, out _));
            subscriptions[subscription] = 0;
            rung.Set();
            return subscription;
        }
        finally
        {
            reading.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ears = bell.Listen(topic =>
        {
            if (topic is Bell.Events or BellMessage.Everything)
                rung.Set();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await (subscriptions.IsEmpty ? rung.WaitAsync(stoppingToken) : rung.WaitAsync(Poll, stoppingToken));
            try
            {
                await RunOnceAsync(stoppingToken);
                trouble.Over();
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                trouble.Met(problem);
            }
            // Many changes in a row are read together.
            await Task.Delay(Gap, time, stoppingToken);
        }
    }

    internal async Task RunOnceAsync(CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            if (subscriptions.IsEmpty)
            {
                // The next subscriber starts from a snapshot of its own time.
                snapshot = null;
                return;
            }
            var (seen, rows) = await EventStatements.SinceAsync(database.Source, snapshot!, ct);
            snapshot = seen;
            foreach (var tenant in rows.GroupBy(r => r.TenantId))
                foreach (var (subscription, _) in subscriptions)
                    if (subscription.TenantId == tenant.Key)
                        subscription.Offer(new(seen, [.. tenant]));
        }
        finally
        {
            reading.Release();
        }
    }
}

/// <param name="Snapshot">Sees these rows; what it does not see comes later.</param>
/// <param name="Rows">Of one tenant, in order of their ids.</param>
internal sealed record EventBatch(string Snapshot, IReadOnlyList<EventRow> Rows);

/// <summary>One reader of one tenant's live events.</summary>
internal sealed class EventSubscription(Guid tenantId, string start, Action<EventSubscription> ended) : IDisposable
{
    // Bounded: a reader that does not keep up loses its place here, not the process its memory, and reads on from the table.
    private readonly Channel<EventBatch> batches = Channel.CreateBounded<EventBatch>(256);

    public Guid TenantId => tenantId;

    /// <summary>What it sees is read from the table, what it does not see comes here.</summary>
    public string Start => start;

    public ChannelReader<EventBatch> Batches => batches.Reader;

    public void Offer(EventBatch batch)
    {
        if (!batches.Writer.TryWrite(batch))
        {
            batches.Writer.TryComplete();
            ended(this);
        }
    }

    public void Dispose() => ended(this);
}
