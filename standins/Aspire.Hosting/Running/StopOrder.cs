using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Stops each resource when everything that needs it has stopped; what does not depend on each other stops at once.</summary>
internal static class StopOrder
{
    public static Task StopAsync(IReadOnlyList<IResource> resources, Func<IResource, Task> stop)
    {
        var stops = new Dictionary<IResource, Task>();
        foreach (var resource in resources)
        {
            StopAfterUsers(resource, []);
        }

        return Task.WhenAll(stops.Values);

        Task StopAfterUsers(IResource resource, IReadOnlyList<IResource> path)
        {
            if (stops.TryGetValue(resource, out var known))
            {
                return known;
            }

            // A description may go round in a circle of references; whoever closes it is not waited for again.
            var users = resources.Where(other => !path.Contains(other) && other != resource && other.Needs().Contains(resource))
                .Select(user => StopAfterUsers(user, [.. path, resource])).ToList();
            return stops.TryGetValue(resource, out known) ? known : stops[resource] = StopOneAsync(users, resource);
        }

        async Task StopOneAsync(IEnumerable<Task> users, IResource resource)
        {
            await Task.WhenAll(users).ConfigureAwait(false);
            await stop(resource).ConfigureAwait(false);
        }
    }
}
