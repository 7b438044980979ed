using System.Reflection.Metadata.Ecma335;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Radzen;

namespace StandIns.Tests;

/// <summary>Real packages were compiled against the official assemblies. What they use must be in the stand-ins, or they fail when they get there.</summary>
public sealed class ReferencedMembersTests
{
    [Theory]
    [InlineData(typeof(DialogService), "Microsoft.Extensions.AI", 8)]
    [InlineData(typeof(GrpcChannel), "Grpc.Core.Api", 60)]
    [InlineData(typeof(GrpcChannel), "Grpc.Net.Common", 5)]
    [InlineData(typeof(GrpcServiceOptions), "Grpc.Core.Api", 60)]
    [InlineData(typeof(GrpcServiceOptions), "Grpc.Net.Common", 4)]
    public void Every_type_and_member_a_real_package_uses_is_there(Type ofPackage, string standIn, int atLeast)
    {
        var used = 0;
        using var file = new PEReader(File.OpenRead(ofPackage.Assembly.Location));
        var metadata = file.GetMetadataReader();
        foreach (var token in Tokens(metadata, standIn))
        {
            used++;
            // Throws where a type or a member of that signature is missing. Open generic parents need arguments; any class will do.
            Type[] any = [.. Enumerable.Repeat(typeof(string), 8)];
            Assert.NotNull(ofPackage.Assembly.ManifestModule.ResolveMember(token, any, any));
        }

        Assert.True(used >= atLeast, $"{ofPackage.Assembly.GetName().Name} was expected to use {atLeast} or more of {standIn}, not {used}.");
    }

    private static IEnumerable<int> Tokens(MetadataReader metadata, string assembly)
    {
        foreach (var handle in metadata.TypeReferences.Where(handle => Owner(metadata, handle) == assembly))
            yield return MetadataTokens.GetToken(handle);

        foreach (var handle in metadata.MemberReferences)
        {
            var parent = metadata.GetMemberReference(handle).Parent;
            if (Owner(metadata, parent.Kind == HandleKind.TypeSpecification ? Generic(metadata, (TypeSpecificationHandle)parent) : parent) == assembly)
                yield return MetadataTokens.GetToken(handle);
        }
    }

    private static EntityHandle Generic(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return default;

        signature.ReadByte();
        return signature.ReadTypeHandle();
    }

    private static string? Owner(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.IsNil || handle.Kind != HandleKind.TypeReference)
            return null;

        var scope = metadata.GetTypeReference((TypeReferenceHandle)handle).ResolutionScope;
        return scope.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)
            : Owner(metadata, scope);
    }
}
