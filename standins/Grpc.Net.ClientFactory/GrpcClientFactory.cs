namespace Grpc.Net.ClientFactory;

/// <summary>Makes registered clients by name.</summary>
public abstract class GrpcClientFactory
{
    /// <summary>Makes a client.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="name">The name it was registered by; its type's name where none was given.</param>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">No client of that name is registered, or it has no address.</exception>
    public abstract TClient CreateClient<TClient>(string name)
        where TClient : class;
}
