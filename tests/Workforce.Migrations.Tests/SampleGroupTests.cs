using Workforce.Migrations.Sample;
using Workforce.Testing;

namespace Workforce.Migrations.Tests;

public sealed class SampleGroupTests
{
    private static readonly DateOnly Last = new(2026, 10, 31);

    [Fact]
    public void The_files_in_the_samples_are_what_the_generator_writes()
    {
        var group = VeterinaryGroup.Of(Last);

        Assert.Equal(File.ReadAllText(Samples.FileOf("veterinary-group/employees.csv")), SampleFiles.Employees(group));
        Assert.Equal(File.ReadAllText(Samples.FileOf("veterinary-group/shifts.csv")), SampleFiles.Shifts(group, Last.AddDays(-6), Last));
        Assert.Equal(File.ReadAllText(Samples.FileOf("veterinary-group/punches.csv")), SampleFiles.Punches(group, Last.AddDays(-6), Last));
    }

    [Fact]
    public void Sixty_people_work_a_year_and_no_two_share_a_number_or_an_address()
    {
        var group = VeterinaryGroup.Of(Last);

        Assert.Equal((60, 60, 60), (group.Employees.Count, group.Employees.DistinctBy(row => row.Number).Count(), group.Employees.DistinctBy(row => row.Email).Count()));
        Assert.InRange(group.Shifts.Count, 12_000, 18_000);
        Assert.All(group.Employees, row => Assert.True(row.Manager is null || group.Employees.Any(other => other.Number == row.Manager && other.Place < row.Place)));
    }

    [Fact]
    public async Task The_demo_company_has_what_its_agents_look_for_and_only_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Setup.RunAsync(database.OwnerConnectionString, new TestLogs());
        await Setup.RunAsync(database.OwnerConnectionString, new TestLogs());

        Assert.Equal(3, await Setup.ScalarAsync<long>(database.Owner, "select count(*) from people.clinic"));
        Assert.Equal(60, await Setup.ScalarAsync<long>(database.Owner, "select count(*) from people.employee"));
        Assert.InRange(await Setup.ScalarAsync<long>(database.Owner, "select count(*) from people.attendance where status <> 'open'"), 11_000, 18_000);
        var below80 = await Setup.ScalarAsync<long>(database.Owner, "select count(*) from people.reliability where score < 80 and score >= 60");
        var below60 = await Setup.ScalarAsync<long>(database.Owner, "select count(*) from people.reliability where score < 60");
        Assert.InRange(below80, 2, 8);
        Assert.InRange(below60, 1, 3);
        Assert.Equal(1, await Setup.ScalarAsync<long>(database.Owner, "select count(*) from people.reliability where no_call_no_shows >= 3 and score > 85"));
        Assert.InRange(await Setup.ScalarAsync<long>(database.Owner, "select count(*) from people.employee_skill_gap"), 40, 200);
        // Nobody was told of anything yet: that is for the agent, once it is enabled.
        Assert.Equal(0, await Setup.ScalarAsync<long>(database.Owner, "select count(*) from people.reliability where flags <> '{}'"));
    }
}
