using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Agents;

namespace Workforce.Api.Tests.Agents;

public sealed class BudgetTests
{
    [Fact]
    public async Task An_admin_sets_ceilings_and_lifts_todays_and_nobody_else_does()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await AgentHouse.AddAgentAsync(host, company.Tenant, "tester");
        var (member, admin) = (host.As(company.Member), host.As(company.Admin));
        const string path = "/api/agents/budgets";

        await (await host.As(company.Manager).PutJsonAsync(path, new { scope = "tenant", name = "*", tokens = 1, usd = "1" })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await admin.PutJsonAsync(path, new { scope = "agent", name = "tester", tokens = 1, usd = "1" })).ProblemAsync(HttpStatusCode.BadRequest, "scope");
        await (await admin.PutJsonAsync(path, new { scope = "tenant", name = "x", tokens = 1, usd = "1" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await admin.PutJsonAsync(path, new { scope = "department", name = "moon", tokens = 1, usd = "1" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await admin.PutJsonAsync(path, new { scope = "tenant", name = "*", tokens = -1, usd = "1" })).ProblemAsync(HttpStatusCode.BadRequest, "tokens");
        await (await admin.PutJsonAsync(path, new { scope = "department", name = "people", tokens = 7_000, usd = "0.70" })).ReadAsync<BudgetList>(HttpStatusCode.OK);
        await (await admin.PostJsonAsync($"{path}/lift", new { scope = "agent", name = "nobody", tokens = 1, why = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await admin.PostJsonAsync($"{path}/lift", new { scope = "agent", name = "tester", why = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "tokens");
        await (await admin.PostJsonAsync($"{path}/lift", new { scope = "agent", name = "tester", tokens = 1 })).ProblemAsync(HttpStatusCode.BadRequest, "why");
        await admin.PostAsync<BudgetList>($"{path}/lift", new { scope = "agent", name = "tester", tokens = 500, usd = "0.25", why = "month end" });

        var budgets = (await member.GetAsync<BudgetList>(path)).Budgets;

        Assert.Equal([("tenant", company.Tenant.ToString()), ("department", "people"), ("agent", "tester")], budgets.Select(budget => (budget.Scope, budget.Name)));
        Assert.Equal((7_000L, 0.70m, 0L, 0m), (budgets[1].CeilingTokens, budgets[1].CeilingUsd, budgets[1].UsedTokens, budgets[1].Share));
        Assert.Equal((50_500L, 1.25m), (budgets[2].CeilingTokens, budgets[2].CeilingUsd));
    }
}
