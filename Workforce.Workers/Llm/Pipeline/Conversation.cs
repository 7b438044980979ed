using System.Text.Json;
using Microsoft.Extensions.AI;
using Workforce.Core.Budgets;
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>Everything that belongs to one question: who asks, what has been said and kept, and what it came to so far.</summary>
internal sealed class Conversation(BudgetCaller caller, string question, ModelProfile profile, IReadOnlyList<ModelTool> tools)
{
    public BudgetCaller Caller => caller;

    public string Question => question;

    public ModelProfile Profile => profile;

    public IReadOnlyList<ModelTool> Tools => tools;

    public Guid ThreadId { get; } = Guid.CreateVersion7();

    /// <summary>Models at the beginning of the list that have failed at this question and are not asked again.</summary>
    public int Floor { get; set; }

    public Action<string>? OnText { get; init; }

    public int Attempts { get; private set; }

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    public decimal CostUsd { get; private set; }

    /// <summary>The call whose reply is being looked at.</summary>
    public Guid LastCall { get; private set; }

    /// <summary>True: the reply was cut off at the most tokens allowed.</summary>
    public ModelCallStatus LastStatus { get; private set; }

    /// <summary>What the last reply asked of tools, and what came of it.</summary>
    public List<ModelToolCall> ToolCalls { get; } = [];

    /// <summary>How many messages are kept; those after them are new.</summary>
    public int Kept { get; private set; }

    public int NextAttempt() => ++Attempts;

    public void Ended(ModelCall call, int kept)
    {
        (LastCall, LastStatus) = (call.Id, call.Status);
        InputTokens += call.InputTokens;
        OutputTokens += call.OutputTokens;
        CostUsd += call.CostUsd;
        Kept = Math.Max(Kept, kept);
        ToolCalls.Clear();
        ToolCalls.AddRange(call.ToolCalls);
    }

    /// <summary>What became of a tool that the last reply asked for.</summary>
    public void ToolEnded(string id, string outcome, TimeSpan took)
    {
        if (ToolCalls.FindIndex(call => call.Id == id) is >= 0 and var at)
        {
            ToolCalls[at] = ToolCalls[at] with { Outcome = outcome, DurationMs = (int)took.TotalMilliseconds };
        }
    }

    public static IEnumerable<ModelToolCall> Asked(ChatResponse response) => response.Messages
        .SelectMany(message => message.Contents).OfType<FunctionCallContent>()
        .Select(call => new ModelToolCall(call.CallId, call.Name, JsonSerializer.SerializeToElement(call.Arguments, AIJsonUtilities.DefaultOptions), "asked"));
}
