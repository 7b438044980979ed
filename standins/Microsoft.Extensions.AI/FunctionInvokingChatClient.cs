using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.AI;

/// <summary>Runs the functions a model asks for and gives it their results, until it answers. A call of a tool that is no <see cref="AIFunction"/> is left to the caller.</summary>
public class FunctionInvokingChatClient : DelegatingChatClient
{
    private readonly FunctionCalls calls;

    /// <summary>Wraps a client.</summary>
    /// <param name="innerClient">The client inside.</param>
    /// <param name="loggerFactory">Where to log; null: nowhere.</param>
    /// <param name="functionInvocationServices">The services functions may ask for.</param>
    public FunctionInvokingChatClient(IChatClient innerClient, ILoggerFactory? loggerFactory = null, IServiceProvider? functionInvocationServices = null)
        : base(innerClient)
    {
        FunctionInvocationServices = functionInvocationServices;
        var logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<FunctionInvokingChatClient>();
        calls = new FunctionCalls(this, innerClient.GetService<ActivitySource>(), logger);
    }

    /// <summary>How often the model may be asked per request, from 1; 40. The last time it is given no functions, so that it answers.</summary>
    public int MaximumIterationsPerRequest { get; set; } = 40;

    /// <summary>How many trips in a row may have a failing function before its exception reaches the caller; 3.</summary>
    public int MaximumConsecutiveErrorsPerRequest { get; set; } = 3;

    /// <summary>True: the calls of one trip run at the same time. Default false: in order.</summary>
    public bool AllowConcurrentInvocation { get; set; }

    /// <summary>True: a model is told why a function failed. Default false: the text of an exception may be confidential.</summary>
    public bool IncludeDetailedErrors { get; set; }

    /// <summary>Functions that may be called though the request does not offer them.</summary>
    public IList<AITool>? AdditionalTools { get; set; }

    /// <summary>Runs a call in place of calling the function directly.</summary>
    public Func<FunctionInvocationContext, CancellationToken, ValueTask<object?>>? FunctionInvoker { get; set; }

    /// <summary>The services functions may ask for.</summary>
    protected IServiceProvider? FunctionInvocationServices { get; }

    internal IServiceProvider? Services => FunctionInvocationServices;

    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var turn = new FunctionTurn(calls, messages, options, isStreaming: false);
        while (true)
        {
            var response = await base.GetResponseAsync(turn.Messages, turn.Options, cancellationToken);
            if (!await turn.RunAsync(response, cancellationToken))
                return turn.Close(response);
        }
    }

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var turn = new FunctionTurn(calls, messages, options, isStreaming: true);
        while (true)
        {
            var updates = new List<ChatResponseUpdate>();
            await foreach (var update in base.GetStreamingResponseAsync(turn.Messages, turn.Options, cancellationToken))
            {
                updates.Add(update);
                yield return update;
            }

            var response = updates.ToChatResponse();
            var goesOn = await turn.RunAsync(response, cancellationToken);
            if (turn.Results is { } results)
                yield return new ChatResponseUpdate(ChatRole.Tool, results.Contents) { MessageId = results.MessageId, ResponseId = response.ResponseId, ConversationId = response.ConversationId };

            if (!goesOn)
                yield break;
        }
    }

    /// <summary>Runs one call.</summary>
    /// <param name="context">The call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the function returned.</returns>
    protected virtual ValueTask<object?> InvokeFunctionAsync(FunctionInvocationContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return FunctionInvoker is { } invoker ? invoker(context, cancellationToken) : context.Function.InvokeAsync(context.Arguments, cancellationToken);
    }

    internal ValueTask<object?> RunAsync(FunctionInvocationContext context, CancellationToken cancellationToken)
        => InvokeFunctionAsync(context, cancellationToken);
}
