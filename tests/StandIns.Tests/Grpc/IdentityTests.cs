using System.Runtime.CompilerServices;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;

namespace StandIns.Tests.Grpc;

public sealed class IdentityTests
{
    [Theory]
    [InlineData(typeof(GrpcChannel))]
    [InlineData(typeof(GrpcServiceOptions))]
    public void Every_type_of_the_real_packages_loads(Type one)
    {
        // A member that a real package overrides or implements and that is missing here fails the load of the type.
        foreach (var type in one.Assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
    }

    [Fact]
    public void The_assemblies_have_the_identity_the_real_ones_were_compiled_against()
    {
        var wanted = typeof(GrpcChannel).Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Grpc.", StringComparison.Ordinal)).Select(name => name.FullName).Order();

        Assert.Equal(wanted, new[] { typeof(Metadata).Assembly, typeof(ConnectivityState).Assembly }.Select(assembly => assembly.GetName().FullName).Order());
    }
}
