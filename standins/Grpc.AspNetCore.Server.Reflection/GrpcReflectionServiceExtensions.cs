using Grpc.AspNetCore.Server.Reflection;
using Grpc.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what the gRPC reflection service needs.</summary>
public static class GrpcReflectionServiceExtensions
{
    /// <summary>Registers the gRPC reflection service, which tells of all gRPC services that the program maps.</summary>
    /// <param name="services">The program's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<MappedServices>();
        services.TryAddSingleton(provider => new ReflectionServiceImpl(provider.GetRequiredService<MappedServices>().Descriptors));
        services.TryAddSingleton(provider => new ReflectionV1ServiceImpl(provider.GetRequiredService<MappedServices>().Descriptors));
        return services;
    }
}
