using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Endpoints of services as configuration names them, handed out in turn.</summary>
/// <remarks>Layout: <c>services:{service}:{endpoint or scheme}</c> holds one value or a list; a value is a URI or <c>host:port</c>.</remarks>
internal sealed class ConfiguredEndpoints : IDisposable
{
    private readonly ConcurrentDictionary<string, Uri[]> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Turn> turns = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfiguration configuration;
    private readonly ServiceDiscoveryOptions options;
    private readonly IDisposable reload;

    public ConfiguredEndpoints(IConfiguration configuration, IOptions<ServiceDiscoveryOptions> options)
    {
        this.configuration = configuration;
        this.options = options.Value;
        reload = ChangeToken.OnChange(configuration.GetReloadToken, known.Clear);
    }

    /// <summary>The next endpoint for the address; the address itself, by its first allowed scheme, when configuration names none.</summary>
    public Uri Next(Uri address)
    {
        var key = address.GetLeftPart(UriPartial.Authority);
        var endpoints = known.GetOrAdd(key, _ => Find(address));
        return endpoints.Length switch
        {
            1 => endpoints[0],
            _ => endpoints[turns.GetOrAdd(key, _ => new()).Next(endpoints.Length)],
        };
    }

    public void Dispose() => reload.Dispose();

    private Uri[] Find(Uri address)
    {
        var wanted = ServiceAddress.Parse(address);
        var allowed = wanted.Schemes.Where(scheme => options.AllowAllSchemes || options.AllowedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase)).ToArray();
        if (allowed.Length == 0)
            throw new InvalidOperationException($"'{address}' asks for {string.Join(" or ", wanted.Schemes)}, and {nameof(ServiceDiscoveryOptions)} allows neither.");

        var service = configuration.GetSection($"services:{wanted.Service}");
        var found = wanted.Endpoint is { } endpoint
            ? Values(service.GetSection(endpoint), allowed)
            : allowed.Select(scheme => Values(service.GetSection(scheme), [scheme])).FirstOrDefault(values => values.Length > 0) ?? [];

        return found.Length > 0 ? found : [new UriBuilder(address) { Scheme = allowed[0], Port = address.IsDefaultPort ? -1 : address.Port }.Uri];
    }

    private static Uri[] Values(IConfigurationSection section, string[] schemes)
    {
        string?[] values = section.Value is { } single ? [single] : [.. section.GetChildren().Select(child => child.Value)];
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
