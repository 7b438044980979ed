using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Decides where everything listens, before anything starts, so that each can be told where the others are.</summary>
internal static class Endpoints
{
    public const string Loopback = "127.0.0.1";

    public static void Allocate(IEnumerable<IResource> resources, DataFolder folder, bool random, Action<string> say)
    {
        var ports = new Ports(folder.PortsFile);
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Endpoints())
            {
                if (resource.NamedConnectionString() is { } named && resource.Annotations.OfType<LocalServerAnnotation>().SingleOrDefault() is { } server)
                {
                    var (host, port) = server.AddressOf(named);
                    Set(endpoint, host, [port]);
                    continue;
                }

                var wished = random ? null : endpoint.Port ?? endpoint.TargetPort;
                var chosen = Enumerable.Range(0, resource.Replicas())
                    // Several replicas cannot share one port where nothing stands before them: the first has it.
                    .Select(replica => ports.Allocate($"{resource.Name}/{endpoint.Name}/{replica}", replica == 0 ? wished : null))
                    .ToList();
                if (wished is not null && chosen[0] != wished)
                {
                    say($"Port {wished} is taken: {resource.Name} listens on {chosen[0]} this time.");
                }

                Set(endpoint, Loopback, chosen);
            }
        }

        ports.Save();
    }

    private static void Set(EndpointAnnotation endpoint, string host, List<int> ports)
    {
        endpoint.ReplicaPorts = ports;
        endpoint.AllocatedEndpoint = new(endpoint, host, ports[0]);
    }
}
