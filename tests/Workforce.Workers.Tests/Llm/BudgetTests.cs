using Workforce.Core.Budgets;
using Workforce.Workers.Llm;

namespace Workforce.Workers.Tests.Llm;

public sealed class BudgetTests
{
    [Fact]
    public async Task Fifty_runs_racing_for_the_last_cent_never_overspend()
    {
        // Every call uses all it may: as many tokens as were reserved for the answer, and more input than there is.
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good, """{"prompt_tokens":100,"completion_tokens":400,"total_tokens":500}"""));
        await using var asking = await Asking.StartAsync(server.Address);
        await asking.ExecuteAsync($"insert into agents.budget (tenant_id, scope, tokens, usd) values ('{asking.Tenant}', 'tenant', 1000000, 0.01)");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(async () =>
        {
            var caller = new BudgetCaller(asking.Tenant, "people", $"agent_{n % 7}", Guid.CreateVersion7());
            return await Record.ExceptionAsync(() => asking.AskAsync(Skills.Question, caller: caller));
        })));

        var use = (await asking.ReadAsync(db => BudgetUse.TodayAsync(db, DateTimeOffset.UtcNow, CancellationToken.None))).Single(use => use.Scope == "tenant");
        Assert.InRange(use.UsedUsd, 0.0068m, 0.01m);
        Assert.Equal((0, 0m), (use.ReservedTokens, use.ReservedUsd));
        Assert.All(outcomes, outcome => Assert.True(outcome is null or BudgetRefusedException, outcome?.ToString()));
        Assert.Equal(server.Requests.Count, outcomes.Count(outcome => outcome is null));
        Assert.Equal(use.Denials, outcomes.Count(outcome => outcome is not null));
    }

    [Fact]
    public async Task A_refused_call_is_not_made_and_says_which_budget_refused_it()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address);
        await asking.ExecuteAsync($"insert into agents.budget (tenant_id, scope, name, tokens, usd) values ('{asking.Tenant}', 'department', 'people', 0, 0)");

        var refused = await Assert.ThrowsAsync<BudgetRefusedException>(() => asking.AskAsync(Skills.Question with { Offline = () => new([], 1) }));

        Assert.Equal((BudgetScope.Department, "people", 0m), (refused.Refusal.Scope, refused.Refusal.Name, refused.Refusal.Left));
        Assert.Empty(server.Requests);
        var call = (await asking.TraceAsync()).Calls.Single();
        Assert.Equal((ModelCallStatus.RejectedBudget, 0m, refused.Message), (call.Status, call.CostUsd, call.Error));
    }

    [Fact]
    public async Task Administrators_are_told_once_a_day_that_a_budget_is_nearly_used_and_that_it_is_reached()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good, """{"prompt_tokens":850,"completion_tokens":0,"total_tokens":850}"""));
        await using var asking = await Asking.StartAsync(server.Address);
        await asking.ExecuteAsync($"insert into agents.budget (tenant_id, scope, name, tokens, usd) values ('{asking.Tenant}', 'department', 'people', 1000, 1)");

        await asking.AskAsync(Skills.Question);
        await Assert.ThrowsAsync<BudgetRefusedException>(() => asking.AskAsync(Skills.Question));
        await Assert.ThrowsAsync<BudgetRefusedException>(() => asking.AskAsync(Skills.Question));

        var told = await asking.ReadAsync(db => Task.FromResult(db.Notifications.OrderBy(notice => notice.CreatedAt).Select(notice => $"{notice.Kind}: {notice.Title}").ToArray()));
        Assert.Equal(["budget.near: 86 % of the day's budget of department people is used", "budget.reached: The day's budget of department people is reached"], told);
    }

    [Fact]
    public async Task A_model_without_a_price_is_not_asked_unless_it_is_said_to_be_free()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good));
        (string, string?)[] own = [("Model:Name", "own"), .. Enum.GetValues<ModelProfile>().SelectMany(profile => new[] { 0, 1 }.Select(n => ($"Model:Profiles:{ModelLineup.Word(profile)}:{n}", (string?)"own")))];
        await using var unpriced = await Asking.StartAsync(server.Address, own);
        await using var free = await Asking.StartAsync(server.Address, [.. own, ("Model:Price:Free", "true")]);

        var refused = await Assert.ThrowsAsync<ModelUnavailableException>(() => unpriced.AskAsync(Skills.Question));
        Assert.Contains("The price of own is unknown", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        await free.AskAsync(Skills.Question);
        Assert.Equal(["own Ok 120+30 0"], await free.LogAsync());
    }

    [Fact]
    public async Task A_run_stopped_by_its_budget_in_the_middle_keeps_what_it_paid_for()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text("nonsense", """{"prompt_tokens":900,"completion_tokens":50,"total_tokens":950}"""));
        await using var asking = await Asking.StartAsync(server.Address);
        await asking.ExecuteAsync($"insert into agents.budget (tenant_id, scope, tokens, usd) values ('{asking.Tenant}', 'run', 1000, 1)");

        var refused = await Assert.ThrowsAsync<BudgetRefusedException>(() => asking.AskAsync(Skills.Question));

        Assert.Equal((BudgetScope.Run, 50m, null), (refused.Refusal.Scope, refused.Refusal.Left, refused.Refusal.ResetsAt));
        Assert.Equal(["small Error 900+50 1100", "small RejectedBudget 0+0 0"], await asking.LogAsync());
        await asking.SettledAsync();
    }

    [Fact]
    public async Task Secrets_are_kept_nowhere()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text("""{"names":["sk-live-0123456789abcdefghij\u0000"],"level":3}"""));
        await using var asking = await Asking.StartAsync(server.Address);

        await asking.AskAsync(Skills.Question with { Parts = [ModelPart.Outside("mail", "password: hunter22 and Bearer abcdefgh12345678 and sk-test-0123456789abcdef0123")] });

        var kept = string.Join('\n', (await asking.TraceAsync()).Said.Values.Single().Select(message => message.Content));
        Assert.Equal((4, false), (kept.Split("[hidden]").Length - 1, kept.Contains("hunter22", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_that_is_said_is_kept_where_that_is_switched_off()
    {
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text(Skills.Good));
        await using var asking = await Asking.StartAsync(server.Address, ("Model:KeepMessages", "false"));

        await asking.AskAsync(Skills.Question);

        Assert.Empty((await asking.TraceAsync()).Said);
        Assert.Equal(["small Ok 120+30 240"], await asking.LogAsync());
    }
}
