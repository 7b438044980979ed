using Google.Protobuf.Reflection;

namespace Grpc.Reflection;

/// <summary>What a proto file declares.</summary>
internal static class Declared
{
    /// <summary>Full names of everything that has one, fields, values and extensions included.</summary>
    public static IEnumerable<string> Names(FileDescriptor file) =>
    [
        .. Messages(file).SelectMany(InMessage),
        .. file.EnumTypes.Concat(Messages(file).SelectMany(message => message.EnumTypes)).SelectMany(InEnum),
        .. file.Services.SelectMany(service => service.Methods.Select(method => method.FullName).Prepend(service.FullName)),
        .. Extensions(file).Select(extension => extension.FullName),
    ];

    /// <summary>All messages, those inside others too.</summary>
    public static IEnumerable<MessageDescriptor> Messages(FileDescriptor file) => file.MessageTypes.SelectMany(WithNested);

    /// <summary>All extensions, those declared inside messages too.</summary>
    public static IEnumerable<FieldDescriptor> Extensions(FileDescriptor file)
        => file.Extensions.UnorderedExtensions.Concat(Messages(file).SelectMany(message => message.Extensions.UnorderedExtensions));

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message)
        => message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private static IEnumerable<string> InMessage(MessageDescriptor message) =>
    [
        message.FullName,
        .. message.Fields.InDeclarationOrder().Select(field => field.FullName),
        .. message.Oneofs.Select(oneof => oneof.FullName),
    ];

    /// <summary>By the language's scoping rules a value lies beside its enum, not in it; the library's own full name of it says otherwise.</summary>
    private static IEnumerable<string> InEnum(EnumDescriptor type)
        => type.Values.Select(value => type.FullName[..^type.Name.Length] + value.Name).Prepend(type.FullName);
}
