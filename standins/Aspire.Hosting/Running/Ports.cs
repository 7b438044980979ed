using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Running;

/// <summary>
/// Finds a free port per endpoint: the one wished for, else the one of the last run, else any. What was found is kept in
/// the data folder, so that bookmarks and open connections survive a restart.
/// </summary>
internal sealed class Ports(string file)
{
    // Below the range Linux takes outgoing connections' ports from, so that a port stays free between choice and use.
    private const int First = 16000;
    private const int Last = 30000;

    private readonly Dictionary<string, int> kept = Read(file);
    private readonly HashSet<int> taken = [];

    /// <param name="key">Names the endpoint across runs.</param>
    /// <param name="wished">The port to have where it is free.</param>
    /// <exception cref="DistributedApplicationException">No port is free.</exception>
    public int Allocate(string key, int? wished)
    {
        IEnumerable<int> candidates =
        [
            .. wished is { } port ? [port] : Array.Empty<int>(),
            .. kept.TryGetValue(key, out var last) ? [last] : Array.Empty<int>(),
            .. Enumerable.Range(0, 200).Select(_ => Random.Shared.Next(First, Last)),
        ];
        foreach (var candidate in candidates)
        {
            if (!taken.Contains(candidate) && IsFree(candidate))
            {
                taken.Add(candidate);
                kept[key] = candidate;
                return candidate;
            }
        }

        throw new DistributedApplicationException($"No free port was found for {key} between {First} and {Last}.");
    }

    public void Save() => File.WriteAllLines(file, kept.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Whether nobody listens there on this machine, on any address.</summary>
    public static bool IsFree(int port)
    {
        foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.Any])
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(address, port));
                probe.Listen(1);
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, int> Read(string file) =>
        File.Exists(file)
            ? File.ReadLines(file).Select(line => line.Split(' ')).Where(parts => parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out _))
                .GroupBy(parts => parts[0], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => int.Parse(group.Last()[1], CultureInfo.InvariantCulture), StringComparer.Ordinal)
            : [];
}
