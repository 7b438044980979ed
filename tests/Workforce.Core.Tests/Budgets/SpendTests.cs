using System.Text.Json;
using Workforce.Core.Budgets;

namespace Workforce.Core.Tests.Budgets;

public sealed class SpendTests
{
    [Fact]
    public async Task Spend_is_told_by_agent_department_model_and_day_between_two_days()
    {
        await using var books = await Books.OpenAsync();
        async Task SpendAsync(string department, string agent, string model, long tokens, decimal usd) =>
            await books.SettleAsync((await books.ReserveAsync(new(books.Tenant, department, agent, null), tokens, usd)).Reserved!, tokens, usd, model);
        await SpendAsync("people", "a", "small", 4_000, 0.1m);
        await SpendAsync("people", "b", "large", 400, 0.2m);
        books.Clock.Now += TimeSpan.FromDays(1);
        await SpendAsync("finance", "tag", "small", 40, 0.15m);
        books.Clock.Now += TimeSpan.FromDays(1);
        await SpendAsync("people", "a", "small", 4, 0.9m);

        Assert.Equal(["b 0.2", "tag 0.15", "a 0.1"], await ByAsync(books, SpendBy.Agent));
        Assert.Equal(["people 0.3", "finance 0.15"], await ByAsync(books, SpendBy.Department));
        Assert.Equal(["small 0.25", "large 0.2"], await ByAsync(books, SpendBy.Model));
        Assert.Equal(["2026-03-31 0.3", "2026-04-01 0.15"], await ByAsync(books, SpendBy.Day));
        var day = (await books.ReadAsync(db => Spend.ByAsync(db, SpendBy.Day, new(2026, 3, 31), new(2026, 3, 31), CancellationToken.None))).Single();
        Assert.Equal(new Spend("2026-03-31", 2, 0, 3_300, 1_100, 0, 0.3m), day);
    }

    [Fact]
    public async Task A_runs_trace_has_each_call_as_it_was_and_each_message_once()
    {
        await using var books = await Books.OpenAsync();
        var caller = books.Caller;
        var reserved = (await books.ReserveAsync(caller, 100, 0.001m)).Reserved!;
        var call = books.Call(reserved, 100, 0.001m) with
        {
            Status = ModelCallStatus.RateLimited,
            Error = "429",
            FirstTokenMs = 12,
            ToolCalls = [new("c1", "find_person", JsonElement.Parse("""{"name": "Zoë"}"""), "asked")],
            SchemaProblems = ["lines[0]: is missing"],
            Messages = 1,
        };
        await books.ReadAsync(db => new BudgetLedger(db, books.Clock).SettleAsync(reserved, call, [new(0, "system", "Be brief."), new(1, "assistant", "No.")], CancellationToken.None));
        await books.ReadAsync(db => CallLog.WriteAsync(db, call with { Id = Guid.CreateVersion7() }, [new(0, "system", "Be brief."), new(2, "user", "Why?")], CancellationToken.None));

        var trace = await books.ReadAsync(db => RunTrace.OfAsync(db, caller.RunId!.Value, CancellationToken.None));

        Assert.Equal(2, trace.Calls.Count);
        Assert.Equivalent(call with { ToolCalls = [] }, trace.Calls[0] with { ToolCalls = [] }, strict: true);
        Assert.Equal(("find_person", "Zoë"), (trace.Calls[0].ToolCalls.Single().Name, trace.Calls[0].ToolCalls.Single().Arguments.GetProperty("name").GetString()));
        Assert.Equal(["0 system", "1 assistant", "2 user"], trace.Said[call.ThreadId].Select(message => $"{message.N} {message.Role}"));
    }

    private static async Task<string[]> ByAsync(Books books, SpendBy by) =>
        [.. (await books.ReadAsync(db => Spend.ByAsync(db, by, new(2026, 3, 31), new(2026, 4, 1), CancellationToken.None))).Select(spend => $"{spend.Key} {spend.CostUsd:0.##}")];
}
