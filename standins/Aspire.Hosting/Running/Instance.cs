using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>One process to be of a resource; a resource with replicas has several.</summary>
internal sealed record Instance(IResource Resource, int Replica, int Replicas)
{
    public string Id => Replicas == 1 ? Resource.Name : $"{Resource.Name}-{Replica + 1}";

    public static IEnumerable<Instance> Of(IResource resource) =>
        Enumerable.Range(0, resource.Replicas()).Select(replica => new Instance(resource, replica, resource.Replicas()));
}
