using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Agents;
using Workforce.Core.Identity;
using Workforce.Core.People;
using Workforce.Core.People.Skills;
using Workforce.Core.Proposals;

namespace Workforce.Workers.Tests.Agents.People;

/// <summary>The Skill Scout and the Role Mapper without a model.</summary>
public sealed class SkillAgentTests
{
    [Fact]
    public void The_built_in_catalogue_names_each_skill_once_with_a_source_and_roles_that_have_a_level()
    {
        Assert.Equal(KnownSkills.All.Count, KnownSkills.All.DistinctBy(skill => NameKey.Of(skill.Name)).Count());
        Assert.All(KnownSkills.All, skill => Assert.StartsWith("https://", skill.Source, StringComparison.Ordinal));
        Assert.All(KnownSkills.All, skill => Assert.Contains(skill.TypicalRoles, role => RoleLevels.Of(role, skill.Category) is not null));
    }

    [Theory]
    [InlineData("Veterinarian", SkillCategory.Surgical, 4)]
    [InlineData("Lead Vet Technician", SkillCategory.Emergency, 4)]
    [InlineData("CSR", SkillCategory.Surgical, null)]
    [InlineData("Practice Manager", SkillCategory.Admin, 5)]
    [InlineData("Gardener", SkillCategory.Admin, null)]
    public void A_position_needs_what_its_name_says(string position, SkillCategory category, int? level) => Assert.Equal(level, RoleLevels.Of(position, category));

    [Fact]
    public async Task A_new_skill_is_proposed_applied_mapped_to_its_roles_measured_and_taken_back_while_nothing_rests_on_it()
    {
        await using var host = await PeopleHost.StartAsync(["skill_scout", "role_mapper", "gap_analyzer"]);
        await host.EmployAsync("1", "Vera Lindqvist");
        await host.IdleAsync();

        await host.InTenantAsync(services => services.GetRequiredService<ManageAgent>().TriggerAsync("skill_scout", default));
        await host.IdleAsync();
        var proposals = await host.RowsAsync("select id, title, risk_level, model from proposals.proposal order by created_at, id");
        Assert.Equal(10, proposals.Count);
        Assert.Equal("New skill: Intravenous catheter placement|low|offline", string.Join('|', proposals[0].Split('|')[1..]));
        // Again: they wait already, so it goes on with what it has not shown yet.
        await host.InTenantAsync(services => services.GetRequiredService<ManageAgent>().TriggerAsync("skill_scout", default));
        await host.IdleAsync();
        Assert.Equal(20, await host.ScalarAsync<long>("select count(distinct subject_key) from proposals.proposal"));

        var skill = Guid.Parse(proposals[0].Split('|')[0]);
        await ApproveAsync(host, skill);
        var mapping = Assert.Single(await host.RowsAsync("select id, title, risk_level, model from proposals.proposal where proposal_type = 'skill_role_mapping'"));
        Assert.EndsWith("|Vet Technician should have Intravenous catheter placement at level 4|low|offline", mapping, StringComparison.Ordinal);
        await ApproveAsync(host, Guid.Parse(mapping.Split('|')[0]));
        Assert.Equal(["4|agent_mapper"], await host.RowsAsync("select level, source from people.role_skill_expectation"));
        Assert.Equal(["0|4"], await host.RowsAsync("select current_level, expected_level from people.employee_skill_gap"));

        Assert.Equal(["Vet Technician is expected to have it"], Assert.IsType<ReviewResult.Depended>(await UndoAsync(host, skill)).Dependants);
        Assert.IsType<ReviewResult.Done>(await UndoAsync(host, Guid.Parse(mapping.Split('|')[0])));
        await host.IdleAsync();
        Assert.Empty(await host.RowsAsync("select * from people.role_skill_expectation"));
        Assert.IsType<ReviewResult.Done>(await UndoAsync(host, skill));
        await host.IdleAsync();
        Assert.Empty(await host.RowsAsync("select * from people.skill"));
        Assert.Empty(await host.RowsAsync("select * from people.employee_skill_gap"));
    }

    private static async Task ApproveAsync(PeopleHost host, Guid id)
    {
        Assert.IsType<ReviewResult.Done>(await host.InTenantAsync(services => services.GetRequiredService<ReviewProposal>().ApproveAsync(id, null, null, null, Role.Manager, default)));
        await host.IdleAsync();
    }

    private static Task<ReviewResult> UndoAsync(PeopleHost host, Guid id) =>
        host.InTenantAsync(services => services.GetRequiredService<ReviewProposal>().UndoAsync(id, null, "not for us", Role.Manager, default));
}
