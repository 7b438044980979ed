using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Refers to an endpoint of the resource.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The endpoint's name.</param>
    /// <typeparam name="T">The resource's kind.</typeparam>
    /// <returns>The reference.</returns>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);

    /// <summary>Adds an endpoint, or completes the one of that name.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port wished for; any free one where null.</param>
    /// <param name="targetPort">The port the process itself listens on; here the same, where nothing stands between.</param>
    /// <param name="scheme">The address's scheme.</param>
    /// <param name="name">The endpoint's name; the scheme where null.</param>
    /// <param name="env">A variable that gives the process its port.</param>
    /// <param name="isProxied">Kept for the official packages; nothing stands between here.</param>
    /// <param name="isExternal">Whether it is for callers outside the application.</param>
    /// <param name="protocol">TCP where null.</param>
    /// <typeparam name="T">The resource's kind.</typeparam>
    /// <returns>The resource's builder.</returns>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null, bool isProxied = true, bool? isExternal = null, ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, null, name, port, targetPort, isExternal, isProxied);
        if (builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(other => string.Equals(other.Name, endpoint.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Endpoint with name '{endpoint.Name}' already exists on '{builder.Resource.Name}'. Endpoint name may not have been explicitly specified and was derived automatically from scheme argument (e.g. 'http', 'https', or 'tcp'). Multiple calls to WithEndpoint (and related methods) may result in a conflict if name argument is not specified. Each endpoint must have a unique name.");
        }

        if (env is not null)
        {
            builder.WithAnnotation(new PortVariableAnnotation(endpoint, env));
        }

        return builder.WithAnnotation(endpoint);
    }

    /// <summary>Adds an endpoint that speaks HTTP.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port wished for; any free one where null.</param>
    /// <param name="targetPort">The port the process itself listens on; here the same, where nothing stands between.</param>
    /// <param name="name">The endpoint's name; <c>http</c> where null.</param>
    /// <param name="env">A variable that gives the process its port.</param>
    /// <param name="isProxied">Kept for the official packages; nothing stands between here.</param>
    /// <typeparam name="T">The resource's kind.</typeparam>
    /// <returns>The resource's builder.</returns>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>Says that the resource's HTTP endpoints are for callers outside the application.</summary>
    /// <param name="builder">The resource.</param>
    /// <typeparam name="T">The resource's kind.</typeparam>
    /// <returns>The resource's builder.</returns>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https"))
        {
            endpoint.IsExternal = true;
        }

        return builder;
    }

    /// <summary>The resource is healthy when a GET of a path is answered as expected.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path; <c>/</c> where null.</param>
    /// <param name="statusCode">The status expected; 200 where null.</param>
    /// <param name="endpointName">Which endpoint; the first HTTP one where null.</param>
    /// <typeparam name="T">The resource's kind.</typeparam>
    /// <returns>The resource's builder.</returns>
    /// <exception cref="DistributedApplicationException">The resource has no such endpoint.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpointName is null ? endpoint.UriScheme is "http" or "https" : endpoint.Name == endpointName)
            ?? throw new DistributedApplicationException($"Could not create HTTP health check for resource '{builder.Resource.Name}' as no endpoint was found matching the specified name: {endpointName ?? "http"}. Endpoints are added by WithHttpEndpoint or the project's launchSettings.json.");
        return builder.WithAnnotation(new HttpHealthAnnotation(endpoint.Name, path ?? "/", statusCode ?? 200));
    }
}
