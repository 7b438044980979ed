using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Agents;
using Workforce.Core.People.Proposals;
using Workforce.Core.People.Skills;
using Workforce.Core.Proposals;

namespace Workforce.Workers.Tests.Agents;

/// <summary>Proposals from when they are made to when they are undone, with the supervisor in between.</summary>
public sealed class SupervisorTests
{
    [Fact]
    public async Task What_a_rule_allows_is_applied_once_and_taken_back_unless_something_rests_on_it()
    {
        await using var shop = await AgentShop.StartAsync();
        await RuleAsync(shop, RuleAction.AutoApprove, RiskLevel.Low);
        await shop.EnableAsync("supervisor");

        var id = await ProposeAsync(shop, "Dental radiography");
        var applied = await UntilAppliedAsync(shop, id, ApplyStatus.Applied);

        Assert.Equal((ProposalStatus.AutoApproved, null, null), (applied.Status, applied.ReviewedBy, applied.ApplyError));
        var skill = await shop.ReadAsync(db => db.Skills.AsNoTracking().SingleAsync());
        Assert.Equal(("Dental radiography", SkillCategory.Diagnostics, SkillSource.AgentScout, (Guid?)id), (skill.Name, skill.Category, skill.Source, skill.ProposalId));
        Assert.Equal(skill.Id, applied.TargetEntityId);

        await shop.ExecuteAsync("insert into people.job_position (id, tenant_id, key, name) values ($1, $2, 'vet tech', 'Vet tech')", skill.Id, shop.Tenant);
        await shop.ExecuteAsync("insert into people.role_skill_expectation (tenant_id, position_id, skill_id, level) values ($2, $1, $1, 3)", skill.Id, shop.Tenant);
        var depended = Assert.IsType<ReviewResult.Depended>(await shop.ReviewAsync(review => review.UndoAsync(id, null, "wrong", Core.Identity.Role.Admin, default)));
        Assert.Equal(["Vet tech is expected to have it"], depended.Dependants);

        await shop.ExecuteAsync("delete from people.role_skill_expectation");
        Assert.IsType<ReviewResult.Done>(await shop.ReviewAsync(review => review.UndoAsync(id, null, "wrong", Core.Identity.Role.Admin, default)));
        await UntilAppliedAsync(shop, id, ApplyStatus.Undone);
        Assert.Equal(0, await shop.ReadAsync(db => db.Skills.CountAsync()));
        Assert.Equal(
            [ProposalAction.Proposed, ProposalAction.AutoApproved, ProposalAction.Applied, ProposalAction.UndoAsked, ProposalAction.Undone],
            await shop.ReadAsync(db => db.ProposalHistory.Where(entry => entry.ProposalId == id).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
    }

    [Fact]
    public async Task What_no_rule_fits_waits_for_a_person_and_what_could_do_harm_for_an_admin_who_is_told()
    {
        await using var shop = await AgentShop.StartAsync();
        await RuleAsync(shop, RuleAction.AutoApprove, RiskLevel.High, "attendance_monitor");
        await shop.EnableAsync("supervisor");
        var low = await ProposeAsync(shop, "Triage");
        var high = await ProposeAsync(shop, "Anaesthesia", RiskLevel.High);

        await shop.UntilAsync(() => shop.ReadAsync(async db => await db.Proposals.CountAsync(row => row.RoutedAt != null) == 2));

        var routed = await shop.ReadAsync(db => db.Proposals.AsNoTracking().ToDictionaryAsync(row => row.Id));
        Assert.Equal((ProposalStatus.Pending, ReviewRole.Manager), (routed[low].Status, routed[low].ReviewRole));
        Assert.Equal((ProposalStatus.Pending, ReviewRole.Admin), (routed[high].Status, routed[high].ReviewRole));
        Assert.Equal([$"proposal.high_risk:{high}"], await shop.ReadAsync(db => db.Database.SqlQuery<string>($"select key as \"Value\" from notify.notification").ToListAsync()));
        Assert.Equal(new ReviewResult.Forbidden(ReviewRole.Admin), await shop.ReviewAsync(review => review.ApproveAsync(high, null, null, null, Core.Identity.Role.Manager, default)));
    }

    [Fact]
    public async Task What_was_overtaken_after_it_was_approved_fails_with_its_reason_and_can_be_tried_again()
    {
        await using var shop = await AgentShop.StartAsync();
        var id = await ProposeAsync(shop, "Triage");
        await shop.ExecuteAsync("insert into jobs.pause (tenant_id, scope, name, paused_by, reason) values ($1, 'queue', 'proposals', 'test', '')", shop.Tenant);
        Assert.IsType<ReviewResult.Done>(await shop.ReviewAsync(review => review.ApproveAsync(id, null, null, null, Core.Identity.Role.Admin, default)));
        await shop.ExecuteAsync("insert into people.skill (id, tenant_id, key, name, category) values ($1, $2, 'triage', 'Triage', 'emergency')", id, shop.Tenant);
        await shop.ExecuteAsync("delete from jobs.pause");

        var failed = await UntilAppliedAsync(shop, id, ApplyStatus.Failed);

        Assert.Equal("What it would change has changed since it was approved. Look at it again and retry, or leave it.", failed.ApplyError);
        await shop.ExecuteAsync("delete from people.skill");
        Assert.IsType<ReviewResult.Done>(await shop.ReviewAsync(review => review.RetryAsync(id, null, Core.Identity.Role.Admin, default)));
        await UntilAppliedAsync(shop, id, ApplyStatus.Applied);
        Assert.Equal(1, await shop.ReadAsync(db => db.Skills.CountAsync()));
    }

    [Fact]
    public async Task People_who_agree_are_asked_for_more_autonomy_and_an_agent_that_loses_their_trust_loses_it_at_once()
    {
        await using var shop = await AgentShop.StartAsync();
        for (var n = 0; n < 20; n++)
        {
            var id = await ProposeAsync(shop, $"Skill {n}");
            Assert.IsType<ReviewResult.Done>(await shop.ReviewAsync(review => review.ApproveAsync(id, null, null, null, Core.Identity.Role.Admin, default)));
        }

        await shop.EnableAsync("supervisor");
        var run = await shop.RunAsync("supervisor");
        await shop.IdleAsync();

        Assert.Equal((RunStatus.Success, 1), (run.Status, run.ProposalsCreated));
        var asked = await shop.ReadAsync(db => db.Proposals.AsNoTracking().SingleAsync(row => row.ProposalType == "autonomy_change"));
        Assert.Equal((ProposalStatus.Pending, ReviewRole.Admin, RiskLevel.High, 0.839m), (asked.Status, asked.ReviewRole, asked.RiskLevel, asked.Confidence));
        Assert.IsType<ReviewResult.Done>(await shop.ReviewAsync(review => review.ApproveAsync(asked.Id, null, null, null, Core.Identity.Role.Admin, default)));
        await UntilAppliedAsync(shop, asked.Id, ApplyStatus.Applied);
        var rule = await shop.ReadAsync(db => db.ProposalRules.AsNoTracking().SingleAsync());
        Assert.Equal(("supervisor", "new_skill", RiskLevel.Low, RuleAction.AutoApprove, (Guid?)asked.Id), (rule.AgentId, rule.ProposalType, rule.MaxRisk, rule.Action, rule.ProposalId));
        var alone = await ProposeAsync(shop, "Alone");
        Assert.Equal(ProposalStatus.AutoApproved, (await UntilAppliedAsync(shop, alone, ApplyStatus.Applied)).Status);

        for (var n = 0; n < 12; n++)
        {
            var id = await shop.ReadAsync(db => db.Proposals.Where(row => row.ProposalType == "new_skill" && row.ApplyStatus == ApplyStatus.Applied && row.Status == ProposalStatus.Approved).Select(row => row.Id).FirstAsync());
            Assert.IsType<ReviewResult.Done>(await shop.ReviewAsync(review => review.UndoAsync(id, null, "wrong", Core.Identity.Role.Admin, default)));
            await UntilAppliedAsync(shop, id, ApplyStatus.Undone);
        }

        await shop.RunAsync("supervisor");
        Assert.Equal(0, await shop.ReadAsync(db => db.ProposalRules.CountAsync()));
    }

    [Fact]
    public async Task The_stop_switch_stops_approving_and_applying_until_it_is_lifted()
    {
        await using var shop = await AgentShop.StartAsync();
        await RuleAsync(shop, RuleAction.AutoApprove, RiskLevel.Low);
        await shop.EnableAsync("supervisor");
        var approved = await ProposeAsync(shop, "Before");
        await UntilAppliedAsync(shop, approved, ApplyStatus.Applied);
        await shop.AsAdminAsync(services => services.GetRequiredService<StopAgents>().StopAsync("enough", default));

        var waiting = await ProposeAsync(shop, "During");
        Assert.IsType<AgentChange.Conflict>(await shop.AsAdminAsync(services => services.GetRequiredService<ManageAgent>().TriggerAsync("supervisor", default)));
        var byHand = await ProposeAsync(shop, "By hand");
        Assert.IsType<ReviewResult.Done>(await shop.ReviewAsync(review => review.ApproveAsync(byHand, null, null, null, Core.Identity.Role.Admin, default)));
        var routed = await shop.AsAdminAsync(services => services.GetRequiredService<RouteProposals>().RunAsync("supervisor", 0, default));

        Assert.Equal(0, routed.All);
        Assert.Equal((ProposalStatus.Pending, ApplyStatus.None), await StateAsync(shop, waiting));
        Assert.Equal((ProposalStatus.Approved, ApplyStatus.Queued), await StateAsync(shop, byHand));
        Assert.True(await shop.AsAdminAsync(services => services.GetRequiredService<StopAgents>().LiftAsync(default)));
        await UntilAppliedAsync(shop, byHand, ApplyStatus.Applied);
        // Woken for what it missed.
        await UntilAppliedAsync(shop, waiting, ApplyStatus.Applied);
    }

    private static Task<(ProposalStatus, ApplyStatus)> StateAsync(AgentShop shop, Guid id) =>
        shop.ReadAsync(async db => await db.Proposals.Where(row => row.Id == id).Select(row => new { row.Status, row.ApplyStatus }).SingleAsync() is var row ? (row.Status, row.ApplyStatus) : default);

    private static async Task<Proposal> UntilAppliedAsync(AgentShop shop, Guid id, ApplyStatus status)
    {
        Proposal? seen = null;
        await shop.UntilAsync(async () => (seen = await shop.ReadAsync(db => db.Proposals.AsNoTracking().SingleAsync(row => row.Id == id))).ApplyStatus == status);
        return seen!;
    }

    private static Task<Guid> ProposeAsync(AgentShop shop, string skill, RiskLevel atLeast = RiskLevel.Low) => shop.AsAdminAsync(async services =>
        Assert.IsType<Proposed.Created>(await services.GetRequiredService<Propose>().RunAsync(
            "supervisor", null, ProposalTypes.Of("new_skill"), new NewSkillDetail(skill, SkillCategory.Diagnostics, "What it is.", ["Vet tech"]), new ProposalDraft(skill, $"Add {skill}", null) { AtLeast = atLeast }, default)).Id);

    private static Task<int> RuleAsync(AgentShop shop, RuleAction action, RiskLevel most, string? agent = null) => shop.AsAdminAsync(async services =>
    {
        var db = services.GetRequiredService<Core.Data.WorkforceDbContext>();
        db.Add(new ProposalRule { Id = Guid.CreateVersion7(), TenantId = shop.Tenant, Position = 1, Name = "rule", AgentId = agent, MaxRisk = most, Action = action, CreatedAt = DateTimeOffset.UtcNow });
        return await db.SaveChangesAsync();
    });
}
