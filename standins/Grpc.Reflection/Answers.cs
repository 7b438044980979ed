using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Grpc.Reflection;

/// <summary>Answers the questions of the reflection protocol, whose versions differ in name alone.</summary>
internal sealed class Answers(IEnumerable<string> services, SymbolRegistry registry)
{
    private readonly string[] services = [.. services];

    public Answers(IReadOnlyCollection<ServiceDescriptor> services)
        : this(services.Select(service => service.FullName), SymbolRegistry.FromFiles(services.Select(service => service.File)))
    {
    }

    public Answer Services() => new Answer.Services(services);

    public Answer FileNamed(string name) => File(registry.FileByName(name), $"This server has no file '{name}'.");

    public Answer FileDeclaring(string symbol) => File(registry.FileContainingSymbol(symbol), $"No file of this server declares '{symbol}'.");

    public Answer FileExtending(string message, int number)
        => File(registry.ExtensionsOf(message)?.GetValueOrDefault(number), $"No file of this server declares extension {number} of '{message}'.");

    public Answer Extensions(string message)
        => registry.ExtensionsOf(message) is { } known ? new Answer.Extensions(message, known.Keys) : new Answer.Error(StatusCode.NotFound, $"This server has no message '{message}'.");

    public static Answer NothingAsked() => new Answer.Error(StatusCode.InvalidArgument, "The request asks nothing: set one field of message_request.");

    private static Answer File(FileDescriptor? file, string otherwise)
        => file is null ? new Answer.Error(StatusCode.NotFound, otherwise) : new Answer.Files(SymbolRegistry.Imports([file]).Select(one => one.SerializedData));
}
