using Microsoft.AspNetCore.Http.Metadata;
using Workforce.Core.Finance.Statements;

namespace Workforce.Api.Wire;

/// <summary>How much a request may carry.</summary>
internal static class RequestSizes
{
    public const long Json = 1024 * 1024;

    /// <summary>A statement or a receipt.</summary>
    public const long File = StatementLimits.Bytes;

    /// <summary>The file and the form around it.</summary>
    public const long Upload = File + 64 * 1024;

    public static TBuilder TakesUpload<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        // No cookie signs anybody in here, so there is no request to forge.
        endpoint.WithMetadata(new Limit(Upload)).DisableAntiforgery();

    private sealed record Limit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
