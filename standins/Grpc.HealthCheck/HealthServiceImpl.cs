using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.HealthCheck;

/// <summary>
/// The service <c>grpc.health.v1.Health</c>, answering from statuses that a program sets
/// (specification: "GRPC Health Checking Protocol" in gRPC's documentation). Safe for use by many threads; one instance serves all calls.
/// </summary>
public class HealthServiceImpl : Grpc.Health.V1.Health.HealthBase
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (ServingStatus Status, long Setting)> statuses = new(StringComparer.Ordinal);
    private long settings;
    private TaskCompletionSource changed = NextChange();

    /// <summary>Sets the status of a service; those who watch it are told if that is news to them.</summary>
    /// <param name="service">The service's full name; empty for the server as a whole.</param>
    /// <param name="status">Its status from now on.</param>
    public void SetStatus(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        Change(() => statuses[service] = (status, ++settings));
    }

    /// <summary>Forgets a service: it is not found by checks, and unknown to those who watch it.</summary>
    /// <param name="service">The service's full name; empty for the server as a whole.</param>
    public void ClearStatus(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        Change(() => statuses.Remove(service));
    }

    /// <summary>Forgets all services.</summary>
    public void ClearAll() => Change(statuses.Clear);

    /// <summary>Answers with the status set for the service asked for.</summary>
    /// <param name="request">Names the service.</param>
    /// <param name="context">The call.</param>
    /// <returns>The status.</returns>
    /// <exception cref="RpcException"><see cref="StatusCode.NotFound"/>: no status is set for that service.</exception>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            return statuses.TryGetValue(request.Service, out var set)
                ? Task.FromResult(new HealthCheckResponse { Status = set.Status })
                : throw new RpcException(new Status(StatusCode.NotFound, ""));
        }
    }

    /// <summary>Sends the status of a service at once and again after each change, until the caller leaves.</summary>
    /// <param name="request">Names the service.</param>
    /// <param name="responseStream">Where statuses go.</param>
    /// <param name="context">The call.</param>
    /// <returns>A task that ends with the call.</returns>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        ServingStatus? told = null;
        await foreach (var status in StatusesAsync(request.Service, context.CancellationToken).ConfigureAwait(false))
        {
            if (status != told)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }).ConfigureAwait(false);

            told = status;
        }
    }

    /// <summary>
    /// The status now, then what it is set to, even if to the same again; ends when cancelled. A slow reader misses what was
    /// superseded meanwhile and never the last, so nothing is queued for it.
    /// </summary>
    internal async IAsyncEnumerable<ServingStatus> StatusesAsync(string service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? seen = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            Task next;
            (ServingStatus Status, long Setting) current;
            lock (gate)
            {
                next = changed.Task;
                current = statuses.GetValueOrDefault(service, (ServingStatus.ServiceUnknown, 0));
            }

            if (current.Setting != seen)
            {
                seen = current.Setting;
                yield return current.Status;
            }
            else
            {
                await next.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (gate)
        {
            change();
            before = changed;
            changed = NextChange();
        }

        before.SetResult();
    }

    private static TaskCompletionSource NextChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
