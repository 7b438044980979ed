namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Which schemes an address may resolve to.</summary>
public sealed class ServiceDiscoveryOptions
{
    /// <summary>True (default): every scheme an address asks for may be used.</summary>
    public bool AllowAllSchemes { get; set; } = true;

    /// <summary>The schemes allowed when <see cref="AllowAllSchemes"/> is false, such as <c>https</c>.</summary>
    public IList<string> AllowedSchemes { get; set; } = [];
}
