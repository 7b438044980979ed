namespace Aspire.Hosting.ApplicationModel;

/// <summary>A server that the official packages run as a container and this package as a local process.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="entrypoint">Kept for the official packages.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>Kept for the official packages.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}
