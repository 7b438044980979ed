using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>What everything that runs in one application shares.</summary>
internal sealed class RunContext(
    IReadOnlyList<IResource> resources,
    DistributedApplicationExecutionContext execution,
    Settings settings,
    DataFolder folder,
    Leftovers started,
    ResourceNotificationService notifications,
    ILoggerFactory loggers)
{
    public DistributedApplicationExecutionContext Execution { get; } = execution;

    public Settings Settings { get; } = settings;

    public DataFolder Folder { get; } = folder;

    public Leftovers Started { get; } = started;

    public ILogger Logger(string resource) => loggers.CreateLogger(ResourceConsole.CategoryPrefix + resource);

    /// <summary>Tells how an instance is; what lives in it, as a server's databases, is so too.</summary>
    public void Publish(Instance instance, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        notifications.Publish(new(instance.Resource, instance.Id, change(Current(instance))));
        foreach (var child in resources.Where(resource => resource != instance.Resource && resource.Root() == instance.Resource))
        {
            notifications.Publish(new(child, child.Name, change(Current(new(child, 0, 1)))));
        }
    }

    /// <summary>Waits for all that a resource waits for.</summary>
    /// <exception cref="DistributedApplicationException">Something of it will not come.</exception>
    public async Task WaitForAsync(IResource resource, CancellationToken cancellationToken)
    {
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            var instances = Instance.Of(wait.Resource).ToList();
            await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (change.Resource != wait.Resource)
                {
                    continue;
                }

                var verdict = Waiting.Judge(wait, [.. instances.Select(Current)]);
                if (verdict is Waiting.Never never)
                {
                    throw new DistributedApplicationException($"Not started, because {never.Reason}");
                }

                if (verdict is Waiting.Come)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Whether its end is what others wait for.</summary>
    public bool RunsToCompletion(IResource resource) =>
        resources.SelectMany(other => other.Annotations.OfType<WaitAnnotation>()).Any(wait => wait.Resource == resource && wait.WaitType == WaitType.WaitForCompletion);

    public CustomResourceSnapshot Current(Instance instance) =>
        notifications.Find(instance.Id) ?? new() { ResourceType = instance.Resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal), State = KnownResourceStates.NotStarted };
}
