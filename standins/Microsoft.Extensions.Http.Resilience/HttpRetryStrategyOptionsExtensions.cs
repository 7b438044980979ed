using System.Diagnostics.CodeAnalysis;
using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Excludes methods from retries.</summary>
[Experimental("EXTEXP0001")]
public static class HttpRetryStrategyOptionsExtensions
{
    /// <summary>Never repeats POST, PUT, PATCH, DELETE and CONNECT: the first attempt may have had its effect.</summary>
    /// <param name="options">The retries to restrict.</param>
    public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options)
        => options.DisableFor(HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Connect);

    /// <summary>Never repeats requests of the given methods.</summary>
    /// <param name="options">The retries to restrict.</param>
    /// <param name="methods">The methods; at least one.</param>
    public static void DisableFor(this HttpRetryStrategyOptions options, params HttpMethod[] methods)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentOutOfRangeException.ThrowIfZero(methods.Length, nameof(methods));

        var inner = options.ShouldHandle;
        options.ShouldHandle = async args =>
            await inner(args) && !(args.Context.GetRequestMessage() is { } request && methods.Contains(request.Method));
    }
}
