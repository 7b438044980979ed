using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>The OpenAI client against the configured address. It makes no tries of its own: each call is one that the ledger knows of.</summary>
internal sealed class Providers : IDisposable
{
    private readonly ConcurrentDictionary<string, IChatClient> clients = new(StringComparer.Ordinal);
    private readonly HttpClient http;
    private readonly ModelLineup lineup;
    private readonly ModelOptions options;

    public Providers(IOptions<ModelOptions> options, ModelLineup lineup)
    {
        (this.lineup, this.options) = (lineup, options.Value);
        // Not from the factory: its pipeline gives up after 30 seconds, and would repeat what costs money.
        var sockets = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false };
        http = new HttpClient(new ReplyLimit(sockets, options.Value.MaxReplyBytes)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public IChatClient Of(ModelCard card) => clients.GetOrAdd(card.Name, _ => Connect(card));

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }

        http.Dispose();
    }

    private IChatClient Connect(ModelCard card)
    {
        var settings = new OpenAIClientOptions
        {
            Endpoint = lineup.Endpoint,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            // Our own limit comes first and says so.
            NetworkTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds + 30),
        };

        // A server of one's own often wants no key; the client wants one all the same.
        var key = new ApiKeyCredential(string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey);
        return new OpenAIClient(key, settings).GetChatClient(card.Name).AsIChatClient().AsBuilder().ConfigureOptions(asked => asked.RawRepresentationFactory = _ => Extra(asked)).Build();
    }

#pragma warning disable SCME0001 // Marked experimental, and the only way to send what the OpenAI client has no name for.
    private ChatCompletionOptions Extra(ChatOptions asked)
    {
        var extra = new ChatCompletionOptions();
        if (lineup.Preferences is { } preferences)
        {
            extra.Patch.Set("$.provider"u8, BinaryData.FromString(preferences));
        }

        // The client says max_completion_tokens, which other servers may not know: without a limit they would answer past the reservation.
        if (asked.MaxOutputTokens is { } most && !BuiltInModels.IsOpenAi(lineup.Endpoint.Host))
        {
            extra.Patch.Set("$.max_tokens"u8, most);
        }

        return extra;
    }
#pragma warning restore SCME0001
}
