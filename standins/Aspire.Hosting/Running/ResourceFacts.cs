using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>One resource uses another, and so is stopped before it.</summary>
internal sealed record UsesAnnotation(IResource Resource) : IResourceAnnotation;

/// <summary>A variable that gives a process the port to listen on.</summary>
internal sealed record PortVariableAnnotation(EndpointAnnotation Endpoint, string Variable) : IResourceAnnotation;

internal static class ResourceFacts
{
    public static string State(this ResourceEvent change) => change.Snapshot.State?.Text ?? KnownResourceStates.NotStarted;

    public static bool IsTerminal(this ResourceEvent change) => KnownResourceStates.TerminalStates.Contains(change.State());

    public static IEnumerable<EndpointAnnotation> Endpoints(this IResource resource) => resource.Annotations.OfType<EndpointAnnotation>();

    public static int Replicas(this IResource resource) => resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;

    /// <summary>What runs for a resource: a database's server, else the resource itself.</summary>
    public static IResource Root(this IResource resource) => resource is IResourceWithParent child ? child.Parent.Root() : resource;

    /// <summary>What must not be stopped before the resource is.</summary>
    public static IEnumerable<IResource> Needs(this IResource resource) =>
        resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource)
            .Concat(resource.Annotations.OfType<UsesAnnotation>().Select(use => use.Resource))
            .SelectMany(needed => needed is ConnectionStringResource composed ? Within(composed.ConnectionStringExpression) : [needed])
            .Select(Root)
            .Where(needed => needed != resource)
            .Distinct();

    /// <summary>What waits for a resource, and what waits for that.</summary>
    public static IReadOnlyList<IResource> Waiters(IReadOnlyCollection<IResource> resources, IResource awaited)
    {
        var found = new List<IResource>();
        Add(awaited);
        return found;

        void Add(IResource resource)
        {
            foreach (var waiter in resources.Where(other => !found.Contains(other) && other.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource.Root() == resource.Root())))
            {
                found.Add(waiter);
                Add(waiter);
            }
        }
    }

    private static IEnumerable<IResource> Within(ReferenceExpression expression) =>
        expression.ValueProviders.SelectMany(provider => provider switch
        {
            EndpointReferenceExpression part => [part.Endpoint.Resource],
            EndpointReference endpoint => [endpoint.Resource],
            ReferenceExpression inner => Within(inner),
            IResource resource and not ParameterResource => [resource],
            _ => Enumerable.Empty<IResource>(),
        });
}
