namespace Grpc.Net.ClientFactory;

/// <summary>The names that <c>AddGrpcClient</c> was called with, and for which type.</summary>
internal sealed class RegisteredClients
{
    private readonly Dictionary<string, Type> clients = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The name stands for another client already.</exception>
    public void Add(string name, Type client)
    {
        if (clients.TryGetValue(name, out var other) && other != client)
            throw new InvalidOperationException($"The gRPC client name '{name}' stands for {other} already; register {client} under another.");

        clients[name] = client;
    }

    public bool Contains(string name) => clients.ContainsKey(name);

    public void Require(string name)
    {
        if (!Contains(name))
            throw new InvalidOperationException($"There is no gRPC client '{name}'. Register it with AddGrpcClient.");
    }
}
