using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Describes an application: its resources and how they belong together.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder, IKeepsParameters
{
    private readonly HostApplicationBuilder host;
    private readonly ParameterStore parameters;

    /// <param name="args">Command-line arguments; they become configuration.</param>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <param name="options">How to make the builder.</param>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        AppHostCapture.Current?.Adjust(options);
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? Metadata("AppHostDirectory") ?? Directory.GetCurrentDirectory();
        host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = options.Args,
            ApplicationName = AppHostAssembly?.GetName().Name,
            ContentRootPath = AppHostDirectory,
        });
        ExecutionContext = new(Publishing.IsAskedFor(options.Args ?? []) ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run);
        parameters = new(() => Settings.DataFolder(host.Configuration, AppHostDirectory));

        host.Logging.ClearProviders();
        host.Logging.AddProvider(new ResourceConsole(Console.Out, !Console.IsOutputRedirected && System.Environment.GetEnvironmentVariable("NO_COLOR") is null or ""));
        host.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // What keeps an application from running is told once, in its own words, by whoever runs it.
        host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Stopping the resources in order takes the grace time of each, one after another in the worst case.
        host.Services.Configure<HostOptions>(settings => settings.ShutdownTimeout = TimeSpan.FromMinutes(5));
        host.Services.AddSingleton(new DistributedApplicationModel(Resources));
        host.Services.AddSingleton(new ResourceNotificationService());
        host.Services.AddSingleton(services => new AppRunner(
            Resources,
            ExecutionContext,
            Settings.Read(host.Configuration, AppHostDirectory, host.Environment.EnvironmentName),
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<ILoggerFactory>()));
        host.Services.AddHostedService(services => services.GetRequiredService<AppRunner>());
    }

    /// <inheritdoc />
    public ConfigurationManager Configuration => host.Configuration;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc />
    public IHostEnvironment Environment => host.Environment;

    /// <inheritdoc />
    public IServiceCollection Services => host.Services;

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc />
    public IResourceCollection Resources { get; } = new ResourceCollection();

    ParameterStore IKeepsParameters.Parameters => parameters;

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.FirstOrDefault(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            throw new DistributedApplicationException($"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{other.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    /// <inheritdoc />
    public DistributedApplication Build()
    {
        AppHostCapture.Current?.TakeOver(this);
        return new(host.Build());
    }

    private string? Metadata(string key) =>
        AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
