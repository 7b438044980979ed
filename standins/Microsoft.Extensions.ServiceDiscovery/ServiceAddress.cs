namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>What an address asks for: <c>https+http://_grpc.workers</c> is the endpoint <c>grpc</c> of the service <c>workers</c>, by https or else http.</summary>
internal sealed record ServiceAddress(string Service, string? Endpoint, IReadOnlyList<string> Schemes)
{
    public static ServiceAddress Parse(Uri address)
    {
        var schemes = address.Scheme.Split('+', StringSplitOptions.RemoveEmptyEntries);
        var host = address.Host;
        return host.StartsWith('_') && host.IndexOf('.') is var dot and > 1
            ? new(host[(dot + 1)..], host[1..dot], schemes)
            : new(host, null, schemes);
    }
}
