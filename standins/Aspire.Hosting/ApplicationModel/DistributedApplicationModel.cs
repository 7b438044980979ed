namespace Aspire.Hosting.ApplicationModel;

/// <summary>A described application's resources, as a service of the app host.</summary>
/// <param name="resources">The resources.</param>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>The resources.</summary>
    public IResourceCollection Resources { get; } = resources;
}
