using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Logs that a request was made and how it ended (debug), with what was said (trace: it may be confidential).</summary>
public partial class LoggingChatClient : DelegatingChatClient
{
    private readonly ILogger logger;

    /// <summary>Wraps a client.</summary>
    /// <param name="innerClient">The client inside.</param>
    /// <param name="logger">Where to log.</param>
    public LoggingChatClient(IChatClient innerClient, ILogger logger)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(logger);
        this.logger = logger;
    }

    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked(ref messages, options);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken);
            LogAnswered(response.ModelId, response.FinishReason?.Value);
            LogSaid(ChatRole.Assistant, response.Text);
            return response;
        }
        catch (Exception error)
        {
            Ended(error);
            throw;
        }
    }

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked(ref messages, options);
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        ChatResponseUpdate? last = null;
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                    break;
            }
            catch (Exception error)
            {
                Ended(error);
                throw;
            }

            last = updates.Current;
            LogSaid(ChatRole.Assistant, last.Text);
            yield return last;
        }

        LogAnswered(last?.ModelId, last?.FinishReason?.Value);
    }

    private void Asked(ref IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        LogAsked(options?.ModelId);
        if (!logger.IsEnabled(LogLevel.Trace))
            return;

        var list = messages.ToList();
        messages = list;
        foreach (var message in list)
            LogSaid(message.Role, message.Text);
    }

    private void Ended(Exception error)
    {
        if (error is OperationCanceledException)
            LogCancelled();
        else
            LogFailed(error);
    }

    [LoggerMessage(LogLevel.Debug, "Asking the model; model asked for: {Model}")]
    private partial void LogAsked(string? model);

    [LoggerMessage(LogLevel.Debug, "{Model} answered and stopped for: {FinishReason}")]
    private partial void LogAnswered(string? model, string? finishReason);

    [LoggerMessage(LogLevel.Trace, "{Role}: {Text}")]
    private partial void LogSaid(ChatRole role, string text);

    [LoggerMessage(LogLevel.Debug, "The request to the model was cancelled")]
    private partial void LogCancelled();

    [LoggerMessage(LogLevel.Error, "The request to the model failed")]
    private partial void LogFailed(Exception error);
}
