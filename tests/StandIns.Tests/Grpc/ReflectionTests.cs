using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection;
using Grpc.Reflection.V1;
using Alpha = Grpc.Reflection.V1Alpha;

namespace StandIns.Tests.Grpc;

public sealed class ReflectionTests
{
    private static readonly string[] CounterFiles = ["Grpc/counter.proto", "google/protobuf/descriptor.proto"];

    [Fact]
    public async Task Both_versions_list_every_mapped_service()
    {
        await using var server = await StartAsync();
        using var alpha = new Alpha.ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        await alpha.RequestStream.WriteAsync(new Alpha.ServerReflectionRequest { ListServices = "" });
        Assert.True(await alpha.ResponseStream.MoveNext());
        string[] all = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "standins.v1.Counter"];

        Assert.Equal(all, alpha.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).Order(StringComparer.Ordinal));
        Assert.Equal(all, (await AskAsync(server, new ServerReflectionRequest { ListServices = "*" })).ListServicesResponse.Service.Select(service => service.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("standins.v1.Counter")]
    [InlineData("standins.v1.Counter.Add")]
    [InlineData("standins.v1.Number")]
    [InlineData("standins.v1.Number.value")]
    [InlineData("standins.v1.weight")]
    public async Task The_file_that_declares_a_name_comes_with_all_it_imports(string symbol)
    {
        await using var server = await StartAsync();

        Assert.Equal(CounterFiles, Names(await AskAsync(server, new ServerReflectionRequest { FileContainingSymbol = symbol })));
    }

    [Theory]
    [InlineData("google.protobuf.FieldDescriptorProto.Type")]
    [InlineData("google.protobuf.FieldDescriptorProto.TYPE_STRING")]
    [InlineData("google.protobuf.DescriptorProto.ReservedRange.start")]
    public async Task What_is_declared_in_an_imported_file_is_found_there(string symbol)
    {
        await using var server = await StartAsync();

        Assert.Equal(["google/protobuf/descriptor.proto"], Names(await AskAsync(server, new ServerReflectionRequest { FileContainingSymbol = symbol })));
    }

    [Fact]
    public async Task A_file_is_found_by_name_and_describes_the_calls()
    {
        await using var server = await StartAsync();

        var answer = await AskAsync(server, new ServerReflectionRequest { FileByFilename = "Grpc/counter.proto" });

        Assert.Equal(CounterFiles, Names(answer));
        var methods = FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]).Service.Single().Method;
        Assert.Equal(["Add", "Total", "Count", "Double", "Fail", "Refuse", "Wait"], methods.Select(method => method.Name));
    }

    [Fact]
    public async Task Extensions_are_found_by_number_and_listed()
    {
        await using var server = await StartAsync();
        const string options = "google.protobuf.MethodOptions";

        Assert.Equal(CounterFiles, Names(await AskAsync(server, Extension(options, 50001))));
        Assert.Equal(new ExtensionNumberResponse { BaseTypeName = options, ExtensionNumber = { 50001 } }, (await AskAsync(server, new ServerReflectionRequest { AllExtensionNumbersOfType = options })).AllExtensionNumbersResponse);
        Assert.Equal(new ExtensionNumberResponse { BaseTypeName = "standins.v1.Sum" }, (await AskAsync(server, new ServerReflectionRequest { AllExtensionNumbersOfType = "standins.v1.Sum" })).AllExtensionNumbersResponse);
    }

    [Fact]
    public async Task What_is_not_there_is_answered_with_an_error_and_the_call_goes_on()
    {
        await using var server = await StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        ServerReflectionRequest[] questions =
        [
            new() { FileByFilename = "other.proto" },
            new() { FileContainingSymbol = "standins.v1.Other" },
            Extension("google.protobuf.MethodOptions", 50002),
            Extension("standins.v1.Other", 1),
            new() { AllExtensionNumbersOfType = "standins.v1.Other" },
            new(),
            new() { ListServices = "" },
        ];

        var answers = new List<(StatusCode?, ServerReflectionResponse.MessageResponseOneofCase)>();
        foreach (var question in questions)
        {
            await call.RequestStream.WriteAsync(question);
            Assert.True(await call.ResponseStream.MoveNext());
            var answer = call.ResponseStream.Current;
            Assert.Equal(question, answer.OriginalRequest);
            answers.Add(((StatusCode?)answer.ErrorResponse?.ErrorCode, answer.MessageResponseCase));
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        var notFound = (StatusCode.NotFound, ServerReflectionResponse.MessageResponseOneofCase.ErrorResponse);
        Assert.Equal(
            [notFound, notFound, notFound, notFound, notFound, (StatusCode.InvalidArgument, ServerReflectionResponse.MessageResponseOneofCase.ErrorResponse), (null, ServerReflectionResponse.MessageResponseOneofCase.ListServicesResponse)],
            answers);
    }

    [Fact]
    public async Task Mapping_without_registering_says_what_to_call()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CounterServer.StartAsync(map: app => app.MapGrpcReflectionService()));

        Assert.Contains("AddGrpcReflection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registry_of_one_file_holds_what_it_imports()
    {
        var registry = SymbolRegistry.FromFiles([CounterReflection.Descriptor, CounterReflection.Descriptor]);

        Assert.Same(CounterReflection.Descriptor, registry.FileByName("Grpc/counter.proto"));
        Assert.Equal("google/protobuf/descriptor.proto", registry.FileContainingSymbol("google.protobuf.MethodOptions")?.Name);
        Assert.Null(registry.FileByName("counter.proto"));
        Assert.Null(registry.FileContainingSymbol("standins.v1"));
    }

    private static Task<CounterServer> StartAsync()
        => CounterServer.StartAsync(services => services.AddGrpcReflection(), app => app.MapGrpcReflectionService());

    private static ServerReflectionRequest Extension(string message, int number)
        => new() { FileContainingExtension = new ExtensionRequest { ContainingType = message, ExtensionNumber = number } };

    private static async Task<ServerReflectionResponse> AskAsync(CounterServer server, ServerReflectionRequest question)
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(question);
        Assert.True(await call.ResponseStream.MoveNext());
        return call.ResponseStream.Current;
    }

    private static IEnumerable<string> Names(ServerReflectionResponse answer)
        => answer.FileDescriptorResponse.FileDescriptorProto.Select(file => FileDescriptorProto.Parser.ParseFrom(file).Name);
}
