using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Gives the resource a connection string, as <c>ConnectionStrings__name</c>.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="source">What to connect to.</param>
    /// <param name="connectionName">The name it goes by there; the source's where null.</param>
    /// <param name="optional">Whether the resource starts without it, too.</param>
    /// <typeparam name="TDestination">The resource's kind.</typeparam>
    /// <returns>The resource's builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment => builder
            .WithAnnotation(new UsesAnnotation(source.Resource))
            .WithAnnotation(new EnvironmentCallbackAnnotation(async context =>
            {
                var variable = source.Resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName ?? source.Resource.Name}";
                if (await source.Resource.GetConnectionStringAsync(context.CancellationToken).ConfigureAwait(false) is { Length: > 0 } value)
                {
                    context.EnvironmentVariables[variable] = value;
                }
                else if (!optional)
                {
                    throw new DistributedApplicationException($"The connection string '{source.Resource.Name}' that '{builder.Resource.Name}' needs is not available.");
                }
            }));

    /// <summary>Gives the resource the addresses of another, as <c>services__name__endpoint__0</c>.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="source">What to call.</param>
    /// <typeparam name="TDestination">The resource's kind.</typeparam>
    /// <returns>The resource's builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder
            .WithAnnotation(new UsesAnnotation(source.Resource))
            .WithAnnotation(new EnvironmentCallbackAnnotation(context =>
            {
                foreach (var endpoint in source.Resource.Annotations.OfType<EndpointAnnotation>())
                {
                    for (var replica = 0; replica < endpoint.ReplicaPorts.Count; replica++)
                    {
                        var address = new AllocatedEndpoint(endpoint, endpoint.AllocatedEndpoint!.Address, endpoint.ReplicaPorts[replica]);
                        context.EnvironmentVariables[$"services__{source.Resource.Name}__{endpoint.Name}__{replica}"] = address.UriString;
                    }
                }
            }));
}
