using Workforce.Jobs.Running;

namespace Workforce.Jobs.Pool;

/// <summary>A job in an attached worker's hands.</summary>
internal sealed class PoolGrant(Attempt attempt)
{
    private readonly Lock gate = new();
    private int decided;
    private (int Percent, string Message)? report;
    private Task reporting = Task.CompletedTask;

    public Attempt Attempt => attempt;

    public TaskCompletionSource<JobOutcome> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True for the first who asks: he says how it ends.</summary>
    public bool TryDecide() => Interlocked.Exchange(ref decided, 1) == 0;

    /// <summary>Null until it has begun.</summary>
    public JobContext? Context { get; set; }

    /// <summary>What the worker said of its end, and was heard; null: nothing.</summary>
    public PoolOutcome? Answer { get; set; }

    /// <summary>Stores the latest report; those that come while one is being stored replace each other.</summary>
    public void Report(int percent, string message)
    {
        lock (gate)
        {
            report = (percent, message);
            if (reporting.IsCompleted)
                reporting = ReportAsync();
        }
    }

    /// <summary>The last report is stored.</summary>
    public Task ReportedAsync()
    {
        lock (gate)
            return reporting;
    }

    private async Task ReportAsync()
    {
        await Task.Yield();
        while (true)
        {
            (int Percent, string Message) next;
            lock (gate)
            {
                if (report is not { } latest)
                {
                    reporting = Task.CompletedTask;
                    return;
                }
                (next, report) = (latest, null);
            }
            try
            {
                await Context!.ReportAsync(next.Percent, next.Message, attempt.Token);
            }
            catch (Exception problem) when (problem is StaleLeaseException or OperationCanceledException)
            {
                // The worker is told to stop by the attempt's own token.
            }
        }
    }
}
