namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Sends a request to an endpoint of the service its address names, then gives the request its own address back, so that a retry above resolves again.</summary>
internal sealed class ResolvingHandler(ConfiguredEndpoints endpoints) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri ?? throw new InvalidOperationException("A request without an address cannot be resolved.");
        try
        {
            request.RequestUri = Resolve(asked);
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = asked;
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri ?? throw new InvalidOperationException("A request without an address cannot be resolved.");
        try
        {
            request.RequestUri = Resolve(asked);
            return base.Send(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = asked;
        }
    }

    private Uri Resolve(Uri asked)
    {
        var endpoint = endpoints.Next(asked);
        return new UriBuilder(asked)
        {
            Scheme = endpoint.Scheme,
            Host = endpoint.Host,
            Port = endpoint.Port,
            Path = endpoint.AbsolutePath.TrimEnd('/') + asked.AbsolutePath,
        }.Uri;
    }
}
