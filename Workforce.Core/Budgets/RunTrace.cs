using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Schemas;

namespace Workforce.Core.Budgets;

/// <summary>What a run asked of models, call by call, and what was said.</summary>
/// <param name="Said">The messages of each conversation, by its thread.</param>
public sealed record RunTrace(IReadOnlyList<ModelCall> Calls, IReadOnlyDictionary<Guid, IReadOnlyList<ModelMessage>> Said)
{
    public static async Task<RunTrace> OfAsync(WorkforceDbContext db, Guid run, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            select id as "Id", agent_id as "AgentId", department as "Department", question as "Question", thread_id as "ThreadId", profile as "Profile",
                model_asked as "ModelAsked", model_used as "ModelUsed", provider as "Provider", attempt as "Attempt",
                input_tokens as "InputTokens", output_tokens as "OutputTokens", cached_tokens as "CachedTokens", reasoning_tokens as "ReasoningTokens", estimated as "Estimated",
                cost_usd as "CostUsd", latency_ms as "LatencyMs", first_token_ms as "FirstTokenMs", status as "Status", error as "Error",
                tool_calls::text as "ToolCalls", schema_problems::text as "SchemaProblems", messages as "Messages", created_at as "CreatedAt"
            from agents.model_call where tenant_id = {db.Tenant.Required} and run_id = {run} order by created_at, id
            """).ToListAsync(ct);
        var said = await db.Database.SqlQuery<Line>(
            $"""
            select thread_id as "ThreadId", n as "N", role as "Role", content as "Content" from agents.model_message
            where tenant_id = {db.Tenant.Required} and thread_id = any (select thread_id from agents.model_call where tenant_id = {db.Tenant.Required} and run_id = {run})
            order by thread_id, n
            """).ToListAsync(ct);
        return new(
            [.. rows.Select(row => Call(row, db.Tenant.Required, run))],
            said.GroupBy(line => line.ThreadId).ToDictionary(thread => thread.Key, thread => (IReadOnlyList<ModelMessage>)[.. thread.Select(line => new ModelMessage(line.N, line.Role, line.Content))]));
    }

    private static ModelCall Call(Row row, Guid tenant, Guid run) => new()
    {
        Id = row.Id,
        Caller = new(tenant, row.Department, row.AgentId, run),
        Question = row.Question,
        ThreadId = row.ThreadId,
        Profile = row.Profile,
        ModelAsked = row.ModelAsked,
        ModelUsed = row.ModelUsed,
        Provider = row.Provider,
        Attempt = row.Attempt,
        InputTokens = row.InputTokens,
        OutputTokens = row.OutputTokens,
        CachedTokens = row.CachedTokens,
        ReasoningTokens = row.ReasoningTokens,
        Estimated = row.Estimated,
        CostUsd = row.CostUsd,
        LatencyMs = row.LatencyMs,
        FirstTokenMs = row.FirstTokenMs,
        Status = Enum.Parse<ModelCallStatus>(row.Status.Replace("_", "", StringComparison.Ordinal), true),
        Error = row.Error,
        ToolCalls = JsonSerializer.Deserialize<ModelToolCall[]>(row.ToolCalls, SchemaJson.Options)!,
        SchemaProblems = JsonSerializer.Deserialize<string[]>(row.SchemaProblems, SchemaJson.Options)!,
        Messages = row.Messages,
        CreatedAt = row.CreatedAt,
    };

    private sealed record Row(
        Guid Id, string AgentId, string Department, string Question, Guid ThreadId, string Profile, string ModelAsked, string ModelUsed, string Provider, short Attempt,
        long InputTokens, long OutputTokens, long CachedTokens, long ReasoningTokens, bool Estimated, decimal CostUsd, int LatencyMs, int? FirstTokenMs, string Status, string? Error,
        string ToolCalls, string SchemaProblems, int Messages, DateTimeOffset CreatedAt);

    private sealed record Line(Guid ThreadId, int N, string Role, string Content);
}
