using Workforce.Core.People.Skills;

namespace Workforce.Core.Tests.People.Skills;

public sealed class GapAnalysisTests
{
    private static readonly DateTimeOffset First = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Skills_that_are_missing_and_those_below_what_the_position_expects_are_gaps()
    {
        await using var people = await PeopleDatabase.CreateAsync();
        var (vet, desk) = await FillAsync(people);

        Assert.Equal(new GapChanges(Open: 3, Missing: 2, Opened: 3, Changed: 0, Closed: 0), await RunAsync(people, First));
        // V1 has dentistry at 2 of 4 and no x-ray; V2 has x-ray at 0, which is none; the desk has what it should.
        Assert.Equal(["V1 dentistry 2 4", "V1 x-ray 0 3", "V2 x-ray 0 3"], await GapsAsync(people));
        Assert.NotEqual(vet, desk);
    }

    [Fact]
    public async Task Doing_it_again_changes_nothing_and_a_gap_keeps_its_beginning_until_it_closes()
    {
        await using var people = await PeopleDatabase.CreateAsync();
        await FillAsync(people);
        await RunAsync(people, First);

        Assert.Equal(new GapChanges(3, 2, 0, 0, 0), await RunAsync(people, First.AddDays(1)));
        // One step further and still below: the same gap, smaller.
        await people.ExecuteAsync("update people.employee_skill set level = 3 from people.skill s where s.id = skill_id and s.key = 'dentistry' and level = 2");
        Assert.Equal(new GapChanges(3, 2, 0, 1, 0), await RunAsync(people, First.AddDays(2)));
        Assert.Equal(["V1 2026-03-01", "V1 2026-03-01", "V2 2026-03-01"], await SinceAsync(people));
        await people.ExecuteAsync("update people.employee_skill set level = 4 from people.skill s where s.id = skill_id and s.key = 'dentistry' and level = 3");
        Assert.Equal(new GapChanges(2, 2, 0, 0, 1), await RunAsync(people, First.AddDays(3)));
        // It comes back, and is a new one.
        await people.ExecuteAsync("update people.role_skill_expectation set level = 5 from people.skill s where s.id = skill_id and s.key = 'dentistry'");
        Assert.Equal(new GapChanges(4, 2, 2, 0, 0), await RunAsync(people, First.AddDays(4)));
        Assert.Equal(["V1 dentistry 4 5", "V1 x-ray 0 3", "V2 dentistry 4 5", "V2 x-ray 0 3"], await GapsAsync(people));
        Assert.Equal(["V1 2026-03-01", "V1 2026-03-05", "V2 2026-03-01", "V2 2026-03-05"], await SinceAsync(people));
    }

    [Fact]
    public async Task Whoever_leaves_or_changes_position_takes_the_gaps_of_the_old_one_along()
    {
        await using var people = await PeopleDatabase.CreateAsync();
        var (_, desk) = await FillAsync(people);
        await RunAsync(people, First);

        await people.ExecuteAsync("update people.employee set status = 'left', left_on = '2026-03-01' where number = 'V1'");
        await people.ExecuteAsync("update people.employee set position_id = $1 where number = 'V2'", desk);

        Assert.Equal(new GapChanges(Open: 1, Missing: 1, Opened: 1, Changed: 0, Closed: 3), await RunAsync(people, First.AddDays(1)));
        Assert.Equal(["V2 telephone 0 2"], await GapsAsync(people));
    }

    private static async Task<(Guid Vet, Guid Desk)> FillAsync(PeopleDatabase people)
    {
        var clinic = await people.ClinicAsync();
        var (vet, desk) = (await people.PositionAsync("Vet"), await people.PositionAsync("Desk"));
        foreach (var skill in (string[])["dentistry", "x-ray", "telephone"])
        {
            await people.ExecuteAsync("insert into people.skill (id, tenant_id, key, name, category) values ($1, $2, $3, $3, 'clinical')", Guid.CreateVersion7(), people.Tenant, skill);
        }

        await people.EmployeeAsync("V1", vet, clinic);
        await people.EmployeeAsync("V2", vet, clinic);
        await people.EmployeeAsync("D1", desk, clinic);
        foreach (var (position, skill, level) in new[] { ("Vet", "dentistry", 4), ("Vet", "x-ray", 3), ("Desk", "telephone", 2) })
        {
            await people.ExecuteAsync("insert into people.role_skill_expectation (tenant_id, position_id, skill_id, level) select p.tenant_id, p.id, s.id, $3 from people.job_position p, people.skill s where p.name = $1 and s.key = $2", position, skill, (short)level);
        }

        foreach (var (employee, skill, level) in new[] { ("V1", "dentistry", 2), ("V2", "dentistry", 4), ("V2", "x-ray", 0), ("D1", "telephone", 2) })
        {
            await people.ExecuteAsync("insert into people.employee_skill (tenant_id, employee_id, skill_id, level) select e.tenant_id, e.id, s.id, $3 from people.employee e, people.skill s where e.number = $1 and s.key = $2", employee, skill, (short)level);
        }

        return (vet, desk);
    }

    private static Task<GapChanges> RunAsync(PeopleDatabase people, DateTimeOffset now) => GapAnalysis.RunAsync(people.Connection, people.Tenant, now, default);

    private static Task<List<string>> GapsAsync(PeopleDatabase people) => people.RowsAsync(
        "select e.number, s.key, g.current_level, g.expected_level from people.employee_skill_gap g join people.employee e on e.id = g.employee_id join people.skill s on s.id = g.skill_id order by 1, 2");

    private static Task<List<string>> SinceAsync(PeopleDatabase people) => people.RowsAsync(
        "select e.number, to_char(g.since at time zone 'UTC', 'YYYY-MM-DD') from people.employee_skill_gap g join people.employee e on e.id = g.employee_id order by 1, 2");
}
