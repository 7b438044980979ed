using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells how resources are, and waits until they are as wished.</summary>
public sealed class ResourceNotificationService
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ResourceEvent> current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> watchers = [];

    internal ResourceNotificationService()
    {
    }

    /// <summary>Every resource as it is now, then every change.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The changes, without end.</returns>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var watcher = Channel.CreateUnbounded<ResourceEvent>();
        lock (gate)
        {
            foreach (var known in current.Values)
            {
                watcher.Writer.TryWrite(known);
            }

            watchers.Add(watcher);
        }

        try
        {
            await foreach (var change in watcher.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (gate)
            {
                watchers.Remove(watcher);
            }
        }
    }

    /// <summary>Waits until a resource is in a state.</summary>
    /// <param name="resourceName">Which.</param>
    /// <param name="targetState">The state; Running where null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When it is.</returns>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of several states.</summary>
    /// <param name="resourceName">Which.</param>
    /// <param name="targetStates">The states.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state it is in.</returns>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var wished = targetStates.ToHashSet(StringComparer.Ordinal);
        var change = await WaitForResourceAsync(resourceName, change => wished.Contains(change.State()), cancellationToken).ConfigureAwait(false);
        return change.State();
    }

    /// <summary>Waits until a resource is as a predicate says.</summary>
    /// <param name="resourceName">Which.</param>
    /// <param name="predicate">Whether it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first change that is.</returns>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Waits until a resource runs and is healthy.</summary>
    /// <param name="resourceName">Which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The change that made it so.</returns>
    /// <exception cref="DistributedApplicationException">It can no longer come so far; the message says why.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, WaitBehavior.StopOnResourceUnavailable, cancellationToken);

    /// <summary>Waits until a resource runs and is healthy.</summary>
    /// <param name="resourceName">Which.</param>
    /// <param name="waitBehavior">What to do when it can no longer come so far.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The change that made it so.</returns>
    /// <exception cref="DistributedApplicationException">It can no longer come so far; the message says why.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(
            resourceName,
            change => change.Snapshot.HealthStatus == HealthStatus.Healthy || (change.IsTerminal() && waitBehavior == WaitBehavior.StopOnResourceUnavailable),
            cancellationToken).ConfigureAwait(false);
        return change.Snapshot.HealthStatus == HealthStatus.Healthy
            ? change
            : throw new DistributedApplicationException($"The resource '{resourceName}' is {change.State()} and will not be healthy. {change.Snapshot.Reason}".TrimEnd());
    }

    internal void Publish(ResourceEvent change)
    {
        lock (gate)
        {
            current[change.ResourceId] = change;
            foreach (var watcher in watchers)
            {
                watcher.Writer.TryWrite(change);
            }
        }
    }

    internal CustomResourceSnapshot? Find(string resourceId)
    {
        lock (gate)
        {
            return current.GetValueOrDefault(resourceId)?.Snapshot;
        }
    }
}
