using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Reflection;

/// <summary>The gRPC services that the program maps, as their generated code describes them. First read when the first question comes, when all are mapped.</summary>
internal sealed partial class MappedServices(EndpointDataSource endpoints, ILogger<MappedServices> logger)
{
    private readonly Lazy<ServiceDescriptor[]> descriptors = new(() => [.. Mapped(endpoints).Select(type => Described(type, logger)).OfType<ServiceDescriptor>()]);

    public IReadOnlyList<ServiceDescriptor> Descriptors => descriptors.Value;

    private static IEnumerable<Type> Mapped(EndpointDataSource endpoints)
        => endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType).OfType<Type>().Distinct();

    /// <summary>Generated code marks a service's base class with the class that binds it, and that class holds the description.</summary>
    private static ServiceDescriptor? Described(Type service, ILogger logger)
    {
        var binder = service.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType;
        if (binder?.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is ServiceDescriptor descriptor)
            return descriptor;

        LogNotDescribed(logger, service);
        return null;
    }

    [LoggerMessage(LogLevel.Debug, "{Service} has no description made from a proto file, so reflection does not tell of it.")]
    private static partial void LogNotDescribed(ILogger logger, Type service);
}
