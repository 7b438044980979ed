using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Microsoft.Extensions.AI;

/// <summary>A response whose text is a JSON value of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public class ChatResponse<T> : ChatResponse
{
    private readonly JsonSerializerOptions serializerOptions;

    /// <summary>Wraps a response.</summary>
    /// <param name="response">The response as it came.</param>
    /// <param name="serializerOptions">How its text is read.</param>
    public ChatResponse(ChatResponse response, JsonSerializerOptions serializerOptions)
        : base((response ?? throw new ArgumentNullException(nameof(response))).Messages)
    {
        ArgumentNullException.ThrowIfNull(serializerOptions);
        this.serializerOptions = serializerOptions;
        AdditionalProperties = response.AdditionalProperties;
        ConversationId = response.ConversationId;
        CreatedAt = response.CreatedAt;
        FinishReason = response.FinishReason;
        ModelId = response.ModelId;
        RawRepresentation = response.RawRepresentation;
        ResponseId = response.ResponseId;
        Usage = response.Usage;
    }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The text is empty or JSON null.</exception>
    /// <exception cref="JsonException">The text is not JSON, or not of <typeparamref name="T"/>.</exception>
    public T Result => Read() is { } value ? value : throw new InvalidOperationException("The response holds no value.");

    /// <summary>True: the value is the property <c>data</c> of an object, because models only promise objects.</summary>
    internal bool IsWrapped { get; init; }

    /// <summary>Reads the value if the text holds one.</summary>
    /// <param name="result">The value.</param>
    /// <returns>False: the text is empty, not JSON, or not of <typeparamref name="T"/>.</returns>
    public bool TryGetResult([NotNullWhen(true)] out T? result)
    {
        try
        {
            result = Read();
            return result is not null;
        }
        catch (JsonException)
        {
            result = default;
            return false;
        }
    }

    private T? Read()
    {
        if (string.IsNullOrWhiteSpace(Text))
            return default;

        // Read from a reader, one value is taken and what follows it is not looked at: some models go on talking.
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(Text), new JsonReaderOptions
        {
            AllowTrailingCommas = serializerOptions.AllowTrailingCommas,
            CommentHandling = serializerOptions.ReadCommentHandling,
            MaxDepth = serializerOptions.MaxDepth,
        });
        if (!IsWrapped)
            return JsonSerializer.Deserialize<T>(ref reader, serializerOptions);

        using var wrapper = JsonDocument.ParseValue(ref reader);
        return wrapper.RootElement.ValueKind == JsonValueKind.Object && wrapper.RootElement.TryGetProperty("data", out var data)
            ? data.Deserialize<T>(serializerOptions)
            : throw new JsonException("The response is not an object with the property 'data'.");
    }
}
