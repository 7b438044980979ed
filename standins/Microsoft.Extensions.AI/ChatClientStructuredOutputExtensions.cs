using System.ComponentModel;
using System.Reflection;
using System.Text.Json;

namespace Microsoft.Extensions.AI;

/// <summary>Asks a model for a value instead of prose.</summary>
public static class ChatClientStructuredOutputExtensions
{
    /// <summary>Asks for a value of <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">What to ask for; its JSON schema goes with the request.</typeparam>
    /// <param name="chatClient">The client.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The request's options; a copy is changed.</param>
    /// <param name="useJsonSchemaResponseFormat">True or null: the schema goes in the response format, which the provider must support. False: it goes in a message.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The response, with the value.</returns>
    public static Task<ChatResponse<T>> GetResponseAsync<T>(
        this IChatClient chatClient, IEnumerable<ChatMessage> messages, ChatOptions? options = null, bool? useJsonSchemaResponseFormat = null, CancellationToken cancellationToken = default)
        => chatClient.GetResponseAsync<T>(messages, AIJsonUtilities.DefaultOptions, options, useJsonSchemaResponseFormat, cancellationToken);

    /// <summary>Asks for a value of <typeparamref name="T"/> with one user message.</summary>
    /// <typeparam name="T">What to ask for; its JSON schema goes with the request.</typeparam>
    /// <param name="chatClient">The client.</param>
    /// <param name="chatMessage">The message's text.</param>
    /// <param name="options">The request's options; a copy is changed.</param>
    /// <param name="useJsonSchemaResponseFormat">True or null: the schema goes in the response format, which the provider must support. False: it goes in a message.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The response, with the value.</returns>
    public static Task<ChatResponse<T>> GetResponseAsync<T>(
        this IChatClient chatClient, string chatMessage, ChatOptions? options = null, bool? useJsonSchemaResponseFormat = null, CancellationToken cancellationToken = default)
        => chatClient.GetResponseAsync<T>([new ChatMessage(ChatRole.User, chatMessage)], AIJsonUtilities.DefaultOptions, options, useJsonSchemaResponseFormat, cancellationToken);

    /// <summary>Asks for a value of <typeparamref name="T"/>, read and described by the given JSON options.</summary>
    /// <typeparam name="T">What to ask for; its JSON schema goes with the request.</typeparam>
    /// <param name="chatClient">The client.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="serializerOptions">Names and converters of the value's JSON.</param>
    /// <param name="options">The request's options; a copy is changed.</param>
    /// <param name="useJsonSchemaResponseFormat">True or null: the schema goes in the response format, which the provider must support. False: it goes in a message.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The response, with the value.</returns>
    public static async Task<ChatResponse<T>> GetResponseAsync<T>(
        this IChatClient chatClient,
        IEnumerable<ChatMessage> messages,
        JsonSerializerOptions serializerOptions,
        ChatOptions? options = null,
        bool? useJsonSchemaResponseFormat = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chatClient);
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(serializerOptions);

        var (schema, wrapped) = StructuredSchema.Of(typeof(T), serializerOptions);
        options = options?.Clone() ?? new();
        if (useJsonSchemaResponseFormat ?? true)
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(
                schema, StructuredSchema.NameOf(typeof(T)), typeof(T).GetCustomAttribute<DescriptionAttribute>()?.Description);
        }
        else
        {
            options.ResponseFormat = ChatResponseFormat.Json;
            messages = [.. messages, new ChatMessage(ChatRole.User, $"Answer with one JSON value that satisfies this JSON schema, and nothing else:\n{schema}")];
        }

        var response = await chatClient.GetResponseAsync(messages, options, cancellationToken);
        return new ChatResponse<T>(response, serializerOptions) { IsWrapped = wrapped };
    }
}
