using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Npgsql;
using Workforce.Core.Budgets;
using Workforce.Core.Data;
using Workforce.Core.Notifications;

namespace Workforce.Workers.Llm.Pipeline;

/// <summary>The ledger and the log, each write on a connection of its own: what was spent stays spent whatever becomes of the caller's work.</summary>
internal sealed partial class Journal(IServiceScopeFactory scopes, IOptions<ModelOptions> options, Secrets secrets, ILogger<Journal> logger)
{
    private const int MostKept = 32_000;
    private const int MostError = 2_000;
    private const int Tries = 3;

    /// <summary>A worker that was told to stop still writes down what it spent, for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly string Holder = $"{Environment.MachineName}/{Environment.ProcessId}";

    public Task<(BudgetReservation? Reserved, BudgetRefusal? Refused)> ReserveAsync(BudgetCaller caller, long tokens, decimal usd, TimeSpan lasts, CancellationToken ct) =>
        InScopeAsync(caller, async (services, _) =>
        {
            var result = await Ledger(services).ReserveAsync(caller, tokens, usd, Holder, lasts, ct);
            if (result.Refused is { } refusal)
            {
                Refused(caller.AgentId, refusal.ToString());
                ModelTelemetry.Denials.Add(1, new KeyValuePair<string, object?>(GenAi.BudgetScope, refusal.Scope.ToString().ToLowerInvariant()));
                await TellAsync(services, BudgetNews.Reached(refusal));
            }
            else
            {
                ModelTelemetry.Reserved.Add((double)usd);
            }

            return result;
        });

    /// <summary>Settles and writes down, or only writes down what was never reserved.</summary>
    /// <param name="sent">The whole conversation so far.</param>
    public async Task EndAsync(Conversation talk, BudgetReservation? reservation, ModelCall call, IReadOnlyList<ChatMessage> sent, ChatResponse? reply)
    {
        call = call with { Error = call.Error is { } error ? secrets.Clean(error, MostError) : null, Messages = sent.Count };
        var said = Kept(talk, sent, reply);
        await InScopeAsync(call.Caller, async (services, ct) =>
        {
            if (reservation is null)
            {
                await CallLog.WriteAsync(services.GetRequiredService<WorkforceDbContext>(), call, said, ct);
                return 0;
            }

            foreach (var alert in await Ledger(services).SettleAsync(reservation, call, said, ct))
            {
                NearlyUsed(alert.Scope, alert.Name, alert.Used, alert.Ceiling, alert.Unit);
                await TellAsync(services, BudgetNews.Near(alert));
            }

            ModelTelemetry.Settled.Add((double)call.CostUsd);
            return 0;
        });
        talk.Ended(call, sent.Count + (reply is null ? 0 : 1));
    }

    /// <summary>The last word on the last reply.</summary>
    public Task JudgeAsync(Conversation talk, ModelCallStatus status, IReadOnlyList<string> problems) => talk.LastCall == Guid.Empty
        ? Task.CompletedTask
        : InScopeAsync(talk.Caller, async (services, ct) =>
        {
            await CallLog.JudgeAsync(services.GetRequiredService<WorkforceDbContext>(), talk.LastCall, status, [.. problems.Select(problem => secrets.Clean(problem, MostError))], talk.ToolCalls, ct);
            return true;
        });

    private ModelMessage[] Kept(Conversation talk, IReadOnlyList<ChatMessage> sent, ChatResponse? reply)
    {
        if (!options.Value.KeepMessages)
        {
            return [];
        }

        var told = sent.Select((message, n) => (n, message.Role.Value, Text: KeptText.Of(message))).Skip(talk.Kept);
        var answer = reply is null ? [] : new[] { (sent.Count, ChatRole.Assistant.Value, Text: string.Join('\n', reply.Messages.Select(KeptText.Of))) };
        return [.. told.Concat(answer).Select(line => new ModelMessage(line.Item1, line.Value, secrets.Clean(line.Text, MostKept)))];
    }

    /// <summary>After the money is written down and apart from it: a notice that cannot be stored must not undo what was spent.</summary>
    private async Task TellAsync(IServiceProvider services, Notice? notice)
    {
        if (notice is null)
        {
            return;
        }

        try
        {
            await services.GetRequiredService<Tell>().Async(notice, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            Untold(e, notice.Key);
        }
    }

    private async Task<T> InScopeAsync<T>(BudgetCaller caller, Func<IServiceProvider, CancellationToken, Task<T>> work)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var n = 1; ; n++)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(caller.TenantId, null);
            try
            {
                return await work(scope.ServiceProvider, patience.Token);
            }
            // A settlement may be repeated, and a reservation whose answer was lost expires by itself.
            catch (NpgsqlException e) when (e.IsTransient && n < Tries)
            {
                Again(e.Message);
            }
        }
    }

    private static BudgetLedger Ledger(IServiceProvider services) =>
        new(services.GetRequiredService<WorkforceDbContext>(), services.GetRequiredService<TimeProvider>());

    [LoggerMessage(Level = LogLevel.Information, Message = "{Agent} was refused a call: {Refusal}")]
    private partial void Refused(string agent, string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Four fifths of a day's budget are used: {Scope} {Name}, {Used} of {Ceiling} {Unit}")]
    private partial void NearlyUsed(BudgetScope scope, string name, decimal used, decimal ceiling, BudgetUnit unit);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nobody could be told {Notice}")]
    private partial void Untold(Exception error, string notice);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger could not be reached, and is tried again: {Reason}")]
    private partial void Again(string reason);
}
