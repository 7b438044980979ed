using System.Reflection;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Testing;

/// <summary>Makes builders for tests: ports that nobody wished for, files in a folder that goes with the application.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>An empty application.</summary>
    /// <param name="args">Command-line arguments; they become configuration.</param>
    /// <returns>Its builder.</returns>
    public static IDistributedApplicationTestingBuilder Create(params string[] args)
    {
        var temporary = new TemporaryFolder();
        var options = new DistributedApplicationOptions { Args = args, ProjectDirectory = temporary.Path };
        temporary.Adjust(options);
        return new TestingBuilder(new DistributedApplicationBuilder(options), temporary);
    }

    /// <summary>The application that an app host describes.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <typeparam name="TEntryPoint">A class of the app host's assembly, as <c>Projects.Name_AppHost</c>.</typeparam>
    /// <returns>Its builder, with everything the app host says.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <summary>The application that an app host describes.</summary>
    /// <param name="args">Command-line arguments; they become configuration.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <typeparam name="TEntryPoint">A class of the app host's assembly, as <c>Projects.Name_AppHost</c>.</typeparam>
    /// <returns>Its builder, with everything the app host says.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CaptureAsync(typeof(TEntryPoint).Assembly, args, cancellationToken);

    private static async Task<IDistributedApplicationTestingBuilder> CaptureAsync(Assembly appHost, string[] args, CancellationToken cancellationToken)
    {
        var program = appHost.EntryPoint ?? throw new InvalidOperationException($"{appHost.GetName().Name} is no program.");
        var temporary = new TemporaryFolder();
        var capture = new AppHostCapture(options =>
        {
            options.AssemblyName = appHost.GetName().Name;
            options.Args = [.. options.Args ?? [], .. args];
            temporary.Adjust(options);
        });
        var builder = await Task.Run(() => capture.Run(() => program.Invoke(null, BindingFlags.DoNotWrapExceptions, null, program.GetParameters().Length == 0 ? null : [args], null)), cancellationToken).ConfigureAwait(false);
        return new TestingBuilder(builder, temporary);
    }
}
