using System.ClientModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;

namespace Workforce.Workers.Llm;

/// <summary>The model that may be asked, or none.</summary>
internal sealed class Model(IOptions<ModelOptions> options) : IDisposable
{
    private readonly Lazy<IChatClient?> client = new(() => Connect(options.Value));

    /// <summary>Null where no model is configured: ask the offline answer instead.</summary>
    public IChatClient? Client => client.Value;

    public string Name => options.Value.Name;

    public TimeSpan Timeout => TimeSpan.FromSeconds(options.Value.TimeoutSeconds);

    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value?.Dispose();
        }
    }

    private static IChatClient? Connect(ModelOptions options)
    {
        if (!options.IsConfigured)
        {
            return null;
        }

        var settings = new OpenAIClientOptions();
        if (options.Endpoint is { } endpoint)
        {
            settings.Endpoint = endpoint;
        }

        // A server of one's own often wants no key; the client wants one all the same.
        var key = new ApiKeyCredential(string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey);
        return new OpenAIClient(key, settings).GetChatClient(options.Name).AsIChatClient();
    }
}
