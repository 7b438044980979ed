using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>Configuration's <c>ConnectionStrings:name</c> names a server to use in place of starting one.</summary>
internal sealed class NamedConnectionAnnotation(IConfiguration configuration, string name) : IResourceAnnotation
{
    public string? Value => configuration.GetConnectionString(name) is { Length: > 0 } value ? value : null;
}

internal static class NamedConnection
{
    public static string? NamedConnectionString(this IResource resource) => resource.Annotations.OfType<NamedConnectionAnnotation>().LastOrDefault()?.Value;
}
