using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workforce.Contracts.WorkerPool.V1;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Workforce.Worker.Client;

/// <summary>The jobs in this worker's hands, whichever connection they came by, and the outcomes that nobody has acknowledged yet.</summary>
internal sealed partial class Desk(WorkerOptions options, JobCatalog catalog, IServiceScopeFactory scopes, TimeProvider time, ILogger logger)
{
    private static readonly ActivitySource Activities = new("Workforce.Worker.Client");

    private readonly ConcurrentDictionary<(string, long), Job> running = new();
    private readonly ConcurrentDictionary<(string, long), Outcome> unacknowledged = new();

    public IReadOnlyCollection<string> Kinds => [.. catalog.Entries.Keys];

    public IReadOnlyList<Outcome> Unacknowledged => [.. unacknowledged.Values];

    public bool Idle => running.IsEmpty && unacknowledged.IsEmpty;

    /// <summary>Begins a job; its outcome is said to the session when it ends.</summary>
    public void Begin(Grant grant, Session session)
    {
        var job = new Job(session);
        running[(grant.JobId, grant.LeaseEpoch)] = job;
        job.Done = Task.Run(() => RunAsync(grant, job));
    }

    public void Cancel(Cancel cancel)
    {
        if (running.TryGetValue((cancel.JobId, cancel.LeaseEpoch), out var job))
            job.Stop();
    }

    public void Acknowledge(Acknowledgement told)
    {
        unacknowledged.TryRemove((told.JobId, told.LeaseEpoch), out _);
        if (told.Status != Acknowledgement.Types.Status.Recorded)
            LogRefused(told.JobId, told.LeaseEpoch, told.Status, told.Message);
    }

    /// <summary>The leases of a session are gone: its handlers are stopped, and what they return is not sent.</summary>
    public async Task LoseAsync(Session session)
    {
        var mine = running.Values.Where(job => job.Session == session).ToArray();
        foreach (var job in mine)
            job.Lose();
        try
        {
            await Task.WhenAll(mine.Select(job => job.Done)).WaitAsync(options.AbandonAfter, time);
        }
        catch (TimeoutException)
        {
            LogAbandoned(mine.Count(job => !job.Done.IsCompleted));
        }
    }

    /// <summary>Handlers have this long to end; then they are asked to stop, and their jobs are given back.</summary>
    public async Task EndAsync(Session session, TimeSpan grace)
    {
        var mine = running.Values.Where(job => job.Session == session).ToArray();
        var all = Task.WhenAll(mine.Select(job => job.Done));
        await all.WaitAsync(grace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var job in mine)
            job.GiveBack();
        await all.WaitAsync(options.AbandonAfter, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Grant grant, Job job)
    {
        var context = new JobContext(grant, job.Session, logger);
        JobOutcome outcome;
        using (var activity = Activities.StartActivity($"{grant.Kind} process", ActivityKind.Consumer, grant.Traceparent.Length == 0 ? null : grant.Traceparent))
            outcome = await OutcomeAsync(grant, job, context, activity);
        var key = (grant.JobId, grant.LeaseEpoch);
        if (!job.Lost)
        {
            var end = outcome.Of(context.Lease);
            foreach (var (unit, amount) in context.Spent)
                end.Spent.Add(unit, amount);
            unacknowledged[key] = end;
            job.Session.Tell(end);
        }
        running.TryRemove(key, out _);
        job.Session.Ended();
    }

    private async Task<JobOutcome> OutcomeAsync(Grant grant, Job job, JobContext context, Activity? activity)
    {
        if (!catalog.Entries.TryGetValue(grant.Kind, out var entry))
            return JobOutcome.Return();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await entry.RunAsync(scope.ServiceProvider, grant.PayloadJson, context, job.Token);
        }
        catch (Exception) when (job.GivenBack)
        {
            return JobOutcome.Return();
        }
        catch (OperationCanceledException) when (job.Token.IsCancellationRequested)
        {
            return JobOutcome.Stopped();
        }
        catch (Exception problem)
        {
            activity?.SetStatus(ActivityStatusCode.Error, problem.Message);
            LogThrew(grant.Kind, grant.JobId, grant.Attempt, problem);
            return JobOutcome.Retry($"{problem.GetType().Name}: {problem.Message}");
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Without a timer or a wait handle the source holds nothing to dispose of, and may still be told to stop when the job has ended.")]
    private sealed class Job(Session session)
    {
        private readonly CancellationTokenSource stop = new();

        public Session Session => session;

        public CancellationToken Token => stop.Token;

        public Task Done { get; set; } = Task.CompletedTask;

        public bool Lost { get; private set; }

        public bool GivenBack { get; private set; }

        public void Stop() => stop.Cancel();

        public void Lose()
        {
            Lost = true;
            Stop();
        }

        public void GiveBack()
        {
            GivenBack = true;
            Stop();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} job {JobId} attempt {Attempt} threw")]
    private partial void LogThrew(string kind, string jobId, int attempt, Exception problem);

    [LoggerMessage(LogLevel.Warning, "The outcome of job {JobId} under lease {LeaseEpoch} was not taken: {Status}, {Message}")]
    private partial void LogRefused(string jobId, long leaseEpoch, Acknowledgement.Types.Status status, string message);

    [LoggerMessage(LogLevel.Error, "{Count} handlers ignore their fired tokens; the worker goes on without them")]
    private partial void LogAbandoned(int count);
}
