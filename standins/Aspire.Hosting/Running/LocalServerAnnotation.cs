using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>How a server of the official packages' containers is run as a local process.</summary>
internal sealed class LocalServerAnnotation : IResourceAnnotation
{
    /// <summary>Prepares its files and says how to start it. Throws <see cref="DistributedApplicationException"/> where it cannot be started here.</summary>
    public required Func<LocalServerContext, CancellationToken, Task<ProcessPlan>> PlanAsync { get; init; }

    /// <summary>Whether it answers, and has all that the description gives it: null, else why not. Throws <see cref="DistributedApplicationException"/> where it never will.</summary>
    public required Func<CancellationToken, Task<string?>> CheckAsync { get; init; }

    /// <summary>The host and port within a connection string that names another server, so that endpoints lead there.</summary>
    public required Func<string, (string Host, int Port)> AddressOf { get; init; }
}

/// <param name="Folder">The application's data folder.</param>
/// <param name="Port">Where to listen, on the loopback address alone.</param>
/// <param name="Say">Tells the user.</param>
internal sealed record LocalServerContext(string Folder, int Port, Action<string> Say);

/// <summary>Where a server keeps its files; without one they are gone at the next start.</summary>
/// <param name="Source">A folder of the user's, null for one in the data folder.</param>
internal sealed record DataKeptAnnotation(string? Source) : IResourceAnnotation;
