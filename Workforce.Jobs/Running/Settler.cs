using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>
/// Writes the ends of attempts, as many at once as have gathered while the last batch was written. The channel is
/// bounded: when Postgres cannot follow, handlers wait, and nothing is claimed for slots that are not free.
/// </summary>
internal sealed partial class Settler(JobsDatabase database, Bell bell, RunningAttempts running, Ledger ledger, TimeProvider time, ILogger<Settler> logger)
{
    private const int Batch = 2000;

    // Names of the kinds of settlement in metrics and logs; written for every job, so made once.
    private static readonly string[] Outcomes = [.. Enum.GetNames<SettlementKind>().Select(name => name.ToLowerInvariant())];

    private readonly Channel<Settlement> ends = Channel.CreateBounded<Settlement>(new BoundedChannelOptions(4 * Batch));

    public ValueTask AddAsync(Settlement end) => ends.Writer.WriteAsync(end);

    /// <summary>No more will come; the loops end when all is written.</summary>
    public void Complete() => ends.Writer.TryComplete();

    /// <summary>One writer; two of them keep Postgres busy while the other reads its answer.</summary>
    public async Task RunAsync(string worker, CancellationToken ct)
    {
        var batch = new List<Settlement>(Batch);
        while (await ends.Reader.WaitToReadAsync(ct))
        {
            batch.Clear();
            while (batch.Count < Batch && ends.Reader.TryRead(out var end))
                batch.Add(end);
            await WriteAsync(worker, batch.FindAll(static e => e.Finishes), FinishStatement.ExecuteAsync, ct);
            await WriteAsync(worker, batch.FindAll(static e => !e.Finishes), ReturnStatement.ExecuteAsync, ct);
        }
    }

    private async Task WriteAsync(string worker, List<Settlement> batch, Write write, CancellationToken ct)
    {
        var doubt = false;
        for (var failures = 0; batch.Count > 0; failures++)
            try
            {
                HashSet<Guid> written;
                await using (var connection = await database.Source.OpenConnectionAsync(ct))
                    written = await write(connection, worker, batch, ct);
                await ledger.SettleAsync(Account(batch, written, doubt), ct);
                return;
            }
            catch (PostgresException bad) when (bad.SqlState == PostgresErrorCodes.LockNotAvailable || !Outage.Is(bad))
            {
                // One end that cannot be written (no JSON, a row locked for long) must not take the others with it.
                if (batch.Count > 1)
                {
                    foreach (var one in batch)
                        await WriteAsync(worker, [one], write, ct);
                    return;
                }
                if (bad.SqlState == PostgresErrorCodes.LockNotAvailable)
                    await PauseAsync(failures, ct);
                else if (batch[0].How != SettlementKind.Fail)
                    (batch, write) = ([new(batch[0].Lease, batch[0].Kind, SettlementKind.Fail) { Error = $"its end could not be stored: {bad.MessageText}" }], FinishStatement.ExecuteAsync);
                else
                {
                    // The lease stays with this process until it ends; then the job is rescued.
                    LogUnwritable(batch[0].Kind, batch[0].Lease.JobId, bad);
                    return;
                }
            }
            catch (Exception problem) when (Outage.Is(problem))
            {
                // It may have been committed before the connection broke: a lease missing on the next try is then no refusal.
                doubt = true;
                if (failures == 0)
                    LogAway(batch.Count, problem.Message);
                await PauseAsync(failures, ct);
            }
    }

    private Task PauseAsync(int failures, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Min(50 * Math.Pow(2, failures), 1000) * (0.5 + Random.Shared.NextDouble())), time, ct);

    /// <summary>Those of them that count against limits.</summary>
    private List<Attempt> Account(List<Settlement> batch, HashSet<Guid> written, bool doubt)
    {
        var limited = new List<Attempt>();
        Crew? crew = null;
        foreach (var end in batch)
        {
            var done = written.Contains(end.Lease.JobId) != end.ExpectGone;
            if (running.Remove(end.Lease) is { } attempt)
            {
                if (attempt.Job.Limited)
                    limited.Add(attempt);
                if (attempt.Crew != crew)
                    crew?.Freed();
                crew = attempt.Crew;
                attempt.Told?.Invoke(done ? true : doubt ? null : false);
            }
            if (done)
                JobsTelemetry.Outcomes.Add(1, new("kind", end.Kind), new("outcome", end.ExpectGone ? "complete" : Outcomes[(int)end.How]));
            else if (end.ExpectGone)
                LogNotCommitted(end.Kind, end.Lease.JobId);
            else if (doubt)
                LogDoubt(end.Kind, end.Lease.JobId);
            else
                LeaseLog.Refused(logger, Outcomes[(int)end.How], end.Kind, end.Lease.JobId, end.Lease.Epoch);
        }
        crew?.Freed();
        bell.Ring(Bell.Events);
        if (!batch[0].Finishes)
            foreach (var queue in batch.Where(e => e.How == SettlementKind.Return).Select(e => JobKindName.QueueOf(e.Kind)).Distinct())
                bell.Ring(queue);
        if (limited.Count > 0)
            bell.Ring(Bell.Room);
        return limited;
    }

    private delegate Task<HashSet<Guid>> Write(NpgsqlConnection connection, string worker, IReadOnlyList<Settlement> batch, CancellationToken ct);

    [LoggerMessage(LogLevel.Warning, "{Count} finished jobs cannot be written down yet ({Problem}); trying until they are")]
    private partial void LogAway(int count, string problem);

    [LoggerMessage(LogLevel.Error, "The end of {Kind} job {JobId} cannot be written down")]
    private partial void LogUnwritable(string kind, Guid jobId, Exception problem);

    [LoggerMessage(LogLevel.Information, "The end of {Kind} job {JobId} was written before the connection broke, or its lease is gone")]
    private partial void LogDoubt(string kind, Guid jobId);

    [LoggerMessage(LogLevel.Error, "The handler of {Kind} job {JobId} returned as completed in its transaction, which was not committed")]
    private partial void LogNotCommitted(string kind, Guid jobId);
}
