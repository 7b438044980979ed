using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>A described application that runs on this machine, each resource as a local process.</summary>
/// <param name="host">The app host's own services.</param>
public class DistributedApplication(IHost host) : IHost, IAsyncDisposable
{
    /// <inheritdoc />
    public IServiceProvider Services => host.Services;

    /// <summary>How the resources are.</summary>
    public ResourceNotificationService ResourceNotifications => host.Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Begins the description of an application.</summary>
    /// <returns>Its builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Begins the description of an application.</summary>
    /// <param name="args">Command-line arguments; they become configuration.</param>
    /// <returns>Its builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Begins the description of an application.</summary>
    /// <param name="options">How to make the builder.</param>
    /// <returns>Its builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Starts all resources, each when what it waits for is there, and returns; waits go on meanwhile.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>When the start is under way.</returns>
    /// <exception cref="DistributedApplicationException">It cannot be run as it is described or on this machine.</exception>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => host.StartAsync(cancellationToken);

    /// <summary>Stops all resources, each after those that need it.</summary>
    /// <param name="cancellationToken">Does not shorten it: each resource has its grace time.</param>
    /// <returns>When nothing runs any more.</returns>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    /// <summary>Runs until Ctrl-C or SIGTERM. Ends with exit code 1 and one line on standard error where it cannot run.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl-C, SIGTERM or the token. Ends with exit code 1 and one line on standard error where it cannot run.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>When nothing runs any more.</returns>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var runner = host.Services.GetRequiredService<AppRunner>();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        try
        {
            using var parent = ParentWatch.Start(runner.Settings.Parent, lifetime.StopApplication);
            using var failure = runner.Failed.Register(lifetime.StopApplication);
            await host.RunAsync(cancellationToken).ConfigureAwait(false);
            runner.ThrowIfFailed();
        }
        catch (DistributedApplicationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            Environment.ExitCode = 1;
        }
    }

    /// <summary>Stops what still runs.</summary>
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops what still runs.</summary>
    /// <returns>When nothing runs any more.</returns>
    public virtual async ValueTask DisposeAsync()
    {
        await host.Services.GetRequiredService<AppRunner>().StopAsync(CancellationToken.None).ConfigureAwait(false);
        await ((IAsyncDisposable)host).DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
