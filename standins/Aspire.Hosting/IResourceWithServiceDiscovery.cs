using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource that others call by its name.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
