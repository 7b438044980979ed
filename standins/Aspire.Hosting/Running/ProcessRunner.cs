using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>Keeps one process running: starts it when what it waits for is there, watches its health, starts it again when it crashes.</summary>
internal sealed partial class ProcessRunner(Instance instance, RunContext run) : IRunner
{
    // A process that has run this long has recovered: the next crash counts from one again.
    private static readonly TimeSpan Recovered = TimeSpan.FromSeconds(30);

    private readonly ILogger log = run.Logger(instance.Id);
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private bool wasHealthy;

    public IResource Resource => instance.Resource;

    public void Start() => running = Task.Run(() => RunAsync(stopping.Token));

    public async Task StopAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            run.Publish(instance, now => now with { State = KnownResourceStates.Waiting });
            await run.WaitForAsync(instance.Resource, cancellationToken).ConfigureAwait(false);
            await KeepRunningAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Publish(instance, now => now with { State = KnownResourceStates.Exited, HealthStatus = null });
        }
        catch (DistributedApplicationException exception)
        {
            Fail(exception.Message);
        }
        catch (Exception exception)
        {
            LogSurprise(exception);
            Fail(exception.Message);
        }
    }

    private async Task KeepRunningAsync(CancellationToken cancellationToken)
    {
        for (var crashes = 1; ; crashes++)
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            var exitCode = await RunOnceAsync(cancellationToken).ConfigureAwait(false);
            crashes = TimeProvider.System.GetElapsedTime(startedAt) >= Recovered ? 1 : crashes;
            switch (Restart.Decide(new(exitCode, run.RunsToCompletion(instance.Resource), wasHealthy, crashes)))
            {
                case Restart.Finished:
                    Ended(KnownResourceStates.Finished, exitCode, "");
                    return;
                case Restart.Failed failed:
                    LogFailed(failed.Reason);
                    Ended(run.RunsToCompletion(instance.Resource) ? KnownResourceStates.Exited : KnownResourceStates.FailedToStart, exitCode, failed.Reason);
                    return;
                case Restart.Again again:
                    LogAgain(exitCode, again.Delay.TotalSeconds);
                    run.Publish(instance, now => now with { State = KnownResourceStates.Starting, HealthStatus = HealthStatus.Unhealthy, ExitCode = exitCode, StopTimeStamp = Now });
                    await Task.Delay(again.Delay, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        run.Publish(instance, now => now with { State = KnownResourceStates.Starting });
        var plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var process = await SupervisedProcess.StartAsync(plan, run.Settings.Grace, LogOutput).ConfigureAwait(false);
        run.Started.Add(process.Id);
        run.Publish(instance, now => now with { State = KnownResourceStates.Running, StartTimeStamp = Now, StopTimeStamp = null, ExitCode = null });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var health = WatchHealthAsync(ended.Token);
        try
        {
            var first = await Task.WhenAny(process.Exited, health).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (first == health)
            {
                // It ends by itself only to say that the process will never be healthy.
                await health.ConfigureAwait(false);
            }

            return await process.Exited.ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            if (!process.Exited.IsCompleted)
            {
                run.Publish(instance, now => now with { State = KnownResourceStates.Stopping });
                await process.StopAsync().ConfigureAwait(false);
                LogStopped();
            }

            await health.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private Task<ProcessPlan> PlanAsync(CancellationToken cancellationToken) => instance.Resource switch
    {
        ProjectResource project => ProjectPlan.MakeAsync(project, instance.Replica, run.Settings, run.Execution, cancellationToken),
        _ => instance.Resource.Annotations.OfType<LocalServerAnnotation>().Single().PlanAsync(
            new(run.Folder.Path, instance.Resource.Endpoints().Single().AllocatedEndpoint!.Port, LogSaid), cancellationToken),
    };

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        var check = new HealthWatch(instance);
        await foreach (var (healthy, reason) in check.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (healthy)
            {
                LogHealthy(HealthWatch.Checks(instance) ? "healthy" : "started", string.Join(' ', instance.Resource.Endpoints().Select(endpoint => $"{endpoint.UriScheme}://{endpoint.AllocatedEndpoint!.Address}:{endpoint.ReplicaPorts[instance.Replica]}")));
                wasHealthy = true;
            }
            else
            {
                LogUnhealthy(reason);
            }

            run.Publish(instance, now => now with { HealthStatus = healthy ? HealthStatus.Healthy : HealthStatus.Unhealthy, Reason = reason });
        }
    }

    private void Ended(string state, int? exitCode, string reason) =>
        run.Publish(instance, now => now with { State = state, HealthStatus = null, ExitCode = exitCode, StopTimeStamp = Now, Reason = reason });

    private void Fail(string reason)
    {
        LogFailed(reason);
        Ended(KnownResourceStates.FailedToStart, null, reason);
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}")]
    private partial void LogOutput(string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "{What}")]
    private partial void LogSaid(string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "{How} {Addresses}")]
    private partial void LogHealthy(string how, string addresses);

    [LoggerMessage(Level = LogLevel.Warning, Message = "not healthy: {Reason}")]
    private partial void LogUnhealthy(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ended with exit code {ExitCode}; starts again in {Seconds} s")]
    private partial void LogAgain(int exitCode, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopped")]
    private partial void LogStopped();

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "could not be run")]
    private partial void LogSurprise(Exception exception);
}
