using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the app host references.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <typeparam name="TProject">The class the build wrote for the project, in namespace <c>Projects</c>.</typeparam>
    /// <returns>The project's builder.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, launchProfileName: null);

    /// <summary>Adds a project that the app host references.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="launchProfileName">Which profile of the project's launchSettings.json gives its addresses and variables; the first that runs the project where null.</param>
    /// <typeparam name="TProject">The class the build wrote for the project, in namespace <c>Projects</c>.</typeparam>
    /// <returns>The project's builder.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
    {
        var metadata = new TProject();
        var profile = LaunchProfile.Read(metadata.ProjectPath, launchProfileName);
        var project = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(metadata)
            .WithAnnotation(new ProjectOutputAnnotation(typeof(TProject).Assembly, metadata.ProjectPath))
            .WithAnnotation(new EnvironmentCallbackAnnotation(context =>
            {
                foreach (var (variable, value) in profile.Environment)
                {
                    context.EnvironmentVariables[variable] = value;
                }
            }));
        foreach (var address in profile.Addresses)
        {
            project.WithEndpoint(port: address.Port, scheme: address.Scheme, name: address.Scheme);
        }

        return project;
    }

    /// <summary>Runs several processes of a project at once.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="replicas">1 or more.</param>
    /// <returns>The project's builder.</returns>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }
}
