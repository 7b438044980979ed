using System.Text;

namespace Grpc.Core;

/// <summary>Who is on the other side of a connection, as its certificate says.</summary>
public class AuthContext
{
    private readonly Dictionary<string, List<AuthProperty>> properties;

    /// <summary>Describes the other side.</summary>
    /// <param name="peerIdentityPropertyName">Which property identifies it; null: it is not identified.</param>
    /// <param name="properties">What is known of it.</param>
    public AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        PeerIdentityPropertyName = peerIdentityPropertyName;
        this.properties = properties;
    }

    /// <summary>True: it is identified.</summary>
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    /// <summary>Which property identifies it; null: it is not identified.</summary>
    public string? PeerIdentityPropertyName { get; }

    /// <summary>The properties that identify it.</summary>
    public IEnumerable<AuthProperty> PeerIdentity => PeerIdentityPropertyName is { } name ? FindPropertiesByName(name) : [];

    /// <summary>Everything known of it.</summary>
    public IEnumerable<AuthProperty> Properties => properties.Values.SelectMany(named => named);

    /// <summary>The properties of that name.</summary>
    /// <param name="propertyName">The name.</param>
    /// <returns>The properties.</returns>
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName)
        => properties.TryGetValue(propertyName, out var named) ? named : [];
}

/// <summary>One thing known of the other side of a connection.</summary>
public class AuthProperty
{
    private readonly byte[] bytes;

    private AuthProperty(string name, byte[] valueBytes)
    {
        Name = name;
        bytes = valueBytes;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its value as UTF-8 text.</summary>
    public string Value => Encoding.UTF8.GetString(bytes);

    /// <summary>A copy of its value.</summary>
    public byte[] ValueBytes => [.. bytes];

    /// <summary>Makes a property.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="valueBytes">Its value; copied.</param>
    /// <returns>The property.</returns>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, [.. valueBytes]);
    }
}
