using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

public sealed class JobControlTests(Browser browser)
{
    private static readonly Guid Failed = new("44444444-0000-0000-0000-000000000006");

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_dead_job_is_run_again_and_a_waiting_one_is_cancelled(int width)
    {
        await using var site = await Site.StartAsync();
        var dead = site.Api.Pipeline.Jobs.Single(job => job.Job.CorrelationId == Failed && job.Job.State == "failed").Job;
        await using var visit = await Visit.BeginAsync(browser, site, width, path: $"jobs/{Failed}?job={dead.Id}");
        var panel = visit.Page.Locator(".job-panel");

        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(0);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Run again" }).ClickAsync();
        await Expect(visit.Page.GetByText("Byte tries again")).ToBeVisibleAsync();
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Run again" })).ToHaveCountAsync(0);
        Assert.Equal("pending", State());

        await panel.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(visit.Page.GetByText("The job is cancelled")).ToBeVisibleAsync();
        await Expect(panel.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        Assert.Equal("cancelled", State());
        Assert.Empty(await PageChecks.WrongAsync(visit));
        Assert.Empty(visit.Complaints);

        string State() => site.Api.Pipeline.Jobs.Single(job => job.Job.Id == dead.Id).Job.State;
    }

    [Fact]
    public async Task A_member_sees_a_job_and_cannot_change_it()
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Person = site.Api.Company.Person with { Role = "member" };
        var dead = site.Api.Pipeline.Jobs.Single(job => job.Job.CorrelationId == Failed && job.Job.State == "failed").Job;
        await using var visit = await Visit.BeginAsync(browser, site, path: $"jobs/{Failed}?job={dead.Id}");
        var panel = visit.Page.Locator(".job-panel");
        await Expect(panel).ToContainTextAsync("The scan has less than 120 dpi");
        await Expect(panel.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }
}
