using System.Collections;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Mappings of health checks to services, one for each service name.</summary>
public sealed class ServiceMappingCollection : ICollection<ServiceMapping>
{
    private readonly OrderedDictionary<string, ServiceMapping> mappings = new(StringComparer.Ordinal);

    /// <summary>How many services are mapped.</summary>
    public int Count => mappings.Count;

    bool ICollection<ServiceMapping>.IsReadOnly => false;

    /// <summary>Maps a service to the health checks that the predicate chooses, in place of an earlier mapping of that name.</summary>
    /// <param name="name">The service's full name; empty for the server as a whole.</param>
    /// <param name="predicate">True of the health checks that count.</param>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate)
    {
        mappings.Remove(name);
        Add(new ServiceMapping(name, predicate));
    }

    /// <summary>Adds a mapping.</summary>
    /// <param name="service">The mapping.</param>
    /// <exception cref="ArgumentException">A service of that name is mapped already.</exception>
    public void Add(ServiceMapping service)
    {
        ArgumentNullException.ThrowIfNull(service);
        mappings.Add(service.Name, service);
    }

    /// <summary>Takes a mapping away, if there is one.</summary>
    /// <param name="name">The service's name.</param>
    public void Remove(string name) => mappings.Remove(name);

    /// <summary>Takes all mappings away.</summary>
    public void Clear() => mappings.Clear();

    /// <summary>Enumerates the mappings.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<ServiceMapping> GetEnumerator() => mappings.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool ICollection<ServiceMapping>.Contains(ServiceMapping item) => mappings.ContainsValue(item);

    void ICollection<ServiceMapping>.CopyTo(ServiceMapping[] array, int arrayIndex) => mappings.Values.CopyTo(array, arrayIndex);

    bool ICollection<ServiceMapping>.Remove(ServiceMapping item) => mappings.ContainsValue(item) && mappings.Remove(item.Name);

    internal ServiceMapping? Find(string name) => mappings.GetValueOrDefault(name);
}
