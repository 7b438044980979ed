using Workforce.Core.Budgets;

namespace Workforce.Core.Tests.Budgets;

public sealed class BudgetLedgerTests
{
    [Fact]
    public async Task Fifty_runs_racing_for_the_last_cent_never_overspend()
    {
        await using var books = await Books.OpenAsync();
        await books.DecideAsync(ceilings => ceilings.SetAsync(BudgetScope.Tenant, "*", 1_000_000, 0.10m, CancellationToken.None));

        // Each may need two cents and then uses one and a half: the fifth that fits leaves less than two.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(async () =>
        {
            var caller = books.Caller with { AgentId = $"agent_{n % 5}" };
            var (reserved, refused) = await books.ReserveAsync(caller, 100, 0.02m);
            if (reserved is not null && n % 3 > 0)
            {
                await books.SettleAsync(reserved, 90, 0.015m);
            }
            else if (reserved is not null && n % 2 == 0)
            {
                await books.ReleaseAsync(reserved);
            }

            return (reserved, refused);
        })));

        var use = await books.UseAsync("tenant");
        Assert.InRange(use.UsedUsd + use.ReservedUsd, 0.08m, 0.10m);
        Assert.All(outcomes.Where(outcome => outcome.refused is not null), outcome => Assert.Equal((BudgetScope.Tenant, BudgetUnit.Usd, 0.10m), (outcome.refused!.Scope, outcome.refused.Unit, outcome.refused.Ceiling)));
        Assert.Equal(outcomes.Count(outcome => outcome.refused is not null), use.Denials);
    }

    [Fact]
    public async Task A_refusal_names_the_scope_what_is_left_and_when_there_is_more()
    {
        await using var books = await Books.OpenAsync();
        var caller = books.Caller;
        var (first, _) = await books.ReserveAsync(caller, 30_000, 0.25m);
        await books.SettleAsync(first!, 30_000, 0.25m);

        var (_, refused) = await books.ReserveAsync(caller with { RunId = Guid.CreateVersion7() }, 20_001, 0.1m);

        Assert.Equal(new BudgetRefusal(BudgetScope.Agent, "skill_scout", BudgetUnit.Tokens, 50_000, 20_000, 20_001, new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)), refused);
        Assert.Equal("The budget of agent skill_scout has 20,000 tokens of 50,000 tokens left, the call may need 20,001 tokens; more from 2026-04-01 00:00 UTC.", refused!.ToString());
        Assert.NotNull((await books.ReserveAsync(caller with { RunId = null }, 20_000, 0.75m)).Reserved);
    }

    [Fact]
    public async Task No_ceiling_set_means_the_default_and_zero_means_nothing()
    {
        await using var books = await Books.OpenAsync();
        Assert.Equal((1_000_000, 20m), Ceiling(await books.UseAsync("tenant")));

        var (_, agent) = await books.ReserveAsync(books.Caller with { RunId = null }, 50_001, 0);
        var (_, run) = await books.ReserveAsync(books.Caller with { AgentId = "other" }, 0, 1.01m);
        await books.DecideAsync(ceilings => ceilings.SetAsync(BudgetScope.Department, "people", 0, 0, CancellationToken.None));
        var (_, zero) = await books.ReserveAsync(books.Caller, 1, 0);

        Assert.Equal((BudgetScope.Agent, 50_000m), (agent!.Scope, agent.Ceiling));
        Assert.Equal((BudgetScope.Agent, 1m), (run!.Scope, run.Ceiling));
        Assert.Equal((BudgetScope.Department, 0m, 0m), (zero!.Scope, zero.Ceiling, zero.Left));
    }

    [Fact]
    public async Task A_run_has_its_ceiling_for_its_whole_life()
    {
        await using var books = await Books.OpenAsync();
        await books.DecideAsync(ceilings => ceilings.SetAsync(BudgetScope.Run, "*", 1_000, 1, CancellationToken.None));
        var caller = books.Caller;
        await books.SettleAsync((await books.ReserveAsync(caller, 900, 0.1m)).Reserved!, 900, 0.1m);

        books.Clock.Now += TimeSpan.FromDays(1);
        var (_, refused) = await books.ReserveAsync(caller, 101, 0);

        Assert.Equal((BudgetScope.Run, 100m, null), (refused!.Scope, refused.Left, refused.ResetsAt));
        Assert.NotNull((await books.ReserveAsync(caller, 100, 0)).Reserved);
        Assert.Equal((900L, 0.1m), await books.ReadAsync(db => BudgetUse.OfRunAsync(db, caller.RunId!.Value, CancellationToken.None)));
    }

    [Fact]
    public async Task A_new_day_begins_at_nothing_and_the_day_of_the_reservation_pays()
    {
        await using var books = await Books.OpenAsync();
        var (late, _) = await books.ReserveAsync(books.Caller, 50_000, 0.5m, 3600);

        books.Clock.Now += TimeSpan.FromMinutes(31);
        Assert.Equal((0, 0), ((await books.UseAsync("tenant")).UsedTokens, (await books.UseAsync("tenant")).ReservedTokens));
        await books.SettleAsync(late!, 40_000, 0.5m);

        Assert.Equal(0, (await books.UseAsync("tenant")).UsedTokens);
        books.Clock.Now -= TimeSpan.FromMinutes(31);
        Assert.Equal(40_000, (await books.UseAsync("tenant")).UsedTokens);
    }

    [Fact]
    public async Task What_a_killed_process_had_reserved_is_free_at_the_instant_it_expires()
    {
        await using var books = await Books.OpenAsync();
        var (lost, _) = await books.ReserveAsync(books.Caller, 50_000, 0.5m, 60);

        books.Clock.Now += TimeSpan.FromSeconds(59);
        Assert.NotNull((await books.ReserveAsync(books.Caller, 1, 0)).Refused);
        books.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(0, (await books.UseAsync("agent")).ReservedTokens);
        var (next, _) = await books.ReserveAsync(books.Caller, 50_000, 0.5m, 60);

        // The process was not dead, only slow: what it used is true all the same, and told.
        await books.SettleAsync(lost!, 45_000, 0.4m);
        await books.SettleAsync(next!, 50_000, 0.5m);
        Assert.Equal((95_000, 0.9m, 0), Used(await books.UseAsync("agent")));
    }

    [Fact]
    public async Task What_cost_more_than_was_reserved_is_recorded_as_it_is_and_once()
    {
        await using var books = await Books.OpenAsync();
        var (reserved, _) = await books.ReserveAsync(books.Caller, 100, 0.001m);

        await books.SettleAsync(reserved!, 60_000, 1.5m);
        await books.SettleAsync(reserved!, 60_000, 1.5m);

        Assert.Equal((60_000, 1.5m, 0), Used(await books.UseAsync("agent")));
        Assert.Equal((0, 50_000m), Left((await books.ReserveAsync(books.Caller with { RunId = null }, 1, 0)).Refused!));
    }

    [Fact]
    public async Task An_alert_is_made_at_four_fifths_once_per_scope_and_day()
    {
        await using var books = await Books.OpenAsync();
        async Task<string[]> SpendAsync(long tokens)
        {
            var alerts = await books.SettleAsync((await books.ReserveAsync(books.Caller, tokens, 0)).Reserved!, tokens, 0);
            return [.. alerts.Select(alert => $"{alert.Scope} {alert.Name} {alert.Used:0} of {alert.Ceiling:0} {alert.Unit}")];
        }

        Assert.Empty(await SpendAsync(39_999));
        Assert.Equal(["Agent skill_scout 40000 of 50000 Tokens"], await SpendAsync(1));
        Assert.Empty(await SpendAsync(1_000));
        books.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(["Agent skill_scout 41000 of 50000 Tokens"], await SpendAsync(41_000));
    }

    [Fact]
    public async Task A_lift_is_for_its_day_and_scope_and_says_who_and_why()
    {
        await using var books = await Books.OpenAsync();
        await books.DecideAsync(ceilings => ceilings.LiftAsync(new(2026, 3, 31), BudgetScope.Agent, "skill_scout", 10_000, 0.5m, "Audit tomorrow", CancellationToken.None));

        Assert.NotNull((await books.ReserveAsync(books.Caller with { RunId = null }, 60_000, 1.5m)).Reserved);
        Assert.Equal((60_000, 1.5m), Ceiling(await books.UseAsync("agent", "skill_scout")));
        books.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(50_000m, (await books.ReserveAsync(books.Caller with { RunId = null }, 60_000, 0)).Refused!.Ceiling);
        Assert.Equal(
            [$"budget.lift by {books.Tenant}: Audit tomorrow"],
            await books.ReadAsync(db => Task.FromResult(db.AuditEntries.AsEnumerable().Select(entry => $"{entry.Action} by {entry.UserId}: {System.Text.Json.JsonElement.Parse(entry.Detail!).GetProperty("why")}").ToArray())));
    }

    [Fact]
    public async Task The_registrys_ceiling_goes_before_every_other()
    {
        await using var books = await Books.OpenAsync();
        await books.ExecuteAsync($"insert into agents.agent (tenant_id, agent_id, display_name, department, cluster, description, daily_token_budget, daily_cost_budget_usd) values ('{books.Tenant}', 'skill_scout', 'A1', 'people', 'skill_dev', '', 700, 0.07)");
        await books.DecideAsync(ceilings => ceilings.SetAsync(BudgetScope.Agent, "*", 9_000, 9, CancellationToken.None));

        Assert.Equal((700, 0.07m), Ceiling(await books.UseAsync("agent", "skill_scout")));
        Assert.Equal(700m, (await books.ReserveAsync(books.Caller, 701, 0)).Refused!.Ceiling);
        Assert.Equal(9_000m, (await books.ReserveAsync(books.Caller with { AgentId = "unknown" }, 9_001, 0)).Refused!.Ceiling);
    }

    private static (long, decimal) Ceiling(BudgetUse use) => (use.CeilingTokens, use.CeilingUsd);

    private static (long, decimal, long) Used(BudgetUse use) => (use.UsedTokens, use.UsedUsd, use.ReservedTokens);

    private static (decimal, decimal) Left(BudgetRefusal refusal) => (refusal.Left, refusal.Ceiling);
}
