using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>Watches a server that configuration names and that is not started or stopped here.</summary>
internal sealed partial class NamedServerRunner(Instance instance, RunContext run) : IRunner
{
    private readonly ILogger log = run.Logger(instance.Id);
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

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
        LogUsed(instance.Resource.Name);
        run.Publish(instance, now => now with { State = KnownResourceStates.Running });
        try
        {
            await foreach (var (healthy, reason) in new HealthWatch(instance).WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                LogHealth(healthy ? "answers" : reason);
                run.Publish(instance, now => now with { HealthStatus = healthy ? HealthStatus.Healthy : HealthStatus.Unhealthy, Reason = reason });
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Publish(instance, now => now with { State = KnownResourceStates.Exited, HealthStatus = null });
        }
        catch (Exception exception)
        {
            LogFailed(exception.Message);
            run.Publish(instance, now => now with { State = KnownResourceStates.FailedToStart, HealthStatus = null, Reason = exception.Message });
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "ConnectionStrings__{Name} names the server; none is started")]
    private partial void LogUsed(string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Health}")]
    private partial void LogHealth(string health);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogFailed(string reason);
}
