using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Agents;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Budgets;
using Workforce.Contracts.Identity;
using Workforce.Core.Budgets;
using Workforce.Core.Data;

namespace Workforce.Api.Tests.Budgets;

public sealed class BudgetTests
{
    [Fact]
    public async Task An_admin_sets_and_lifts_ceilings_and_everybody_sees_what_is_used()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await AgentHouse.AddAgentAsync(host, company.Tenant, "tester");
        await SpendAsync(host, company.Tenant, "people", "tester", 30_000, 0.8m);
        var (member, admin) = (host.As(company.Member), host.As(company.Admin));

        await AcceptedAsync(await PutAsync(admin, new { scope = "department", name = "people", tokens = 60_000, usd = "2" }));
        await AcceptedAsync(await PutAsync(admin, new { scope = "tenant", name = "*", tokens = 90_000, usd = "3" }));
        await AcceptedAsync(await admin.PostJsonAsync("/api/budgets/lifts", new { scope = "agent", name = "tester", usd = "0.20", why = "Audit tomorrow" }));
        var list = await member.GetAsync<BudgetList>("/api/budgets");

        Assert.Equal(
            [
                new BudgetRow("tenant", "*", 90_000, 3, 30_000, 0.8m, 0, 0, 0.3333m, 0),
                new BudgetRow("department", "people", 60_000, 2, 30_000, 0.8m, 0, 0, 0.5m, 0),
                new BudgetRow("agent", "tester", 50_000, 1.2m, 30_000, 0.8m, 0, 0, 0.6667m, 0),
            ],
            list.Budgets);
        Assert.Equal(TimeSpan.Zero, list.ResetsAt.UtcDateTime.TimeOfDay);
        Assert.Equal(
            ["budget.lift agent:tester", "budget.set department:people", "budget.set tenant:*"],
            (await admin.GetAsync<AuditPage>("/api/audit")).Rows.Where(entry => entry.TargetType == "budget").Select(entry => $"{entry.Action} {entry.TargetId}").Order());
    }

    [Fact]
    public async Task What_cannot_be_set_is_said_by_field_and_only_admins_may_set_anything()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await AgentHouse.AddAgentAsync(host, company.Tenant, "tester");
        var admin = host.As(company.Admin);

        await (await PutAsync(host.As(company.Manager), new { scope = "tenant", name = "*", tokens = 1, usd = "1" })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await PutAsync(admin, new { scope = "galaxy", name = "*", tokens = 1, usd = "1" })).ProblemAsync(HttpStatusCode.BadRequest, "scope");
        await (await PutAsync(admin, new { scope = "run", name = "x", tokens = 1, usd = "1" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await PutAsync(admin, new { scope = "tenant", name = "*", tokens = -1, usd = "1" })).ProblemAsync(HttpStatusCode.BadRequest, "tokens");
        await (await PutAsync(admin, new { scope = "tenant", name = "*", tokens = 1 })).ProblemAsync(HttpStatusCode.BadRequest, "usd");
        Assert.Equal("tester is in the registry: set its budget there.", await (await PutAsync(admin, new { scope = "agent", name = "tester", tokens = 1, usd = "1" })).ProblemAsync(HttpStatusCode.Conflict));
        await (await admin.PostJsonAsync("/api/budgets/lifts", new { scope = "agent", name = "tester", why = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "tokens");
        await (await admin.PostJsonAsync("/api/budgets/lifts", new { scope = "agent", name = "*", tokens = 1, why = "x" })).ProblemAsync(HttpStatusCode.BadRequest, "name");
        await (await admin.PostJsonAsync("/api/budgets/lifts", new { scope = "agent", name = "tester", tokens = 1, why = "" })).ProblemAsync(HttpStatusCode.BadRequest, "why");
        await (await admin.GetAsync("/api/budgets/spend?by=colour")).ProblemAsync(HttpStatusCode.BadRequest, "by");
        await (await admin.GetAsync("/api/budgets/spend?from=2026-02-01&to=2026-01-01")).ProblemAsync(HttpStatusCode.BadRequest, "from");
    }

    [Fact]
    public async Task Spend_is_reported_by_agent_and_by_day()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await SpendAsync(host, company.Tenant, "people", "a", 400, 0.1m);
        await SpendAsync(host, company.Tenant, "finance", "tag", 800, 0.3m);
        var member = host.As(company.Member);

        Assert.Equal([new SpendPart("tag", 1, 0, 600, 200, 0, 0.3m), new SpendPart("a", 1, 0, 300, 100, 0, 0.1m)], (await member.GetAsync<SpendReport>("/api/budgets/spend")).Parts);
        Assert.Equal((2, 0.4m), (await member.GetAsync<SpendReport>("/api/budgets/spend?by=day")).Parts.Select(part => (part.Calls, part.CostUsd)).Single());
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, object body) => client.PutAsync(new Uri("/api/budgets", UriKind.Relative), JsonContent.Create(body));

    private static async Task AcceptedAsync(HttpResponseMessage answer) => Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());

    private static Task<bool> SpendAsync(ApiHost host, Guid tenant, string department, string agent, long tokens, decimal usd) => AgentHouse.InAsync(host, tenant, async services =>
    {
        var ledger = new BudgetLedger(services.GetRequiredService<WorkforceDbContext>(), services.GetRequiredService<TimeProvider>());
        var (reserved, _) = await ledger.ReserveAsync(new(tenant, department, agent, null), tokens, usd, "test", TimeSpan.FromMinutes(1), CancellationToken.None);
        var call = new ModelCall
        {
            Id = reserved!.Id, Caller = reserved.Caller, Question = "q", ThreadId = reserved.Id, Profile = "json_fast", ModelAsked = "m", ModelUsed = "m", Provider = "openai", Attempt = 1,
            InputTokens = tokens * 3 / 4, OutputTokens = tokens / 4, CostUsd = usd, Status = ModelCallStatus.Ok, CreatedAt = DateTimeOffset.UtcNow,
        };
        await ledger.SettleAsync(reserved, call, [], CancellationToken.None);
        return true;
    });
}
