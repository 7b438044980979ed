using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Workforce.Core.Budgets;
using Workforce.Workers.Llm.Pipeline;
using Workforce.Workers.Llm.Tools;

namespace Workforce.Workers.Llm;

/// <summary>
/// Asks models, for one caller at a time. From outside in, a question goes through: checking and repair of the reply, tools, choice of the
/// model with retries, budget and log, the wire.
/// </summary>
internal sealed partial class ModelClient(
    IOptions<ModelOptions> options, ModelLineup lineup, ModelPauses pauses, Providers providers, Journal journal, Recordings recordings, TimeProvider clock, ILoggerFactory loggers)
{
    private readonly ILogger<ModelClient> logger = loggers.CreateLogger<ModelClient>();
    private BudgetCaller? caller;

    /// <summary>False: every question gets its offline answer.</summary>
    public bool IsConfigured => options.Value.IsConfigured;

    /// <summary>Seconds that one call may take.</summary>
    public int TimeoutSeconds => options.Value.TimeoutSeconds;

    /// <summary>What this caller's questions came to so far.</summary>
    public (long Tokens, decimal CostUsd) Spent { get; private set; }

    /// <summary>Whose budgets pay. Once per scope, before the first question.</summary>
    /// <exception cref="InvalidOperationException">Somebody else asks in this scope already.</exception>
    public void Enter(BudgetCaller caller)
    {
        if (this.caller is { } other && other != caller)
        {
            throw new InvalidOperationException($"{other.AgentId} already asks in this scope.");
        }

        this.caller = caller;
    }

    /// <summary>Asks until there is a reply that fits, within bounds.</summary>
    /// <exception cref="BudgetRefusedException">A budget has too little left. End the run with what it has.</exception>
    /// <exception cref="ModelUnavailableException">No model gave a usable answer, and the question has no offline one.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; what the call under way had used is settled.</exception>
    public async Task<ModelReply<T>> AskAsync<T>(ModelQuestion<T> question, CancellationToken ct)
        where T : class
    {
        var who = caller ?? throw new InvalidOperationException("Nobody has entered: set whose budgets pay before the first question.");
        var cards = lineup.Of(question.Profile);
        var talk = new Conversation(who, question.Name, question.Profile, question.Tools) { OnText = question.OnText };
        if (cards.Count == 0)
        {
            return await OfflineAsync(question, talk, new ModelUnavailableException("No model is configured: set Model:ApiKey or Model:Endpoint."), ct);
        }

        try
        {
            return await WithinBudgetAsync(question, talk, cards, ct);
        }
        catch (ModelUnavailableException e) when (question.Offline is not null)
        {
            Unanswered(question.Name, who.AgentId, e.Message);
            return await OfflineAsync(question, talk, e, ct);
        }
        finally
        {
            Spent = (Spent.Tokens + talk.InputTokens + talk.OutputTokens, Spent.CostUsd + talk.CostUsd);
        }
    }

    private async Task<ModelReply<T>> WithinBudgetAsync<T>(ModelQuestion<T> question, Conversation talk, IReadOnlyList<ModelCard> cards, CancellationToken ct)
        where T : class
    {
        var runner = new ToolRunner(talk, clock, loggers.CreateLogger<ToolRunner>());
        using var client = new FunctionInvokingChatClient(Route(talk, cards), loggers)
        {
            MaximumIterationsPerRequest = options.Value.ToolRounds,
            FunctionInvoker = runner.RunAsync,
        };
        var messages = Opening.Of(question, cards);
        for (var repairs = 0; ; repairs++)
        {
            var response = await GetAsync(client, messages, Opening.Options(question), ct);
            var (value, problems) = StructuredReply.Read(response, question.Check);
            if (value is not null)
            {
                if (repairs > 0 || talk.ToolCalls.Count > 0)
                {
                    await journal.JudgeAsync(talk, talk.LastStatus == ModelCallStatus.Replayed ? ModelCallStatus.Replayed : repairs > 0 ? ModelCallStatus.Repaired : ModelCallStatus.Ok, []);
                }

                return new(value, response.ModelId ?? cards[^1].Name, talk.InputTokens, talk.OutputTokens, talk.CostUsd, talk.Attempts, repairs > 0);
            }

            string[] told = [.. problems.Select(problem => problem.ToString())];
            await journal.JudgeAsync(talk, talk.LastStatus == ModelCallStatus.Replayed ? ModelCallStatus.Replayed : ModelCallStatus.Error, told);
            Unfit(question.Name, repairs + 1, string.Join("; ", told));
            if (repairs >= options.Value.Repairs)
            {
                // The next one up gets one chance, with all that was said before it.
                if (talk.Floor >= cards.Count - 1 || repairs > options.Value.Repairs)
                {
                    throw new ModelUnavailableException($"No reply fitted: {string.Join("; ", told)}");
                }

                talk.Floor++;
            }

            messages.AddRange(Opening.WithoutOpenCalls(response.Messages));
            messages.Add(Opening.Repair(told));
        }
    }

    private RoutingClient Route(Conversation talk, IReadOnlyList<ModelCard> cards) =>
        new(cards, card => Metered(card, talk), talk, pauses, journal, options.Value, clock, logger);

    private MeteredClient Metered(ModelCard card, Conversation talk)
    {
        var probe = new ModelProbe();
        var traced = new TracedClient(providers.Of(card), card, lineup.Endpoint, talk, clock);
        return new(new StreamedClient(traced, probe, talk.OnText, clock), card, talk, probe, journal, recordings, TimeSpan.FromSeconds(options.Value.TimeoutSeconds), clock);
    }

    /// <summary>The tool loop hands on what a tool could not take; nothing a model asks for may end the run in an unknown way.</summary>
    private static async Task<ChatResponse> GetAsync(FunctionInvokingChatClient client, List<ChatMessage> messages, ChatOptions options, CancellationToken ct)
    {
        try
        {
            return await client.GetResponseAsync(messages, options, ct);
        }
        catch (Exception e) when (e is ArgumentException or JsonException or AggregateException)
        {
            throw new ModelUnavailableException($"The model asked for tools in a way that cannot be run: {e.Message}", null, e);
        }
    }

    private async Task<ModelReply<T>> OfflineAsync<T>(ModelQuestion<T> question, Conversation talk, ModelUnavailableException why, CancellationToken ct)
        where T : class
    {
        if (question.Offline is not { } answer)
        {
            throw why;
        }

        ct.ThrowIfCancellationRequested();
        var at = clock.GetTimestamp();
        var value = answer();
        await journal.EndAsync(talk, null, OfflineCall.Of(talk, clock.GetUtcNow(), clock.GetElapsedTime(at)), [], null);
        return new(value, ModelReply<T>.Offline, talk.InputTokens, talk.OutputTokens, talk.CostUsd, talk.Attempts - 1, false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No model answered {Question} of {Agent}, it gets the offline answer: {Reason}")]
    private partial void Unanswered(string question, string agent, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Reply {Number} to {Question} does not fit: {Problems}")]
    private partial void Unfit(string question, int number, string problems);
}
