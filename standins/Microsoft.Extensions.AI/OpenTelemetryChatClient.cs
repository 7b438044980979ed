using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Makes a span and figures of every request, named by the OpenTelemetry semantic conventions for generative AI (1.37). What is said is not recorded.</summary>
public sealed class OpenTelemetryChatClient : DelegatingChatClient
{
    private readonly ActivitySource source;
    private readonly Meter meter;
    private readonly Histogram<double> duration;
    private readonly Histogram<int> tokens;
    private readonly ChatClientMetadata? provider;

    /// <summary>Wraps a client.</summary>
    /// <param name="innerClient">The client inside.</param>
    /// <param name="logger">Not used by this stand-in.</param>
    /// <param name="sourceName">The name of the activity source and of the meter; null: <c>Experimental.Microsoft.Extensions.AI</c>.</param>
    public OpenTelemetryChatClient(IChatClient innerClient, ILogger? logger = null, string? sourceName = null)
        : base(innerClient)
    {
        var name = string.IsNullOrEmpty(sourceName) ? "Experimental.Microsoft.Extensions.AI" : sourceName;
        source = new ActivitySource(name);
        meter = new Meter(name);
        duration = meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Time a request to a model took");
        tokens = meter.CreateHistogram<int>("gen_ai.client.token.usage", "{token}", "Tokens a request used");
        provider = innerClient.GetService<ChatClientMetadata>();
    }

    /// <inheritdoc />
    public override object? GetService(Type serviceType, object? serviceKey = null)
        => serviceKey is null && serviceType == typeof(ActivitySource) ? source : base.GetService(serviceType, serviceKey);

    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new ChatSpan(source, provider, options);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken);
            request.Answered(response);
            return response;
        }
        catch (Exception error)
        {
            request.Failed(error);
            throw;
        }
        finally
        {
            request.Measure(duration, tokens);
        }
    }

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = new ChatSpan(source, provider, options);
        var received = new List<ChatResponseUpdate>();
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                        break;
                }
                catch (Exception error)
                {
                    request.Failed(error);
                    throw;
                }

                received.Add(updates.Current);
                yield return updates.Current;
                // The caller's own spans while it looks at an update must not become the current one here.
                request.Resume();
            }
        }
        finally
        {
            request.Answered(received.ToChatResponse());
            request.Measure(duration, tokens);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            meter.Dispose();
        }

        base.Dispose(disposing);
    }
}
