using System.Runtime.CompilerServices;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Events;

/// <summary>A tenant's events as one stream: what the table holds, then what comes live.</summary>
internal sealed class EventFeed(JobsDatabase database, EventTailer tailer, TimeProvider time)
{
    private const int Page = 500;
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);

    public async IAsyncEnumerable<JobEvent> ReadAsync(Guid tenantId, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var subscription = await UntilThereAsync(() => tailer.SubscribeAsync(tenantId, ct), ct);
        try
        {
            if (after >= 0)
                await foreach (var row in PastAsync(tenantId, after, subscription.Start, ct))
                    foreach (var entry in row.EntriesAfter(after))
                        yield return entry;
            var seen = subscription.Start;
            while (true)
            {
                await foreach (var batch in subscription.Batches.ReadAllAsync(ct))
                {
                    foreach (var row in batch.Rows)
                        foreach (var entry in row.EntriesAfter(-1))
                            yield return entry;
                    seen = batch.Snapshot;
                }
                // Too slow: subscribe again, and read from the table what lies between what was seen and the new start.
                subscription.Dispose();
                subscription = await UntilThereAsync(() => tailer.SubscribeAsync(tenantId, ct), ct);
                foreach (var row in await UntilThereAsync(() => EventStatements.BetweenAsync(database.Source, seen, subscription.Start, tenantId, ct), ct))
                    foreach (var entry in row.EntriesAfter(-1))
                        yield return entry;
                seen = subscription.Start;
            }
        }
        finally
        {
            subscription.Dispose();
        }
    }

    private async IAsyncEnumerable<EventRow> PastAsync(Guid tenantId, long after, string snapshot, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var row in await UntilThereAsync(() => EventStatements.LateAsync(database.Source, tenantId, after, snapshot, ct), ct))
            yield return row;
        var last = -1L;
        while (true)
        {
            var from = last;
            var page = await UntilThereAsync(() => EventStatements.AfterAsync(database.Source, tenantId, after, snapshot, from, Page, ct), ct);
            foreach (var row in page)
                yield return row;
            if (page.Count < Page)
                yield break;
            last = page[^1].Id;
        }
    }

    // A stream outlives a restart of Postgres.
    private async Task<T> UntilThereAsync<T>(Func<Task<T>> read, CancellationToken ct)
    {
        while (true)
            try
            {
                return await read();
            }
            catch (Exception problem) when (Outage.Is(problem) && !ct.IsCancellationRequested)
            {
                await Task.Delay(RetryEvery, time, ct);
            }
    }
}
