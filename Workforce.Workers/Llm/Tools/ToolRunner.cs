using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Workforce.Core.Schemas;
using Workforce.Workers.Llm.Pipeline;

namespace Workforce.Workers.Llm.Tools;

/// <summary>Runs what a model asks for, one after the other in the order it asked: tools share the run's database context. Whatever goes wrong is told to the model, so that it can do better.</summary>
internal sealed partial class ToolRunner(Conversation talk, TimeProvider clock, ILogger<ToolRunner> logger)
{
    /// <summary>Characters of one result; a longer one would push the question itself out of the model's sight.</summary>
    private const int MostResult = 20_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // A model is billed for white space.
    private static readonly JsonSerializerOptions Compact = new(SchemaJson.Options) { WriteIndented = false };

    public async ValueTask<object?> RunAsync(FunctionInvocationContext call, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        using var span = Start(call);
        var (outcome, text) = await OutcomeAsync(call, span, ct);
        talk.ToolEnded(call.CallContent.CallId, outcome, clock.GetElapsedTime(started));
        ModelTelemetry.Tools.Record(
            clock.GetElapsedTime(started).TotalSeconds, ModelTelemetry.Tags(GenAi.ExecuteTool, GenAi.ToolName, call.Function.Name, outcome is "failed" or "refused" ? outcome : null));
        if (ModelTelemetry.CapturesContent)
        {
            span?.SetTag(GenAi.ToolCallResult, text);
        }

        return text;
    }

    private async Task<(string Outcome, string Text)> OutcomeAsync(FunctionInvocationContext call, Activity? span, CancellationToken ct)
    {
        // The very tool that was offered, not one of the same name.
        if (talk.Tools.FirstOrDefault(offered => ReferenceEquals(offered.Function, call.Function)) is not { } tool)
        {
            return ("refused", "Error: this tool was not offered.");
        }

        if (call.CallContent.Exception is not null)
        {
            return ("refused", "Error: the arguments are not a JSON object. Call again with one.");
        }

        var arguments = JsonSerializer.SerializeToElement<IDictionary<string, object?>>(call.Arguments, AIJsonUtilities.DefaultOptions);
        if (SchemaCheck.Problems(tool.Function.JsonSchema, arguments) is { Count: > 0 } problems)
        {
            return ("refused", $"Error: the arguments do not fit, nothing was done. {string.Join("; ", problems)}");
        }

        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var result = Text(await tool.Function.InvokeAsync(call.Arguments, either.Token));
            var cut = result.Length > MostResult ? $"{result.AsSpan(0, MostResult)}\n[cut: {result.Length:#,0} characters in all; ask for less]" : result;
            return (tool.Permission == ToolPermission.Write ? "proposed" : "ran", tool.Outside is { } source ? OutsideText.Mark(source, cut) : cut);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(e, tool.Name, talk.Caller.AgentId);
            span?.SetStatus(ActivityStatusCode.Error).SetTag(GenAi.ErrorType, e.GetType().FullName);
            // An exception's own words may hold what a model, and whoever reads its answers, must not know.
            return ("failed", e is ToolRefusedException or ArgumentException ? $"Error: {e.Message}" : "Error: the tool failed.");
        }
    }

    private Activity? Start(FunctionInvocationContext call)
    {
        var span = ModelTelemetry.Source.StartActivity($"{GenAi.ExecuteTool} {call.Function.Name}", ActivityKind.Internal)?
            .SetTag(GenAi.OperationName, GenAi.ExecuteTool)
            .SetTag(GenAi.ToolName, call.Function.Name)
            .SetTag(GenAi.ToolType, "function")
            .SetTag(GenAi.ToolDescription, call.Function.Description)
            .SetTag(GenAi.ToolCallId, call.CallContent.CallId)
            .SetTag(GenAi.AgentId, talk.Caller.AgentId)
            .SetTag(GenAi.RunId, talk.Caller.RunId?.ToString());
        return ModelTelemetry.CapturesContent ? span?.SetTag(GenAi.ToolCallArguments, JsonSerializer.Serialize(call.CallContent.Arguments, AIJsonUtilities.DefaultOptions)) : span;
    }

    private static string Text(object? result) => result switch
    {
        null => "Done; there is nothing to return.",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement json => json.GetRawText(),
        TextContent text => text.Text,
        IEnumerable<AIContent> contents => string.Join('\n', contents.Select(content => KeptText.Of(new ChatMessage(ChatRole.Tool, [content])))),
        _ => JsonSerializer.Serialize(result, result.GetType(), Compact),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tool {Tool} of {Agent} failed; the model is told that it did")]
    private partial void Failed(Exception error, string tool, string agent);
}

/// <summary>A tool will not do what it was asked; its words are for the model.</summary>
internal sealed class ToolRefusedException(string message) : Exception(message);
