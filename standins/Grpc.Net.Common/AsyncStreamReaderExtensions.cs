using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>Reads streams as sequences.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>The messages as they arrive.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="streamReader">The stream.</param>
    /// <param name="cancellationToken">Ends the wait and the call.</param>
    /// <returns>The messages.</returns>
    public static async IAsyncEnumerable<T> ReadAllAsync<T>(this IAsyncStreamReader<T> streamReader, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        while (await streamReader.MoveNext(cancellationToken))
            yield return streamReader.Current;
    }
}
