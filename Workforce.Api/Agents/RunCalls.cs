using System.Text.Json;
using Workforce.Api.Wire;
using Workforce.Contracts.Agents;
using Workforce.Core.Budgets;
using Workforce.Core.Schemas;

namespace Workforce.Api.Agents;

/// <summary>A run's calls to models, with what was said in each.</summary>
internal static class RunCalls
{
    public static IReadOnlyList<ModelCallRow> Of(RunTrace trace) =>
    [
        .. trace.Calls.Select(call => new ModelCallRow(
            call.Id, call.CreatedAt, call.Question, call.Profile, call.ModelAsked, call.ModelUsed, call.Attempt, call.InputTokens, call.OutputTokens, call.CostUsd, call.LatencyMs,
            Words.Of(call.Status), call.Error, Said(trace, call))),
    ];

    // What was sent, and the reply, which follows it.
    private static JsonElement? Said(RunTrace trace, ModelCall call) => trace.Said.TryGetValue(call.ThreadId, out var said)
        ? JsonSerializer.SerializeToElement(said.Where(message => message.N <= call.Messages).Select(message => new { message.Role, message.Content }), SchemaJson.Options)
        : null;
}
