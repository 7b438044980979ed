using System.Collections.Concurrent;
using Npgsql;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>
/// Stores jobs that several callers enqueue at once in one transaction: whoever comes while one is being committed joins the
/// next, so that they share a wait for the disk. Who comes alone waits for nobody. Only for jobs that stand alone: one whose
/// key is just being taken by somebody would hold up all the others.
/// </summary>
internal sealed class EnqueueGroup(JobsDatabase database, BellRinger ringer)
{
    private const int Most = 500;

    // One that is being committed and one that is being sent.
    private const int MostWriters = 2;

    private readonly ConcurrentQueue<Waiting> line = new();
    private int writers;

    /// <returns>When it has been committed.</returns>
    public async Task<EnqueueResult> AddAsync(NewJob job, string? traceparent, CancellationToken ct)
    {
        var waiting = new Waiting(new(job, traceparent), ct);
        if (TryBeWriter())
            _ = StoreFirstAsync(waiting);
        else
        {
            line.Enqueue(waiting);
            if (TryBeWriter())
                _ = Task.Run(WriteAsync, CancellationToken.None);
        }
        return await waiting.Answer.Task.WaitAsync(ct);
    }

    // Without a change of thread for whoever comes alone; those that come in the meantime are not its caller's business.
    private async Task StoreFirstAsync(Waiting first)
    {
        await StoreAsync([first]);
        await (line.IsEmpty ? LeaveAsync() : Task.Run(WriteAsync, CancellationToken.None));
    }

    private bool TryBeWriter()
    {
        for (var now = Volatile.Read(ref writers); now < MostWriters; now = Volatile.Read(ref writers))
            if (Interlocked.CompareExchange(ref writers, now + 1, now) == now)
                return true;
        return false;
    }

    private async Task WriteAsync()
    {
        while (Take() is { Count: > 0 } batch)
            await StoreAsync(batch);
        await LeaveAsync();
    }

    // Somebody may have come between the last look and the leave.
    private Task LeaveAsync()
    {
        Interlocked.Decrement(ref writers);
        return !line.IsEmpty && TryBeWriter() ? Task.Run(WriteAsync, CancellationToken.None) : Task.CompletedTask;
    }

    private List<Waiting> Take()
    {
        var batch = new List<Waiting>();
        while (batch.Count < Most && line.TryDequeue(out var next))
            // Who has given up by now gets nothing stored.
            if (!next.GivenUp.IsCancellationRequested)
                batch.Add(next);
        return batch;
    }

    private async Task StoreAsync(List<Waiting> batch)
    {
        string[] topics = [Bell.Events, .. batch.Select(w => JobKindName.QueueOf(w.Job.Job.Kind)).Distinct(StringComparer.Ordinal)];
        try
        {
            EnqueueResult[] stored;
            await using (var connection = await database.Source.OpenConnectionAsync(CancellationToken.None))
                stored = await ringer.RingWithAsync(topics, bell => EnqueueStatement.ExecuteAsync(connection, [.. batch.Select(w => w.Job)], bell, CancellationToken.None));
            for (var i = 0; i < stored.Length; i++)
                batch[i].Answer.SetResult(stored[i]);
        }
        catch (PostgresException refused) when (batch.Count > 1 && !Outage.Is(refused))
        {
            // One that the database refuses must not take the others with it.
            foreach (var one in batch)
                await StoreAsync([one]);
        }
        catch (Exception problem)
        {
            foreach (var one in batch)
                one.Answer.SetException(problem);
        }
    }

    private sealed record Waiting(TracedJob Job, CancellationToken GivenUp)
    {
        public TaskCompletionSource<EnqueueResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
