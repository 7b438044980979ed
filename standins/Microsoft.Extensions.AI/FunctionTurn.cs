namespace Microsoft.Extensions.AI;

/// <summary>One request of a caller: the trips to the model it takes, and what they add up to.</summary>
internal sealed class FunctionTurn
{
    private readonly FunctionCalls calls;
    private readonly bool isStreaming;
    private readonly List<ChatMessage> answer = [];
    private UsageDetails? usage;
    private int iteration;
    private int failedInARow;

    public FunctionTurn(FunctionCalls calls, IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreaming)
    {
        this.calls = calls;
        this.isStreaming = isStreaming;
        Messages = [.. messages];
        Options = options;
        WithholdFunctionsAtTheEnd();
    }

    public List<ChatMessage> Messages { get; }

    public ChatOptions? Options { get; private set; }

    /// <summary>The results of the last trip's calls; null when it had none.</summary>
    public ChatMessage? Results { get; private set; }

    /// <summary>Runs what the response asks for; true when the model must be asked again.</summary>
    public async Task<bool> RunAsync(ChatResponse response, CancellationToken cancellationToken)
    {
        answer.AddRange(response.Messages);
        if (response.Usage is { } used)
            (usage ??= new()).Add(used);

        Results = null;
        var asked = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).ToArray();
        // The last time round it had no functions to ask for; one that asks all the same would go on for ever.
        if (asked.Length == 0 || iteration + 1 >= calls.MaximumIterations || !calls.CanRun(asked, Options))
            return false;

        Messages.AddRange(response.Messages);
        var ran = await calls.RunAsync(asked, this, iteration, isStreaming, cancellationToken);
        failedInARow = ran.Any(result => result.Error is not null) ? failedInARow + 1 : 0;
        calls.ThrowIfHopeless(ran, failedInARow);

        Results = new ChatMessage(ChatRole.Tool, [.. ran.Select(result => result.Content)]) { MessageId = Guid.NewGuid().ToString("N") };
        Messages.Add(Results);
        answer.Add(Results);
        if (ran.Any(result => result.Terminate))
            return false;

        iteration++;
        // A required call has been made; to require it again would never end.
        if (Options?.ToolMode is RequiredChatToolMode)
        {
            Options = Options.Clone();
            Options.ToolMode = null;
        }

        WithholdFunctionsAtTheEnd();
        return true;
    }

    /// <summary>The last response, with the messages and the usage of all trips.</summary>
    public ChatResponse Close(ChatResponse last)
    {
        last.Messages = answer;
        last.Usage = usage;
        return last;
    }

    private void WithholdFunctionsAtTheEnd()
    {
        if (iteration + 1 < calls.MaximumIterations || Options?.Tools is not { Count: > 0 })
            return;

        Options = Options.Clone();
        Options.Tools = [.. Options.Tools!.Where(tool => tool is not AIFunctionDeclaration)];
        Options.ToolMode = null;
    }
}
