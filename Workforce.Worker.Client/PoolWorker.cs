using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workforce.Worker.Client;

/// <summary>
/// Keeps a worker attached to the pool: to one replica at a time, to the next when that is gone, with back-off and jitter. Outcomes
/// that were not acknowledged are sent again.
/// </summary>
public sealed partial class PoolWorker : BackgroundService
{
    private readonly WorkerOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<PoolWorker> logger;
    private readonly Desk desk;
    private readonly TaskCompletionSource dismissed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PoolWorker(WorkerOptions options, JobCatalog catalog, IServiceScopeFactory scopes, TimeProvider time, ILogger<PoolWorker> logger)
    {
        options.ThrowIfBad();
        (this.options, this.time, this.logger) = (options, time, logger);
        desk = new(options, catalog, scopes, time, logger);
    }

    /// <summary>Ends when a person asked the worker to leave; it does not attach again by itself.</summary>
    public Task Dismissed => dismissed.Task;

    /// <summary>Attaches and works until the token fires or a person asks the worker to leave; then finishes what it has in hand.</summary>
    /// <param name="ct">Asks it to stop: see <see cref="WorkerOptions.StopGrace"/>.</param>
    /// <exception cref="RpcException">The pool will not have this worker: the key, a scope, the version or a field is wrong; the status says which.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        var channels = options.Addresses.Select(Connect).ToArray();
        try
        {
            for (var (tries, n) = (0, 0); !ct.IsCancellationRequested; n++)
            {
                var address = options.Addresses[n % channels.Length];
                var session = new Session(channels[n % channels.Length], options, desk, time, logger);
                var end = await session.RunAsync(ct);
                if (end.Fault is { } fault && IsFinal(fault))
                    throw fault;
                if (end.ForGood)
                {
                    LogDismissed(options.Name);
                    dismissed.TrySetResult();
                    return;
                }
                if (ct.IsCancellationRequested)
                    return;
                // One that was attached for a while is tried again at once, elsewhere first.
                tries = end.Attached ? 0 : tries + 1;
                var wait = BackOff(tries, Random.Shared.NextDouble());
                LogLost(options.Name, address, end.Fault?.Status.Detail ?? "the stream ended", wait.TotalMilliseconds);
                await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            foreach (var channel in channels)
                channel.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>The wait before the next try: doubled each time up to the longest, half of it by chance, so that a fleet does not come back in step.</summary>
    internal TimeSpan BackOff(int tries, double random) =>
        TimeSpan.FromMilliseconds(Math.Min(options.FirstBackOff.TotalMilliseconds * Math.Pow(2, Math.Min(tries, 30)), options.LongestBackOff.TotalMilliseconds) * (0.5 + (0.5 * random)));

    private GrpcChannel Connect(Uri address)
    {
        var http = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5), KeepAlivePingDelay = TimeSpan.FromSeconds(10), KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        options.ConfigureHttp?.Invoke(http);
        return GrpcChannel.ForAddress(address, new() { HttpHandler = http, DisposeHttpClient = true, MaxReconnectBackoff = options.LongestBackOff, MaxReceiveMessageSize = 8 * 1024 * 1024 });
    }

    private static bool IsFinal(RpcException fault) =>
        fault.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.FailedPrecondition or StatusCode.InvalidArgument or StatusCode.Unimplemented;

    [LoggerMessage(LogLevel.Warning, "Worker {Name} is no longer attached to {Address} ({Reason}); it attaches again in {Milliseconds:0} ms")]
    private partial void LogLost(string name, Uri address, string reason, double milliseconds);

    [LoggerMessage(LogLevel.Information, "Worker {Name} was asked to leave")]
    private partial void LogDismissed(string name);
}
