using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Agents;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Proposals;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Api.Tests.Proposals;

public sealed class ReviewTests
{
    [Fact]
    public async Task Two_people_who_decide_at_once_get_one_decision_and_the_other_the_state_it_left()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var house = await AgentHouse.FillAsync(host, company.Tenant);
        var path = $"/api/agents/proposals/{house.ProposalId}";
        var admin = host.As(company.Admin);

        var answers = await Task.WhenAll(admin.PostJsonAsync($"{path}/approve", new { notes = "go" }), host.As(company.Admin).PostJsonAsync($"{path}/reject", new { reason = "no" }));

        var won = answers.Single(answer => answer.StatusCode == HttpStatusCode.OK);
        var lost = await answers.Single(answer => answer != won).ReadAsync<JsonElement>(HttpStatusCode.Conflict);
        var state = (await won.ReadAsync<ProposalRow>(HttpStatusCode.OK)).Status;
        Assert.Equal(state, lost.GetProperty("current").GetProperty("status").GetString());
        Assert.Equal($"It is {state} already.", lost.GetProperty("detail").GetString());
        Assert.Equal(state == "approved" ? 1 : 0, (await JobsAsync(host, company)).Count);
    }

    [Fact]
    public async Task An_edit_is_checked_again_and_what_the_agent_wrote_is_kept()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var house = await AgentHouse.FillAsync(host, company.Tenant);
        var (path, admin) = ($"/api/agents/proposals/{house.ProposalId}", host.As(company.Admin));
        object Detail(string agent, string type, string risk, int days) => new { detail = new { agent_id = agent, proposal_type = type, max_risk = risk, days } };

        await (await admin.PostJsonAsync($"{path}/approve", Detail("target", "new_skill", "low", 0))).ProblemAsync(HttpStatusCode.BadRequest, "detail.days");
        await (await admin.PostJsonAsync($"{path}/approve", Detail("target", "new_skill", "high", 5))).ProblemAsync(HttpStatusCode.BadRequest, "detail.max_risk");
        await (await admin.PostJsonAsync($"{path}/approve", Detail("nobody", "new_skill", "low", 5))).ProblemAsync(HttpStatusCode.BadRequest, "detail.agent_id");
        await (await admin.PostJsonAsync($"{path}/approve", new { detail = new { days = 5, tenant_id = Guid.NewGuid() } })).ReadAsync<JsonElement>(HttpStatusCode.BadRequest);
        await (await host.As(company.Manager).PostJsonAsync($"{path}/approve", new { })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await host.As(company.Member).PostJsonAsync($"{path}/approve", new { })).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Empty(await JobsAsync(host, company));

        var approved = await admin.PostAsync<ProposalRow>($"{path}/approve", Detail("target", "new_skill", "medium", 5));

        Assert.Equal(("approved", "queued", company.Admin.DisplayName), (approved.Status, approved.ApplyStatus, approved.ReviewedByName));
        var detail = await admin.GetAsync<ProposalDetail>(path);
        Assert.Equal((5, 30), (detail.Detail.GetProperty("days").GetInt32(), detail.ProposedDetail!.Value.GetProperty("days").GetInt32()));
        Assert.Equal(["proposed", "edited", "approved"], detail.History.Select(entry => entry.Action));
        Assert.Equal("nobody, up to medium risk, for 5 days", Assert.Single(detail.Changes).After);
        Assert.Equal(["proposals.apply"], await JobsAsync(host, company));
    }

    [Fact]
    public async Task What_the_caller_says_of_a_proposal_counts_for_nothing_and_no_without_words_is_no_answer()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var house = await AgentHouse.FillAsync(host, company.Tenant);
        var (path, admin) = ($"/api/agents/proposals/{house.ProposalId}", host.As(company.Admin));
        var before = await admin.GetAsync<ProposalDetail>(path);
        await (await admin.PostJsonAsync($"{path}/reject", new { })).ProblemAsync(HttpStatusCode.BadRequest, "reason");
        await (await admin.PostJsonAsync($"{path}/reject", new { reason = "" })).ProblemAsync(HttpStatusCode.BadRequest, "reason");
        Assert.Equal("pending", (await admin.GetAsync<ProposalDetail>(path)).Proposal.Status);

        // A caller that says what it is that it approves is refused, and nothing is decided; without that, what is stored is approved.
        var forged = await admin.PostJsonAsync($"{path}/approve", new { proposal_type = "new_skill", agent_id = "supervisor", risk_level = "low", changes = Array.Empty<object>(), proposed_detail = new { days = 1 }, status = "rejected" });

        Assert.Equal((HttpStatusCode.BadRequest, "pending"), (forged.StatusCode, (await admin.GetAsync<ProposalDetail>(path)).Proposal.Status));
        await admin.PostAsync<ProposalRow>($"{path}/approve", new { });
        var after = await admin.GetAsync<ProposalDetail>(path);
        Assert.Equal("approved", after.Proposal.Status);
        Assert.Equal(
            (before.Proposal.ProposalType, before.Proposal.AgentId, before.Proposal.RiskLevel, before.Detail.GetRawText()),
            (after.Proposal.ProposalType, after.Proposal.AgentId, after.Proposal.RiskLevel, after.Detail.GetRawText()));
        Assert.Equal(before.Changes, after.Changes);
        Assert.Null(after.ProposedDetail);
    }

    [Fact]
    public async Task What_has_changed_since_it_was_proposed_is_shown_before_it_can_be_approved()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var house = await AgentHouse.FillAsync(host, company.Tenant);
        var (path, admin) = ($"/api/agents/proposals/{house.ProposalId}", host.As(company.Admin));
        await host.QueryAsync(company.Tenant, db => db.Agents.Where(agent => agent.AgentId == "target").ExecuteUpdateAsync(set => set.SetProperty(agent => agent.DisplayName, "Renamed")));

        var moved = await (await admin.PostJsonAsync($"{path}/approve", new { })).ReadAsync<JsonElement>(HttpStatusCode.Conflict);

        Assert.True(moved.GetProperty("moved").GetBoolean());
        Assert.Equal(("pending", "Renamed, New skill"), (moved.GetProperty("current").GetProperty("status").GetString(), Assert.Single((await admin.GetAsync<ProposalDetail>(path)).Changes).Subject));
        Assert.Equal("approved", (await admin.PostAsync<ProposalRow>($"{path}/approve", new { })).Status);
    }

    [Fact]
    public async Task Many_are_decided_on_at_once_and_what_could_not_be_is_named()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var house = await AgentHouse.FillAsync(host, company.Tenant);
        var second = await AgentHouse.ProposeAsync(host, company.Tenant, house.AgentId, "target", 40);
        var (admin, missing) = (host.As(company.Admin), Guid.NewGuid());
        const string path = "/api/agents/proposals/review";

        await (await admin.PostJsonAsync(path, new { action = "reject", ids = new[] { second } })).ProblemAsync(HttpStatusCode.BadRequest, "notes");
        await (await admin.PostJsonAsync(path, new { action = "bless", ids = new[] { second } })).ProblemAsync(HttpStatusCode.BadRequest, "action");
        await (await admin.PostJsonAsync(path, new { action = "reject", ids = Array.Empty<Guid>(), notes = "no" })).ProblemAsync(HttpStatusCode.BadRequest, "ids");
        var managers = await host.As(company.Manager).PostAsync<BulkReviewResult>(path, new { action = "approve", ids = new[] { second } });
        Assert.Equal((0, "An admin has to decide on this."), (managers.Done, Assert.Single(managers.Failed).Reason));

        var result = await admin.PostAsync<BulkReviewResult>(path, new { action = "reject", ids = new[] { house.ProposalId, second, missing, second }, notes = "not now" });

        Assert.Equal(2, result.Done);
        Assert.Equal(new BulkReviewFailure(missing, "There is no such proposal."), Assert.Single(result.Failed));
        var page = await admin.GetAsync<ProposalPage>("/api/agents/proposals?status=rejected&limit=1");
        Assert.Equal((2, "not now"), (page.Total, Assert.Single(page.Proposals).ReviewNotes));
        Assert.Single((await admin.GetAsync<ProposalPage>($"/api/agents/proposals?status=rejected&limit=1&after={page.Next}")).Proposals);
        Assert.Equal(2, (await admin.GetAsync<ProposalPage>("/api/agents/proposals?mine=true")).Total);
        Assert.Equal(0, (await host.As(company.Manager).GetAsync<ProposalPage>("/api/agents/proposals?mine=true&status=pending")).Total);
        Assert.Equal(2, (await admin.GetAsync<ProposalPage>("/api/agents/proposals?search=LET%20TARGET")).Total);
        Assert.Equal(0, (await admin.GetAsync<ProposalPage>("/api/agents/proposals?search=%25x")).Total);
        foreach (var field in (string[])["status", "risk", "apply", "recheck"])
        {
            await (await admin.GetAsync($"/api/agents/proposals?{field}=odd")).ProblemAsync(HttpStatusCode.BadRequest, field);
        }
    }

    [Fact]
    public async Task The_same_is_not_proposed_again_while_it_waits_or_after_it_was_rejected()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var house = await AgentHouse.FillAsync(host, company.Tenant);
        Task<Proposed> AgainAsync(int days) => AgentHouse.AgainAsync(host, company.Tenant, house.AgentId, "target", days);

        Assert.Equal(new Proposed.Open(house.ProposalId), await AgainAsync(30));
        await host.As(company.Admin).PostAsync<ProposalRow>($"/api/agents/proposals/{house.ProposalId}/reject", new { reason = "no" });
        Assert.Equal(new Proposed.Declined(house.ProposalId), await AgainAsync(30));
        Assert.IsType<Proposed.Created>(await AgainAsync(31));
    }

    [Fact]
    public async Task A_granted_rule_whose_deletion_is_taken_back_is_the_same_and_still_ends_with_its_proposal()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var house = await AgentHouse.FillAsync(host, company.Tenant);
        var admin = host.As(company.Admin);
        await admin.PostAsync<ProposalRow>($"/api/agents/proposals/{house.ProposalId}/approve", new { });
        await CarryOutAsync(host, company.Tenant, db => CarryOut.ApplyAsync(db, house.ProposalId, DateTimeOffset.UtcNow, default));
        var granted = (await admin.GetAsync<RuleList>("/api/agents/rules"));
        Assert.Equal(house.ProposalId, granted.Rules.Single().GrantedBy);

        await (await admin.PutJsonAsync("/api/agents/rules", new RuleList([]))).ReadAsync<RuleList>(HttpStatusCode.OK);
        var back = await (await admin.PutJsonAsync("/api/agents/rules", granted)).ReadAsync<RuleList>(HttpStatusCode.OK);

        Assert.Equal(granted.Rules, back.Rules);
        // Nobody's word alone makes a rule one that was granted.
        var claimed = await (await admin.PutJsonAsync("/api/agents/rules", new RuleList([granted.Rules.Single() with { Id = Guid.NewGuid() }]))).ReadAsync<RuleList>(HttpStatusCode.OK);
        Assert.Null(claimed.Rules.Single().GrantedBy);
        await (await admin.PutJsonAsync("/api/agents/rules", granted)).ReadAsync<RuleList>(HttpStatusCode.OK);
        await admin.PostAsync<ProposalRow>($"/api/agents/proposals/{house.ProposalId}/undo", new { reason = "no" });
        await CarryOutAsync(host, company.Tenant, db => CarryOut.UndoAsync(db, house.ProposalId, DateTimeOffset.UtcNow, default));
        Assert.Empty((await admin.GetAsync<RuleList>("/api/agents/rules")).Rules);
    }

    private static Task<int> CarryOutAsync(ApiHost host, Guid tenant, Func<WorkforceDbContext, Task<string?>> carryOut) => AgentHouse.InAsync(host, tenant, async services =>
    {
        var db = services.GetRequiredService<WorkforceDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        Assert.NotNull(await carryOut(db));
        var saved = await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return saved;
    });

    [Fact]
    public async Task Rules_are_replaced_whole_and_each_error_names_its_rule()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await AgentHouse.AddAgentAsync(host, company.Tenant, "tester");
        var admin = host.As(company.Admin);
        object Rule(string name, string action, string? agent = null, string? risk = null, string? type = null) => new { id = Guid.Empty, name, action, agent_id = agent, max_risk = risk, proposal_type = type };

        await (await admin.PutJsonAsync("/api/agents/rules", new { rules = new[] { Rule("ok", "manager"), Rule("", "bless", "nobody", "huge", "odd") } }))
            .ProblemAsync(HttpStatusCode.BadRequest, "rules[1].name", "rules[1].max_risk", "rules[1].action", "rules[1].agent_id", "rules[1].proposal_type");
        await (await host.As(company.Manager).PutJsonAsync("/api/agents/rules", new { rules = Array.Empty<object>() })).ProblemAsync(HttpStatusCode.Forbidden);
        var kept = await (await admin.PutJsonAsync("/api/agents/rules", new { rules = new[] { Rule("easy", "auto_approve", "tester", "low"), Rule("rest", "admin") } })).ReadAsync<RuleList>(HttpStatusCode.OK);

        Assert.Equal([("easy", "auto_approve", "tester", "low"), ("rest", "admin", null, null)], kept.Rules.Select(rule => (rule.Name, rule.Action, rule.AgentId, rule.MaxRisk)));
        var turned = await (await admin.PutJsonAsync("/api/agents/rules", new RuleList([.. kept.Rules.Reverse()]))).ReadAsync<RuleList>(HttpStatusCode.OK);
        Assert.Equal(kept.Rules.Reverse(), turned.Rules);
        await (await admin.PutJsonAsync("/api/agents/rules", new { })).ProblemAsync(HttpStatusCode.BadRequest, "rules");
        Assert.Empty((await (await admin.PutJsonAsync("/api/agents/rules", new RuleList([]))).ReadAsync<RuleList>(HttpStatusCode.OK)).Rules);
    }

    private static Task<List<string>> JobsAsync(ApiHost host, Company company) =>
        host.QueryAsync(company.Tenant, db => db.Database.SqlQuery<string>($"select kind::text as \"Value\" from jobs.job").ToListAsync());
}
