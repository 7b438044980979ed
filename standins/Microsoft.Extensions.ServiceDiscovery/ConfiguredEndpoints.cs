using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Endpoints of services as configuration names them, handed out in turn.</summary>
/// <remarks>Layout: <c>services:{service}:{endpoint or scheme}</c> holds one value or a list; a value is a URI or <c>host:port</c>.</remarks>
internal sealed class ConfiguredEndpoints : IDisposable
{
    private readonly ConcurrentDictionary<string, Turn> turns = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfiguration configuration;
    private readonly ServiceDiscoveryOptions options;
    private readonly IDisposable reload;
    private volatile ConcurrentDictionary<string, Uri[]> known = Nothing();

    public ConfiguredEndpoints(IConfiguration configuration, IOptions<ServiceDiscoveryOptions> options)
    {
        this.configuration = configuration;
        this.options = options.Value;
        reload = ChangeToken.OnChange(configuration.GetReloadToken, () => known = Nothing());
    }

    /// <summary>The next endpoint for the address; where configuration names none, the address's own host by its first allowed scheme.</summary>
    public Uri Next(Uri address)
    {
        var key = address.GetLeftPart(UriPartial.Authority);
        // A reload replaces the dictionary, so what was read before it is not kept after it.
        var known = this.known;
        if (known.TryGetValue(key, out var endpoints))
            return InTurn(key, endpoints);

        var wanted = ServiceAddress.Parse(address);
        var allowed = Allowed(wanted, address);
        endpoints = Find(wanted, allowed);
        if (endpoints.Length == 0)
            // Not kept: hosts of the wide world would pile up.
            return new UriBuilder(allowed[0], wanted.Service, address.IsDefaultPort ? -1 : address.Port).Uri;

        known[key] = endpoints;
        return InTurn(key, endpoints);
    }

    public void Dispose() => reload.Dispose();

    private static ConcurrentDictionary<string, Uri[]> Nothing() => new(StringComparer.OrdinalIgnoreCase);

    private Uri InTurn(string key, Uri[] endpoints)
        => endpoints.Length == 1 ? endpoints[0] : endpoints[turns.GetOrAdd(key, _ => new()).Next(endpoints.Length)];

    private string[] Allowed(ServiceAddress wanted, Uri address)
    {
        string[] allowed = [.. wanted.Schemes.Where(scheme => options.AllowAllSchemes || options.AllowedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))];
        return allowed.Length > 0
            ? allowed
            : throw new InvalidOperationException($"'{address}' asks for {string.Join(" or ", wanted.Schemes)}, which {nameof(ServiceDiscoveryOptions)} does not allow.");
    }

    private Uri[] Find(ServiceAddress wanted, string[] allowed)
    {
        var service = configuration.GetSection($"services:{wanted.Service}");
        return wanted.Endpoint is { } endpoint
            ? Values(service.GetSection(endpoint), allowed)
            : allowed.Select(scheme => Values(service.GetSection(scheme), [scheme])).FirstOrDefault(values => values.Length > 0) ?? [];
    }

    private static Uri[] Values(IConfigurationSection section, string[] schemes)
    {
        string?[] values = section.Value is { Length: > 0 } single ? [single] : [.. section.GetChildren().Select(child => child.Value)];
        return [.. values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => Endpoint(section.Path, value!, schemes)).Where(uri => schemes.Contains(uri.Scheme, StringComparer.OrdinalIgnoreCase))];
    }

    private static Uri Endpoint(string path, string value, string[] schemes)
    {
        var text = value.Contains("://", StringComparison.Ordinal) ? value : $"{schemes[0]}://{value}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new InvalidOperationException($"'{value}' under '{path}' is neither a URI nor host:port.");
    }

    private sealed class Turn
    {
        private int last = -1;

        public int Next(int count) => (int)((uint)Interlocked.Increment(ref last) % (uint)count);
    }
}
