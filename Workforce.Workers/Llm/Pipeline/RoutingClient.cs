using Microsoft.Extensions.AI;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>Chooses the model: the first of the list that can hold the prompt and has not failed at this question; the next where it fails.</summary>
internal sealed partial class RoutingClient(
    IReadOnlyList<ModelCard> cards, Func<ModelCard, IChatClient> metered, Conversation talk, ModelPauses pauses, Journal journal, ModelOptions options, TimeProvider clock, ILogger logger) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // What became of the tools that the last reply asked for is known by now.
        if (talk.ToolCalls.Count > 0)
        {
            await journal.JudgeAsync(talk, talk.LastStatus, []);
        }

        var sent = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var needs = TokenEstimate.Input(sent, options) + (options?.MaxOutputTokens ?? 0);
        var failures = new List<string>();
        DateTimeOffset? soonest = null;
        foreach (var card in Candidates(needs, failures))
        {
            if (await pauses.UntilAsync(card.Name) is { } until)
            {
                failures.Add($"{card.Name} asked to be left alone until {until:HH:mm:ss} UTC");
                soonest = soonest is { } other && other < until ? other : until;
                continue;
            }

            var (response, failure) = await AskAsync(card, sent, CardOptions.Fit(card, options), cancellationToken);
            if (response is not null)
            {
                return response;
            }

            failures.Add($"{card.Name}: {failure!.Message}");
            NextModel(card.Name, talk.Question, failure.Message);
            soonest = await pauses.UntilAsync(card.Name) is { } then && (soonest is null || then < soonest) ? then : soonest;
        }

        throw new ModelUnavailableException(string.Join("; ", failures), soonest);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A routed call is answered as a whole; watch it with OnText.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private IEnumerable<ModelCard> Candidates(long needs, List<string> failures)
    {
        var last = cards.Count - 1;
        foreach (var card in cards.Skip(Math.Min(talk.Floor, last)))
        {
            if (needs <= card.ContextTokens)
            {
                yield return card;
            }
            else
            {
                failures.Add($"{card.Name} takes {card.ContextTokens:#,0} tokens, this needs about {needs:#,0}");
            }
        }
    }

    private async Task<(ChatResponse? Response, CallFailedException? Failure)> AskAsync(ModelCard card, IReadOnlyList<ChatMessage> sent, ChatOptions? asked, CancellationToken ct)
    {
        for (var n = 1; ; n++)
        {
            try
            {
                return (await metered(card).GetResponseAsync(sent, asked, ct), null);
            }
            catch (CallFailedException failure)
            {
                if (failure.RetryAfter is { } wait && wait > TimeSpan.FromSeconds(options.LongestWaitSeconds))
                {
                    await pauses.PauseAsync(card.Name, wait);
                    return (null, failure);
                }

                if (!failure.Again || n >= options.Tries)
                {
                    return (null, failure);
                }

#pragma warning disable CA5394 // Chance that spreads callers, not a secret.
                var pace = RetryPace.After(n, TimeSpan.FromSeconds(options.FirstDelaySeconds), failure.RetryAfter, Random.Shared.NextDouble());
#pragma warning restore CA5394
                Again(card.Name, talk.Question, pace.TotalSeconds, failure.Message);
                await Task.Delay(pace, clock, ct);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model} failed at {Question}, again in {Seconds:0.0} s: {Reason}")]
    private partial void Again(string model, string question, double seconds, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} gave no answer to {Question}: {Reason}")]
    private partial void NextModel(string model, string question, string reason);
}
