using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>Runs a described application: ports, then every resource in the order its waits give, and all of it back.</summary>
internal sealed class AppRunner(
    IResourceCollection resources,
    DistributedApplicationExecutionContext execution,
    Settings settings,
    ResourceNotificationService notifications,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource watching = new();
    private readonly CancellationTokenSource failed = new();
    private readonly Lock gate = new();
    private IReadOnlyList<IRunner> runners = [];
    private DataFolder? folder;
    private Task? stopped;
    private string? failure;

    public Settings Settings { get; } = settings;

    /// <summary>Cancelled when the application cannot come up any more.</summary>
    public CancellationToken Failed => failed.Token;

    public void ThrowIfFailed()
    {
        if (failure is not null)
        {
            throw new DistributedApplicationException(failure);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (execution.IsPublishMode)
        {
            throw new DistributedApplicationException(Publishing.Refusal);
        }

        var say = new Announcer(loggers.CreateLogger("apphost"));
        folder = DataFolder.Open(Settings.Data);
        try
        {
            var started = new Leftovers(folder.ProcessesFile);
            await started.WaitForEndAsync(Patience, say.Say, cancellationToken).ConfigureAwait(false);
            Endpoints.Allocate(resources, folder, Settings.RandomPorts, say.Say);
            var run = new RunContext([.. resources], execution, Settings, folder, started, notifications, loggers);
            foreach (var instance in resources.SelectMany(Instance.Of))
            {
                run.Publish(instance, now => now);
            }

            runners = [.. resources.SelectMany(Instance.Of).Select(instance => Runner(instance, run)).OfType<IRunner>()];
            _ = say.WatchAsync([.. resources], notifications, folder, Fail, watching.Token);
            foreach (var runner in runners)
            {
                runner.Start();
            }
        }
        catch
        {
            folder.Dispose();
            folder = null;
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return stopped ??= folder is null ? Task.CompletedTask : StopAllAsync(folder);
        }
    }

    public void Dispose()
    {
        watching.Dispose();
        failed.Dispose();
    }

    private async Task StopAllAsync(DataFolder opened)
    {
        opened.Withdraw();
        await watching.CancelAsync().ConfigureAwait(false);
        await StopOrder.StopAsync([.. runners.Select(runner => runner.Resource).Distinct()], resource => Task.WhenAll(runners.Where(runner => runner.Resource == resource).Select(runner => runner.StopAsync()))).ConfigureAwait(false);
        foreach (var runner in runners)
        {
            runner.Dispose();
        }

        File.Delete(opened.ProcessesFile);
        opened.Dispose();
    }

    private static IRunner? Runner(Instance instance, RunContext run) => instance.Resource switch
    {
        ProjectResource => new ProcessRunner(instance, run),
        ContainerResource server when server.NamedConnectionString() is not null => new NamedServerRunner(instance, run),
        ContainerResource => new ProcessRunner(instance, run),
        _ => null,
    };

    private void Fail(string reason)
    {
        failure = reason;
        failed.Cancel();
    }
}
