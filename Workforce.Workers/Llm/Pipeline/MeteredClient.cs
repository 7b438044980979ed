using Microsoft.Extensions.AI;
using Workforce.Core.Budgets;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>One call of one model: reserved before, settled after, written down either way. What a recording answers costs nothing.</summary>
internal sealed class MeteredClient(IChatClient inner, ModelCard card, Conversation talk, ModelProbe probe, Journal journal, Recordings recordings, TimeSpan timeout, TimeProvider clock)
    : DelegatingChatClient(inner)
{
    /// <summary>A reservation outlives the call by this, so that it is settled before it expires.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sent = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var call = new Entry(card, talk, clock);
        if (recordings.Find(card, sent, options) is { } recorded)
        {
            await journal.EndAsync(talk, null, call.Of(ModelCallStatus.Replayed, CallUsage.None, 0, recorded), sent, recorded);
            return recorded;
        }

        var input = TokenEstimate.Input(sent, options);
        var reservation = await ReserveAsync(call, sent, input, options?.MaxOutputTokens ?? 0, cancellationToken);
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        ChatResponse response;
        try
        {
            response = await base.GetResponseAsync(sent, options, either.Token);
        }
        // Whatever a client, a proxy or a gateway comes up with.
        catch (Exception error)
        {
            var stopped = cancellationToken.IsCancellationRequested;
            var failure = CallFailure.Of(error, probe.Received.Length > 0, clock.GetUtcNow());
            var billed = stopped || failure.Billed;
            var usage = billed ? UsageReading.Partly(input, probe.Received) : CallUsage.None;
            await journal.EndAsync(
                talk, reservation,
                call.Of(stopped ? ModelCallStatus.Cancelled : failure.Status, usage, card.Price!.Of(usage), null, probe.FirstText, stopped ? "The run was stopped." : failure.Message),
                sent, null);
            if (stopped)
            {
                throw new OperationCanceledException("The run was stopped while a model was asked.", error, cancellationToken);
            }

            throw failure;
        }

        var took = UsageReading.Of(response, input);
        await journal.EndAsync(talk, reservation, call.Of(ModelCallStatus.Ok, took, card.Price!.Of(took), response, probe.FirstText), sent, response);
        recordings.Keep(card, sent, options, response);
        return response;
    }

    /// <exception cref="NotSupportedException">Streaming is the wire's matter: <see cref="StreamedClient"/>.</exception>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A metered call is answered as a whole; watch it with OnText.");

    private async Task<BudgetReservation> ReserveAsync(Entry call, IReadOnlyList<ChatMessage> sent, long input, int output, CancellationToken ct)
    {
        if (card.Price is not { } price)
        {
            var unpriced = $"The price of {card.Name} is unknown, so it is not asked: set Model:Price (or Model:Models:{card.Name}) with InputUsd and OutputUsd per million tokens, or Free=true.";
            await journal.EndAsync(talk, null, call.Of(ModelCallStatus.RejectedBudget, CallUsage.None, 0, null, null, unpriced), sent, null);
            throw new CallFailedException(ModelCallStatus.RejectedBudget, unpriced, again: false, billed: false);
        }

        var (reserved, refused) = await journal.ReserveAsync(talk.Caller, input + output, price.Worst(input, output), timeout + Margin, ct);
        if (reserved is not null)
        {
            call.Id = reserved.Id;
            return reserved;
        }

        await journal.EndAsync(talk, null, call.Of(ModelCallStatus.RejectedBudget, CallUsage.None, 0, null, null, refused!.ToString()), sent, null);
        throw new BudgetRefusedException(refused);
    }

    /// <summary>The row of one call, as far as it is known.</summary>
    private sealed class Entry(ModelCard card, Conversation talk, TimeProvider clock)
    {
        private readonly long started = clock.GetTimestamp();
        private readonly DateTimeOffset at = clock.GetUtcNow();
        private readonly int attempt = talk.NextAttempt();

        public Guid Id { get; set; } = Guid.CreateVersion7();

        public ModelCall Of(ModelCallStatus status, CallUsage usage, decimal cost, ChatResponse? response, TimeSpan? firstText = null, string? error = null) => new()
        {
            Id = Id,
            Caller = talk.Caller,
            Question = talk.Question,
            ThreadId = talk.ThreadId,
            Profile = ModelLineup.Word(talk.Profile),
            ModelAsked = card.Name,
            ModelUsed = response?.ModelId is { Length: > 0 } used ? used : card.Name,
            Provider = card.Provider,
            Attempt = attempt,
            InputTokens = usage.Input,
            OutputTokens = usage.Output,
            CachedTokens = usage.Cached,
            ReasoningTokens = usage.Reasoning,
            Estimated = usage.Estimated,
            CostUsd = cost,
            LatencyMs = (int)clock.GetElapsedTime(started).TotalMilliseconds,
            FirstTokenMs = (int?)firstText?.TotalMilliseconds,
            Status = status,
            Error = error,
            ToolCalls = response is null ? [] : [.. Conversation.Asked(response)],
            CreatedAt = at,
        };
    }
}
