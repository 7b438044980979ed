namespace Aspire.Hosting.Testing;

/// <summary>Describes an application for a test.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Ends the description.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The application, ready to start.</returns>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
