using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Postgres;
using Aspire.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>Adds Postgres servers and their databases.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a server: a local process of its own, or the one that configuration's <c>ConnectionStrings:name</c> names.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="userName">The superuser's name; <c>postgres</c> where null.</param>
    /// <param name="password">The superuser's password; generated and kept where null.</param>
    /// <param name="port">The port wished for; any free one where null.</param>
    /// <returns>The server's builder.</returns>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        // The official package's default has no special characters either: they would need quoting in a connection string.
        var secret = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var server = new PostgresServerResource(name, userName?.Resource, secret);
        var local = new LocalPostgres(server);
        return builder.AddResource(server)
            .WithEndpoint(port: port, targetPort: null, name: PostgresServerResource.EndpointName, scheme: "tcp")
            .WithAnnotation(new NamedConnectionAnnotation(builder.Configuration, name))
            .WithAnnotation(new LocalServerAnnotation { PlanAsync = local.PlanAsync, CheckAsync = new PostgresCheck(server).CheckAsync, AddressOf = PostgresCheck.AddressOf });
    }

    /// <summary>Adds a database; it is made when the server is ready and has none of that name.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="databaseName">The database's name; the resource's where null.</param>
    /// <returns>The database's builder.</returns>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.AddDatabase(name, database.DatabaseName);
        return builder.ApplicationBuilder.AddResource(database).WithAnnotation(new NamedConnectionAnnotation(builder.ApplicationBuilder.Configuration, name));
    }

    /// <summary>Keeps the server's files from one start to the next, in the application's data folder.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Kept for the official packages: a volume's name.</param>
    /// <param name="isReadOnly">Kept for the official packages.</param>
    /// <returns>The server's builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new DataKeptAnnotation(null));

    /// <summary>Keeps the server's files from one start to the next, in a folder of the user's.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="source">The folder, relative to the app host's.</param>
    /// <param name="isReadOnly">Kept for the official packages.</param>
    /// <returns>The server's builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithDataBindMount(this IResourceBuilder<PostgresServerResource> builder, string source, bool isReadOnly = false) =>
        builder.WithAnnotation(new DataKeptAnnotation(Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory)));
}
