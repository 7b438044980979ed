namespace Workforce.Workers.Tests.Agents.People;

public sealed class GapAnalyzerTests
{
    [Fact]
    public async Task What_a_position_expects_and_what_an_employee_learns_wake_it()
    {
        await using var host = await PeopleHost.StartAsync(["gap_analyzer"]);
        var (vera, skill) = (await host.EmployAsync("1", "Vera Lindqvist"), Guid.CreateVersion7());
        await host.ExecuteAsync("insert into people.skill (id, tenant_id, key, name, category) values ($1, $2, 'dental x ray', 'Dental X-ray', 'diagnostics')", skill, host.Tenant);

        await host.ExecuteAsync("insert into people.role_skill_expectation (tenant_id, position_id, skill_id, level) values ($1, $2, $3, 3)", host.Tenant, host.Position, skill);
        await host.IdleAsync();
        Assert.Equal(["0|3"], await host.RowsAsync("select current_level, expected_level from people.employee_skill_gap"));
        await host.ExecuteAsync("insert into people.employee_skill (tenant_id, employee_id, skill_id, level) values ($1, $2, $3, 3)", host.Tenant, vera, skill);
        await host.IdleAsync();

        Assert.Empty(await host.RowsAsync("select * from people.employee_skill_gap"));
        Assert.Equal(["success|0 gaps, 0 of them missing skills: 0 new, 0 of another size, 1 closed."], await host.RowsAsync("select status, summary from agents.run order by started_at desc limit 1"));
    }

    [Fact]
    public async Task A_paused_agent_does_nothing()
    {
        await using var host = await PeopleHost.StartAsync([]);
        var skill = Guid.CreateVersion7();
        await host.EmployAsync("1", "Vera Lindqvist");
        await host.ExecuteAsync("insert into people.skill (id, tenant_id, key, name, category) values ($1, $2, 'dental x ray', 'Dental X-ray', 'diagnostics')", skill, host.Tenant);

        await host.ExecuteAsync("insert into people.role_skill_expectation (tenant_id, position_id, skill_id, level) values ($1, $2, $3, 3)", host.Tenant, host.Position, skill);

        Assert.Equal(0, await host.ScalarAsync<long>("select count(*) from agents.wake"));
    }
}
