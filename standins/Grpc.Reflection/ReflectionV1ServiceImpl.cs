using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using static Grpc.Reflection.V1.ServerReflectionRequest;

namespace Grpc.Reflection;

/// <summary>The service <c>grpc.reflection.v1.ServerReflection</c> (specification: "GRPC Server Reflection Protocol" in gRPC's documentation).</summary>
public class ReflectionV1ServiceImpl : ServerReflection.ServerReflectionBase
{
    private readonly Answers answers;

    /// <summary>Answers for services by name, with files from a registry.</summary>
    /// <param name="services">Full names of the services, as they are listed.</param>
    /// <param name="symbolRegistry">The files.</param>
    public ReflectionV1ServiceImpl(IEnumerable<string> services, SymbolRegistry symbolRegistry) => answers = new(services, symbolRegistry);

    /// <summary>Answers for services, with the files that declare them and what those import.</summary>
    /// <param name="serviceDescriptors">The services.</param>
    public ReflectionV1ServiceImpl(IEnumerable<ServiceDescriptor> serviceDescriptors) => answers = new([.. serviceDescriptors]);

    /// <summary>Answers for services, with the files that declare them and what those import.</summary>
    /// <param name="serviceDescriptors">The services.</param>
    public ReflectionV1ServiceImpl(params ServiceDescriptor[] serviceDescriptors) => answers = new(serviceDescriptors);

    /// <summary>Answers each question, in order, until the caller has no more.</summary>
    /// <param name="requestStream">The questions.</param>
    /// <param name="responseStream">Where the answers go; what cannot be answered gets an error there and the call goes on.</param>
    /// <param name="context">The call.</param>
    /// <returns>A task that ends with the call.</returns>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            var asked = requestStream.Current;
            var response = Response(Answer(asked));
            response.ValidHost = asked.Host;
            response.OriginalRequest = asked;
            await responseStream.WriteAsync(response, context.CancellationToken).ConfigureAwait(false);
        }
    }

    private Answer Answer(ServerReflectionRequest asked) => asked.MessageRequestCase switch
    {
        MessageRequestOneofCase.ListServices => answers.Services(),
        MessageRequestOneofCase.FileByFilename => answers.FileNamed(asked.FileByFilename),
        MessageRequestOneofCase.FileContainingSymbol => answers.FileDeclaring(asked.FileContainingSymbol),
        MessageRequestOneofCase.FileContainingExtension => answers.FileExtending(asked.FileContainingExtension.ContainingType, asked.FileContainingExtension.ExtensionNumber),
        MessageRequestOneofCase.AllExtensionNumbersOfType => answers.Extensions(asked.AllExtensionNumbersOfType),
        _ => Answers.NothingAsked(),
    };

    private static ServerReflectionResponse Response(Answer answer) => answer switch
    {
        Answer.Files files => new() { FileDescriptorResponse = new() { FileDescriptorProto = { files.Serialized } } },
        Answer.Services services => new() { ListServicesResponse = new() { Service = { services.Names.Select(name => new ServiceResponse { Name = name }) } } },
        Answer.Extensions of => new() { AllExtensionNumbersResponse = new() { BaseTypeName = of.Message, ExtensionNumber = { of.Numbers } } },
        Answer.Error error => new() { ErrorResponse = new() { ErrorCode = (int)error.Status, ErrorMessage = error.Message } },
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "Not an answer of the protocol."),
    };
}
