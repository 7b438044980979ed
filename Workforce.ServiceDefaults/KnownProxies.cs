using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using IPNetwork = System.Net.IPNetwork;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Behind a proxy the caller's address and scheme are in headers that anybody can write: they are believed only from the
/// addresses and networks (10.0.0.0/8) that <c>ForwardedHeaders:KnownProxies</c> names, and without it from nobody.
/// </summary>
public static class KnownProxies
{
    private const string Section = "ForwardedHeaders:KnownProxies";

    /// <exception cref="FormatException">An entry is neither an address nor a network.</exception>
    public static WebApplicationBuilder AddKnownProxies(this WebApplicationBuilder builder)
    {
        IPNetwork[] networks = [.. (builder.Configuration.GetSection(Section).Get<string[]>() ?? []).Select(Parse)];
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = networks.Length > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in networks)
                forwarded.KnownIPNetworks.Add(network);
        });
        return builder;
    }

    private static IPNetwork Parse(string entry) =>
        IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new FormatException($"{Section}: '{entry}' is neither an IP address nor a network such as 10.0.0.0/8.");
}
