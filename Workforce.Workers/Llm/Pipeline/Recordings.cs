using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Workforce.Core.Budgets;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>Answers kept in files, one a request, named by a hash of everything that was asked.</summary>
internal sealed class Recordings(IOptions<ModelOptions> options, Secrets secrets)
{
    private static readonly JsonSerializerOptions Readable = new(AIJsonUtilities.DefaultOptions) { WriteIndented = true };

    /// <summary>Null: the call is to be made.</summary>
    /// <exception cref="CallFailedException">Answers come from files alone, and there is none for this request.</exception>
    public ChatResponse? Find(ModelCard card, IReadOnlyList<ChatMessage> messages, ChatOptions? asked)
    {
        if (options.Value.Recording != RecordingMode.Replay)
        {
            return null;
        }

        var path = PathOf(Request(card, messages, asked));
        return File.Exists(path)
            ? JsonNode.Parse(File.ReadAllText(path))!["response"].Deserialize<ChatResponse>(AIJsonUtilities.DefaultOptions)
            : throw new CallFailedException(ModelCallStatus.Error, $"There is no recording {Path.GetFileName(path)} of this request, and none is made in replay.", again: false, billed: false);
    }

    public void Keep(ModelCard card, IReadOnlyList<ChatMessage> messages, ChatOptions? asked, ChatResponse response)
    {
        if (options.Value.Recording != RecordingMode.Record)
        {
            return;
        }

        var request = Request(card, messages, asked);
        var file = new JsonObject { ["request"] = request, ["response"] = JsonSerializer.SerializeToNode(response, AIJsonUtilities.DefaultOptions) };
        Directory.CreateDirectory(options.Value.RecordingFolder);
        // Beside and renamed: a recording is whole or not there.
        var (path, beside) = (PathOf(request), Path.Combine(options.Value.RecordingFolder, Path.GetRandomFileName()));
        File.WriteAllText(beside, secrets.Clean(file.ToJsonString(Readable), int.MaxValue));
        File.Move(beside, path, overwrite: true);
    }

    private string PathOf(JsonObject request) => Path.Combine(options.Value.RecordingFolder, $"{AIJsonUtilities.HashDataToString([request.ToJsonString()])[..32].ToLowerInvariant()}.json");

    private static JsonObject Request(ModelCard card, IReadOnlyList<ChatMessage> messages, ChatOptions? asked) => new()
    {
        ["model"] = card.Name,
        ["messages"] = new JsonArray([.. messages.Select(message => new JsonObject { ["role"] = message.Role.Value, ["text"] = KeptText.Of(message) })]),
        ["schema"] = asked?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? JsonNode.Parse(schema.GetRawText()) : null,
        ["tools"] = new JsonArray([.. (asked?.Tools ?? []).OfType<AIFunctionDeclaration>().Select(tool => new JsonObject { ["name"] = tool.Name, ["schema"] = JsonNode.Parse(tool.JsonSchema.GetRawText()) })]),
        ["max_output_tokens"] = asked?.MaxOutputTokens,
        ["temperature"] = asked?.Temperature,
    };
}
