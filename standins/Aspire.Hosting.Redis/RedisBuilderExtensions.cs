using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Redis;
using Aspire.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>Adds Redis servers.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Adds a server: a local process of its own, or the one that configuration's <c>ConnectionStrings:name</c> names.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="port">The port wished for; any free one where null.</param>
    /// <returns>The server's builder.</returns>
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port) =>
        builder.AddRedis(name, port, password: null);

    /// <summary>Adds a server: a local process of its own, or the one that configuration's <c>ConnectionStrings:name</c> names.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="port">The port wished for; any free one where null.</param>
    /// <param name="password">The password; generated and kept where null.</param>
    /// <returns>The server's builder.</returns>
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        // The official package's default has no special characters either: they would need quoting in a connection string.
        var server = new RedisResource(name, password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false));
        return builder.AddResource(server)
            .WithEndpoint(port: port, targetPort: null, name: RedisResource.EndpointName, scheme: "tcp")
            .WithAnnotation(new NamedConnectionAnnotation(builder.Configuration, name))
            .WithAnnotation(new LocalServerAnnotation { PlanAsync = new LocalRedis(server).PlanAsync, CheckAsync = new RedisCheck(server).CheckAsync, AddressOf = RedisCheck.AddressOf });
    }

    /// <summary>Keeps what the server holds from one start to the next, in the application's data folder.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Kept for the official packages: a volume's name.</param>
    /// <param name="isReadOnly">Kept for the official packages.</param>
    /// <returns>The server's builder.</returns>
    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new DataKeptAnnotation(null));
}
