using Google.Protobuf;
using Grpc.Core;

namespace Grpc.Reflection;

/// <summary>An answer of the reflection protocol, in whichever version it is then sent.</summary>
internal abstract record Answer
{
    public sealed record Files(IEnumerable<ByteString> Serialized) : Answer;

    public sealed record Services(IEnumerable<string> Names) : Answer;

    public sealed record Extensions(string Message, IEnumerable<int> Numbers) : Answer;

    public sealed record Error(StatusCode Status, string Message) : Answer;
}
