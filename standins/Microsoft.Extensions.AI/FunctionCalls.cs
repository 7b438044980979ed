using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Finds and runs the functions a model asks for. A failure is told to the model, so that it can do better.</summary>
internal sealed partial class FunctionCalls(FunctionInvokingChatClient settings, ActivitySource? source, ILogger logger)
{
    public int MaximumIterations => settings.MaximumIterationsPerRequest;

    /// <summary>False when a call is the caller's to run: the tool is declared without a body.</summary>
    /// <exception cref="NotSupportedException">A function needs a person's approval, which this stand-in does not ask for.</exception>
    public bool CanRun(IEnumerable<FunctionCallContent> asked, ChatOptions? options)
    {
        var tools = asked.Select(call => Find(call.Name, options)).ToArray();
        foreach (var tool in tools)
            if (tool?.GetService<ApprovalRequiredAIFunction>() is { } guarded)
                throw new NotSupportedException($"'{guarded.Name}' needs approval, which this stand-in for Microsoft.Extensions.AI does not ask for.");

        return tools.All(tool => tool is null or AIFunction);
    }

    public async Task<FunctionRun[]> RunAsync(FunctionCallContent[] asked, FunctionTurn turn, int iteration, bool isStreaming, CancellationToken cancellationToken)
    {
        Task<FunctionRun> One(int at) => RunAsync(asked, at, turn, iteration, isStreaming, cancellationToken);
        if (settings.AllowConcurrentInvocation && asked.Length > 1)
            return await Task.WhenAll(Enumerable.Range(0, asked.Length).Select(One));

        var ran = new List<FunctionRun>();
        foreach (var at in Enumerable.Range(0, asked.Length))
        {
            ran.Add(await One(at));
            if (ran[^1].Terminate)
                break;
        }

        return [.. ran];
    }

    public void ThrowIfHopeless(FunctionRun[] ran, int failedInARow)
    {
        if (failedInARow <= settings.MaximumConsecutiveErrorsPerRequest)
            return;

        Exception[] errors = [.. ran.Select(result => result.Error).OfType<Exception>()];
        if (errors.Length == 1)
            ExceptionDispatchInfo.Throw(errors[0]);

        throw new AggregateException(errors);
    }

    private async Task<FunctionRun> RunAsync(FunctionCallContent[] asked, int at, FunctionTurn turn, int iteration, bool isStreaming, CancellationToken cancellationToken)
    {
        var call = asked[at];
        if (Find(call.Name, turn.Options) is not AIFunction function)
            return new(new(call.CallId, $"Error: there is no function '{call.Name}'."), null, false);

        var context = new FunctionInvocationContext
        {
            Arguments = new AIFunctionArguments(call.Arguments) { Services = settings.Services },
            CallContent = call,
            Function = function,
            FunctionCallIndex = at,
            FunctionCount = asked.Length,
            IsStreaming = isStreaming,
            Iteration = iteration,
            Messages = turn.Messages,
            Options = turn.Options,
        };
        // Names: OpenTelemetry semantic conventions for generative AI, execute-tool span.
        using var span = source?.StartActivity($"execute_tool {call.Name}", ActivityKind.Internal);
        span?.SetTag("gen_ai.operation.name", "execute_tool").SetTag("gen_ai.tool.name", call.Name).SetTag("gen_ai.tool.call.id", call.CallId);
        try
        {
            if (call.Exception is { } unreadable)
                throw new ArgumentException($"The arguments of '{call.Name}' are not JSON.", unreadable);

            return new(new(call.CallId, await settings.RunAsync(context, cancellationToken) ?? "Done; the function returns nothing."), null, context.Terminate);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error.GetType().FullName);
            LogFailed(error, call.Name);
            var told = settings.IncludeDetailedErrors ? $"Error: the function failed: {error.Message}" : "Error: the function failed.";
            return new(new(call.CallId, told) { Exception = error }, error, context.Terminate);
        }
    }

    private AITool? Find(string name, ChatOptions? options)
        => options?.Tools?.FirstOrDefault(tool => tool.Name == name) ?? settings.AdditionalTools?.FirstOrDefault(tool => tool.Name == name);

    [LoggerMessage(LogLevel.Warning, "Function {Function} failed; the model is told")]
    private partial void LogFailed(Exception error, string function);
}
