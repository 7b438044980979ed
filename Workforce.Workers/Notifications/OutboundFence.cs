using System.Net;
using System.Net.Sockets;

namespace Workforce.Workers.Notifications;

/// <summary>Where messages may go. A push address is named by whoever runs a browser, so what it points at is looked at when it is connected to, not before.</summary>
internal static class OutboundFence
{
    // RFC 6890 and its registry: nothing here is a server of somebody else on the internet.
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Those of IPv6, and those that hold an address of IPv4 which would have to be looked at in turn.
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Whether an address has the right form: https, or http to this machine where that is allowed.</summary>
    public static bool MayCall(Uri address, bool allowLoopback) =>
        address.IsAbsoluteUri && address.UserInfo is "" && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && allowLoopback && address.IsLoopback));

    public static bool MayReach(IPAddress address, bool allowLoopback)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (allowLoopback && IPAddress.IsLoopback(plain)) || !Closed.Any(network => network.Contains(plain));
    }

    /// <summary>A connection to one of the host's addresses that may be reached.</summary>
    /// <exception cref="FencedException">None may.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool allowLoopback, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host.Host, ct);
        IPAddress[] open = [.. addresses.Where(address => MayReach(address, allowLoopback))];
        if (open is [])
            throw new FencedException($"{host.Host} is no public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, host.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>An address that messages may not go to.</summary>
internal sealed class FencedException(string message) : Exception(message);
