namespace Microsoft.Extensions.AI;

/// <summary>One function call that a model asked for, while it runs.</summary>
public class FunctionInvocationContext
{
    /// <summary>The arguments; the services go with them.</summary>
    public AIFunctionArguments Arguments { get; set; } = new();

    /// <summary>The call as the model made it.</summary>
    public FunctionCallContent CallContent { get; set; } = null!;

    /// <summary>The function called.</summary>
    public AIFunction Function { get; set; } = null!;

    /// <summary>The conversation so far.</summary>
    public IList<ChatMessage> Messages { get; set; } = [];

    /// <summary>The request's options.</summary>
    public ChatOptions? Options { get; set; }

    /// <summary>Which trip to the model this is, from 0.</summary>
    public int Iteration { get; set; }

    /// <summary>Which call of this trip it is, from 0.</summary>
    public int FunctionCallIndex { get; set; }

    /// <summary>How many calls this trip has.</summary>
    public int FunctionCount { get; set; }

    /// <summary>Set to true to hand back what there is after this trip's calls, without asking the model again.</summary>
    public bool Terminate { get; set; }

    /// <summary>True: the response is streamed.</summary>
    public bool IsStreaming { get; set; }
}
