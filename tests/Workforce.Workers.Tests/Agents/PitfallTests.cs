using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Agents;
using Workforce.Core.Identity;
using Workforce.Core.People.Proposals;
using Workforce.Core.People.Skills;
using Workforce.Core.Proposals;
using Workforce.Jobs;
using Workforce.Workers.Tests.Agents.People;
using Workforce.Workers.Tests.Llm;

namespace Workforce.Workers.Tests.Agents;

/// <summary>What has gone wrong elsewhere and must not here: docs/agents.md, "What is tested".</summary>
public sealed class PitfallTests
{
    [Fact]
    public async Task A_job_that_names_a_proposal_nobody_approved_applies_nothing()
    {
        await using var shop = await AgentShop.StartAsync();
        var id = (await AgentRunTests.WriteProposalAsync(shop, "forged")).Id;

        await shop.Jobs.EnqueueAsync(NewJob.Of(AgentJobs.Apply, new ProposalTask(id), shop.Tenant), default);
        await shop.Jobs.EnqueueAsync(NewJob.Of(AgentJobs.Undo, new ProposalTask(id), shop.Tenant), default);
        await shop.IdleAsync();

        var left = await shop.ReadAsync(db => db.Proposals.AsNoTracking().SingleAsync(row => row.Id == id));
        Assert.Equal((ProposalStatus.Pending, ApplyStatus.None), (left.Status, left.ApplyStatus));
        Assert.Equal(0, await shop.ReadAsync(db => db.Skills.CountAsync()));
    }

    [Fact]
    public async Task What_was_approved_and_whose_job_was_cancelled_ends_as_failed_with_the_reason()
    {
        await using var shop = await AgentShop.StartAsync();
        var id = (await AgentRunTests.WriteProposalAsync(shop, "cancelled")).Id;
        await shop.ExecuteAsync("insert into jobs.pause (tenant_id, scope, name, paused_by, reason) values ($1, 'queue', 'proposals', 'test', '')", shop.Tenant);
        await shop.ReviewAsync(review => review.ApproveAsync(id, null, null, null, Role.Admin, default));
        var job = (await shop.Jobs.ListAsync(shop.Tenant, new JobFilter { Queue = AgentJobs.Apply.Queue }, default)).Jobs.Single().Id;
        Assert.True(await shop.Jobs.CancelAsync(shop.Tenant, job, default));

        await shop.DispatchAsync();

        var ended = await shop.ReadAsync(db => db.Proposals.AsNoTracking().SingleAsync(row => row.Id == id));
        Assert.Equal((ProposalStatus.Approved, ApplyStatus.Failed, true), (ended.Status, ended.ApplyStatus, ended.ApplyError is { Length: > 0 }));
        Assert.Equal([ProposalAction.Proposed, ProposalAction.Approved, ProposalAction.Failed], await shop.ReadAsync(db => db.ProposalHistory.Where(entry => entry.ProposalId == id).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
        await shop.ExecuteAsync("delete from jobs.pause");
        Assert.IsType<ReviewResult.Done>(await shop.ReviewAsync(review => review.RetryAsync(id, null, Role.Admin, default)));
        await shop.IdleAsync();
        Assert.Equal(ApplyStatus.Applied, await shop.ReadAsync(db => db.Proposals.Where(row => row.Id == id).Select(row => row.ApplyStatus).SingleAsync()));
    }

    [Theory]
    [InlineData("member", RiskLevel.Low, "Nobody may decide on proposals: the company has no manager and no admin.")]
    [InlineData("manager", RiskLevel.High, "Nobody may decide on what is of high risk (forks): the company has no admin.")]
    [InlineData("manager", RiskLevel.Medium, null)]
    [InlineData("admin", RiskLevel.High, null)]
    public async Task Nothing_is_proposed_that_nobody_there_is_may_decide_on(string role, RiskLevel risk, string? refusal)
    {
        await using var shop = await AgentShop.StartAsync();
        await shop.ExecuteAsync("update identity.person set role = $1", role);
        Task<Proposed> ProposeAsync() => shop.AsAdminAsync(services => services.GetRequiredService<Propose>().RunAsync(
            "supervisor", null, ProposalTypes.Of("new_skill"), new NewSkillDetail("forks", SkillCategory.Admin, "x", []), new ProposalDraft("forks", "forks", null) { AtLeast = risk }, default));

        if (refusal is null)
        {
            Assert.Equal(risk, Assert.IsType<Proposed.Created>(await ProposeAsync()).Risk);
            return;
        }

        Assert.Equal(refusal, (await Assert.ThrowsAsync<ProposalRefusedException>(ProposeAsync)).Message);
        Assert.Equal(0, await shop.ReadAsync(db => db.Proposals.CountAsync()));
    }

    [Fact]
    public async Task What_a_model_had_to_be_asked_again_for_is_flagged_in_the_inbox_and_nothing_to_do_makes_no_call()
    {
        const string Mapping = """{"mappings":[{"position":"Vet Technician","skill":"Fracture care","level":3,"reason":"They do it."}]}""";
        await using var server = await ModelServer.StartAsync(ModelAnswer.Text("Level three."), ModelAnswer.Text(Mapping));
        await using var host = await PeopleHost.StartAsync(["role_mapper", "supervisor"], new()
        {
            ["Model:Endpoint"] = server.Address, ["Model:ApiKey"] = "sk-test-0123456789abcdef0123", ["Model:Name"] = "small", ["Model:Price:Free"] = "true", ["Model:FirstDelaySeconds"] = "0.001",
        });
        await host.ExecuteAsync(
            "insert into people.skill (id, tenant_id, key, name, category, typical_roles) values (gen_random_uuid(), $1, 'fracture care', 'Fracture care', 'surgical', array['Vet Technician'])", host.Tenant);
        await host.IdleAsync();

        Assert.Equal(["skill_role_mapping|True|pending"], await host.RowsAsync("select proposal_type, repaired, status from proposals.proposal"));
        Assert.Equal(2, server.Requests.Count);

        // The proposal waits: its clock, another wake and a person find nothing to ask about.
        for (var n = 0; n < 2; n++)
        {
            await host.InTenantAsync(services => services.GetRequiredService<ManageAgent>().TriggerAsync("role_mapper", default));
            await host.IdleAsync();
        }

        await host.ExecuteAsync("update proposals.proposal set status = 'rejected', reviewed_by = $1, reviewed_at = now()", host.Manager);
        await host.InTenantAsync(services => services.GetRequiredService<ManageAgent>().TriggerAsync("role_mapper", default));
        await host.IdleAsync();
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, await host.ScalarAsync<long>("select count(*) from agents.model_call"));
        Assert.Equal(1, await host.ScalarAsync<long>("select count(*) from proposals.proposal"));
    }
}
