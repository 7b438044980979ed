using Workforce.Jobs.Bells;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Stores an attempt's progress: the first report at once, those that follow quickly as one.</summary>
internal sealed class ProgressReport(Attempt attempt, JobsDatabase database, Bell bell, TimeSpan every, TimeProvider time, Func<string, StaleLeaseException> refused)
{
    private readonly Lock gate = new();
    private (int Percent, string Message)? later;
    private ITimer? timer;
    private long lastWrite;
    private bool stale;
    private bool ended;
    private Task flushing = Task.CompletedTask;

    public async Task ReportAsync(int percent, string message, CancellationToken ct)
    {
        lock (gate)
        {
            if (stale)
                throw refused("progress");
            if (ended)
                return;
            var since = lastWrite == 0 ? every : time.GetElapsedTime(lastWrite);
            if (since < every)
            {
                later = (percent, message);
                timer ??= time.CreateTimer(_ => Flush(), null, every - since, Timeout.InfiniteTimeSpan);
                return;
            }
            lastWrite = time.GetTimestamp();
            later = null;
        }
        if (!await WriteAsync(percent, message, ct))
            throw refused("progress");
    }

    /// <summary>No report after this is stored. What was not stored yet is dropped: the end of the attempt says more.</summary>
    public async ValueTask EndAsync()
    {
        lock (gate)
        {
            ended = true;
            timer?.Dispose();
            later = null;
        }
        await flushing;
    }

    private void Flush()
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
            if (ended || later is not { } report)
                return;
            later = null;
            lastWrite = time.GetTimestamp();
            flushing = FlushAsync(report.Percent, report.Message);
        }
    }

    private async Task FlushAsync(int percent, string message)
    {
        try
        {
            if (!await WriteAsync(percent, message, attempt.Token))
                throw refused("progress");
        }
        catch (StaleLeaseException)
        {
            // Counted and the handler told; its next write will be refused to its face.
            stale = true;
        }
        catch (OperationCanceledException)
        {
            // The attempt was told to stop.
        }
    }

    private async Task<bool> WriteAsync(int percent, string message, CancellationToken ct)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(ct);
            var held = await LeaseStatements.ReportAsync(connection, attempt.Job.Lease, percent, message, ct);
            bell.Ring(Bell.Events);
            return held;
        }
        catch (Exception problem) when (Outage.Is(problem) && !ct.IsCancellationRequested)
        {
            // Progress is for watching only: not worth an attempt. The next report says more than this one.
            return true;
        }
    }
}
