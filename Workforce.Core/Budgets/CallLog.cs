using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Schemas;

namespace Workforce.Core.Budgets;

/// <summary>Writes and reads what was asked of models.</summary>
public static class CallLog
{
    /// <summary>False: this call is written already.</summary>
    public static async Task<bool> WriteAsync(WorkforceDbContext db, ModelCall call, IReadOnlyList<ModelMessage> said, CancellationToken ct)
    {
        var caller = call.Caller;
        var written = await db.Database.ExecuteSqlAsync(
            $"""
            insert into agents.model_call (id, tenant_id, run_id, agent_id, department, question, thread_id, profile, model_asked, model_used, provider, attempt,
                input_tokens, output_tokens, cached_tokens, reasoning_tokens, estimated, cost_usd, latency_ms, first_token_ms, status, error, tool_calls, schema_problems, messages, created_at)
            values ({call.Id}, {caller.TenantId}, {caller.RunId}, {caller.AgentId}, {caller.Department}, {call.Question}, {call.ThreadId}, {call.Profile}, {call.ModelAsked}, {call.ModelUsed}, {call.Provider}, {call.Attempt},
                {call.InputTokens}, {call.OutputTokens}, {call.CachedTokens}, {call.ReasoningTokens}, {call.Estimated}, {call.CostUsd}, {call.LatencyMs}, {call.FirstTokenMs}, {WireNames.Of(call.Status.ToString())}, {call.Error},
                {Json(call.ToolCalls)}::jsonb, {Json(call.SchemaProblems)}::jsonb, {call.Messages}, {call.CreatedAt})
            on conflict (id) do nothing
            """, ct);
        foreach (var message in said)
        {
            await db.Database.ExecuteSqlAsync(
                $"insert into agents.model_message (tenant_id, thread_id, n, role, content) values ({caller.TenantId}, {call.ThreadId}, {message.N}, {message.Role}, {message.Content}) on conflict do nothing", ct);
        }

        return written == 1;
    }

    /// <summary>The last word on a reply: whether it was what was asked for, and what became of the tools it called.</summary>
    public static Task JudgeAsync(WorkforceDbContext db, Guid call, ModelCallStatus status, IReadOnlyList<string> problems, IReadOnlyList<ModelToolCall> tools, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update agents.model_call set status = {WireNames.Of(status.ToString())}, error = case when cardinality({problems.ToArray()}) > 0 then 'The reply does not fit.' else error end,
                schema_problems = {Json(problems)}::jsonb, tool_calls = {Json(tools)}::jsonb where id = {call}
            """, ct);

    /// <summary>jsonb takes no NUL, however it is written.</summary>
    private static string Json<T>(T value) => JsonSerializer.Serialize(value, SchemaJson.Options).Replace("\\u0000", "\\ufffd", StringComparison.Ordinal);
}
