using System.Text;
using OpenAI.Chat;

namespace Microsoft.Extensions.AI;

/// <summary>Puts together the function calls of a streamed reply. The first fragment of a call names it; the index says which call a later one continues.</summary>
internal sealed class StreamedCalls
{
    private readonly SortedDictionary<int, Fragments> calls = [];

    public void Add(StreamingChatCompletionUpdate piece)
    {
        foreach (var update in piece.ToolCallUpdates)
        {
            if (!calls.TryGetValue(update.Index, out var call))
                calls[update.Index] = call = new Fragments();

            call.Id ??= update.ToolCallId;
            call.Name ??= update.FunctionName;
            if (update.FunctionArgumentsUpdate is { } arguments && !arguments.ToMemory().IsEmpty)
                call.Arguments.Append(arguments.ToString());
        }
    }

    public IList<AIContent> Whole()
        => [.. calls.Values.Where(call => call.Name is not null).Select(call => Reply.Call(call.Id ?? "", call.Name!, call.Arguments.ToString()))];

    private sealed class Fragments
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
