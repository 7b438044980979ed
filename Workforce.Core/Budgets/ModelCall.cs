using System.Text.Json;

namespace Workforce.Core.Budgets;

/// <summary>One try at one model, or one that was refused, replayed or answered without a model. A row of <c>agents.model_call</c>.</summary>
public sealed record ModelCall
{
    public required Guid Id { get; init; }

    public required BudgetCaller Caller { get; init; }

    /// <summary>What was asked, e.g. <c>tag.categories</c>.</summary>
    public required string Question { get; init; }

    /// <summary>The conversation: all tries, repairs and tool rounds of one question.</summary>
    public required Guid ThreadId { get; init; }

    public required string Profile { get; init; }

    public required string ModelAsked { get; init; }

    /// <summary>As the server names it; <c>offline</c> where none was asked.</summary>
    public required string ModelUsed { get; init; }

    /// <summary>OpenTelemetry's name of the provider, e.g. <c>openai</c>, or the host.</summary>
    public required string Provider { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>Of the input tokens.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Of the output tokens.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>The counts are our own estimate: the server did not say.</summary>
    public bool Estimated { get; init; }

    public decimal CostUsd { get; init; }

    public int LatencyMs { get; init; }

    public int? FirstTokenMs { get; init; }

    public required ModelCallStatus Status { get; init; }

    public string? Error { get; init; }

    public IReadOnlyList<ModelToolCall> ToolCalls { get; init; } = [];

    /// <summary>What was wrong with the reply.</summary>
    public IReadOnlyList<string> SchemaProblems { get; init; } = [];

    /// <summary>The thread's messages below this number were sent; the reply is the one of this number.</summary>
    public int Messages { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public enum ModelCallStatus
{
    Ok,
    Repaired,
    RejectedBudget,
    RateLimited,
    Error,
    Timeout,
    Cancelled,
    Offline,
    Replayed,
}

/// <summary>A tool that the reply asked for.</summary>
/// <param name="Outcome"><c>asked</c>, then <c>ran</c>, <c>proposed</c>, <c>refused</c> or <c>failed</c>.</param>
public sealed record ModelToolCall(string Id, string Name, JsonElement Arguments, string Outcome, int? DurationMs = null);

/// <summary>One message of a thread, stored once.</summary>
/// <param name="N">From 0.</param>
public sealed record ModelMessage(int N, string Role, string Content);
