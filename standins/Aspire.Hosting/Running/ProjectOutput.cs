using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Where the build that made the app host put a project's program: it wrote that into the app host's assembly.</summary>
internal sealed record ProjectOutputAnnotation(Assembly AppHost, string ProjectPath) : IResourceAnnotation
{
    // [assembly: AssemblyMetadata("ProjectOutput:/repo/Workforce.Api/Workforce.Api.csproj", "/repo/Workforce.Api/bin/Debug/net10.0/Workforce.Api.dll")]
    private const string Prefix = "ProjectOutput:";

    /// <exception cref="DistributedApplicationException">It has not been built.</exception>
    public string Find()
    {
        var path = AppHost.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == Prefix + ProjectPath)?.Value
            ?? throw new DistributedApplicationException($"{AppHost.GetName().Name} does not know where {ProjectPath} was built to. Reference the project from the app host's project.");
        return File.Exists(path) ? path : throw new DistributedApplicationException($"{path} is missing: build {ProjectPath}.");
    }
}
