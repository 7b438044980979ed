using Grpc.AspNetCore.Server.Reflection;
using Grpc.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the gRPC reflection service.</summary>
public static class GrpcReflectionEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>ServerReflection</c> in both versions that tools ask for, <c>grpc.reflection.v1</c> and <c>grpc.reflection.v1alpha</c>.</summary>
    /// <param name="builder">The program's endpoints.</param>
    /// <returns>A builder for conventions on the endpoints of both.</returns>
    /// <exception cref="InvalidOperationException"><c>AddGrpcReflection</c> was not called.</exception>
    public static IEndpointConventionBuilder MapGrpcReflectionService(this IEndpointRouteBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ServiceProvider.GetService<MappedServices>() is null)
            throw new InvalidOperationException("The reflection service is not registered. Call services.AddGrpcReflection() before the application is built.");

        return new BothVersions(builder.MapGrpcService<ReflectionServiceImpl>(), builder.MapGrpcService<ReflectionV1ServiceImpl>());
    }

    private sealed class BothVersions(IEndpointConventionBuilder one, IEndpointConventionBuilder other) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            one.Add(convention);
            other.Add(convention);
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
            one.Finally(finallyConvention);
            other.Finally(finallyConvention);
        }
    }
}
