using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Describes an application: its resources and how they belong together.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Settings, environment variables and arguments.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The app host's folder.</summary>
    string AppHostDirectory { get; }

    /// <summary>The app host's assembly.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>The environment's name and the app host's content root.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>The app host's own services.</summary>
    IServiceCollection Services { get; }

    /// <summary>What is being done with the application.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>All resources, in the order they were added.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <typeparam name="T">Its kind.</typeparam>
    /// <returns>A builder that says more about it.</returns>
    /// <exception cref="DistributedApplicationException">There is one of that name.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>A builder for a resource that is, or need not be, part of the application.</summary>
    /// <param name="resource">The resource.</param>
    /// <typeparam name="T">Its kind.</typeparam>
    /// <returns>A builder that says more about it.</returns>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Ends the description.</summary>
    /// <returns>The application, ready to run.</returns>
    DistributedApplication Build();
}
