using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Running;

/// <summary>Looks whether one running instance answers: often until it does, then now and again.</summary>
internal sealed class HealthWatch(Instance instance)
{
    private static readonly TimeSpan Starting = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WorthAWord = TimeSpan.FromSeconds(5);

    /// <returns>Each change, and once what is in the way when the first answer takes long; what has no check is healthy as soon as it runs. The reason is empty where it is healthy.</returns>
    /// <exception cref="DistributedApplicationException">It will never be healthy.</exception>
    public async IAsyncEnumerable<(bool Healthy, string Reason)> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool? healthy = null;
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var reason = await CheckAsync(cancellationToken).ConfigureAwait(false);
            if (reason is null && healthy != true)
            {
                healthy = true;
                yield return (true, "");
            }
            else if (reason is not null && (healthy == true || (healthy is null && TimeProvider.System.GetElapsedTime(since) > WorthAWord)))
            {
                healthy = false;
                yield return (false, reason);
            }

            await Task.Delay(healthy == true ? Steady : Starting, cancellationToken).ConfigureAwait(false);
        }
    }

    public static bool Checks(Instance instance) => instance.Resource.Annotations.Any(annotation => annotation is LocalServerAnnotation or HttpHealthAnnotation);

    private async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (instance.Resource.Annotations.OfType<LocalServerAnnotation>().SingleOrDefault() is { } server)
        {
            return await server.CheckAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var health in instance.Resource.Annotations.OfType<HttpHealthAnnotation>())
        {
            var endpoint = instance.Resource.Endpoints().First(endpoint => endpoint.Name == health.EndpointName);
            var address = new UriBuilder(endpoint.UriScheme, endpoint.AllocatedEndpoint!.Address, endpoint.ReplicaPorts[instance.Replica], health.Path).Uri;
            if (await HttpHealth.CheckAsync(address, health.StatusCode, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }
}
