using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>Says when everything is up and where, or that it will not come up.</summary>
internal sealed partial class Announcer(ILogger log)
{
    private readonly long since = TimeProvider.System.GetTimestamp();

    public void Say(string what) => LogSaid(what);

    public async Task WatchAsync(IReadOnlyCollection<IResource> resources, ResourceNotificationService notifications, DataFolder folder, Action<string> fail, CancellationToken cancellationToken)
    {
        var instances = resources.Where(resource => resource is ProjectResource or ContainerResource).SelectMany(Instance.Of).ToList();
        // A server that nobody waits for is one that the others do without: it need not answer yet.
        var optional = instances.Where(instance => instance.Resource is ContainerResource && ResourceFacts.Waiters(resources, instance.Resource).Count == 0).ToHashSet();
        var external = resources.SelectMany(resource => resource.Endpoints().Where(endpoint => endpoint.IsExternal).Select(endpoint => (resource.Name, endpoint)))
            .GroupBy(pair => pair.Name, StringComparer.Ordinal).Select(group => group.First()).ToList();
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (change.State() == KnownResourceStates.FailedToStart || (change.State() == KnownResourceStates.Exited && change.Snapshot.ExitCode is not null and not 0))
                {
                    var idle = ResourceFacts.Waiters(resources, change.Resource).Select(resource => resource.Name).ToList();
                    fail($"{change.ResourceId} failed. {change.Snapshot.Reason}{(idle.Count == 0 ? "" : $" Not started for that: {string.Join(", ", idle)}.")}");
                    return;
                }

                if (instances.All(instance => IsUp(notifications.Find(instance.Id), optional.Contains(instance))))
                {
                    var addresses = external.ToDictionary(pair => pair.Name, pair => pair.endpoint.AllocatedEndpoint!.UriString, StringComparer.Ordinal);
                    folder.Announce(addresses);
                    LogReady(TimeProvider.System.GetElapsedTime(since).TotalSeconds, string.Concat(addresses.Select(address => $" {address.Key} {address.Value}")));
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application is being stopped.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fail($"{folder.EndpointsFile} cannot be written: {exception.Message}");
        }
    }

    private static bool IsUp(CustomResourceSnapshot? snapshot, bool optional) =>
        snapshot?.HealthStatus == HealthStatus.Healthy || snapshot?.State?.Text == KnownResourceStates.Finished
        || (optional && snapshot?.State?.Text == KnownResourceStates.Running);

    [LoggerMessage(Level = LogLevel.Information, Message = "{What}")]
    private partial void LogSaid(string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready after {Seconds:0.0} s:{Addresses}. Ctrl-C stops everything.")]
    private partial void LogReady(double seconds, string addresses);
}
