using Microsoft.Playwright;
using Workforce.Web.Tests.Fake;
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

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_employee_is_paused_with_a_reason_and_resumed(int width)
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Pauses.Add(new("key", "model:large", true, FakeCompany.Now, FakeCompany.Now.AddHours(2), "operations", "the vendor is away"));
        site.Api.Company.Pauses.Add(new("queue", "tag", false, FakeCompany.Now, null, "robin@example.com", ""));
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "jobs");
        var pauses = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Pauses" });
        await Expect(pauses).ToContainTextAsync("Key model:large is paused");
        await Expect(pauses).ToContainTextAsync("the vendor is away");
        // What holds everywhere is not this company's to end.
        await Expect(pauses.GetByRole(AriaRole.Button)).ToHaveAccessibleNameAsync("Resume Tag");

        var tile = visit.Page.GetByRole(AriaRole.Group, new() { Name = "Employees and what waits for them" }).GetByRole(AriaRole.Button).Filter(new() { HasText = "Byte" });
        await tile.ClickAsync();
        await Expect(tile).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(pauses.GetByRole(AriaRole.Button)).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(visit, "jobs-paused");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await pauses.GetByLabel("Why is Byte to pause?").FillAsync(" the scanner is broken ");
        await pauses.GetByRole(AriaRole.Button, new() { Name = "Pause Byte" }).ClickAsync();
        await Expect(pauses).ToContainTextAsync("Byte is paused");
        await Expect(tile).ToContainTextAsync("paused");
        Assert.Equal(("queue", "byte", "the scanner is broken"), site.Api.Company.Pauses[2] is var made ? (made.Scope, made.Name, made.Reason) : default);

        await pauses.GetByRole(AriaRole.Button, new() { Name = "Resume Byte" }).ClickAsync();
        await Expect(visit.Page.GetByText("Byte goes on")).ToBeVisibleAsync();
        await Expect(tile).Not.ToContainTextAsync("paused");
        Assert.Equal(["model:large", "tag"], site.Api.Company.Pauses.Select(pause => pause.Name));
        await tile.ClickAsync();
        await Expect(tile).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_member_sees_what_is_paused_and_can_neither_pause_nor_resume()
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Person = site.Api.Company.Person with { Role = "member" };
        site.Api.Company.Pauses.Add(new("all", "", false, FakeCompany.Now, null, "robin@example.com", ""));
        await using var visit = await Visit.BeginAsync(browser, site, path: "jobs");
        var pauses = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Pauses" });
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = "Employees and what waits for them" }).GetByRole(AriaRole.Button).Filter(new() { HasText = "Byte" }).ClickAsync();
        await Expect(pauses).ToContainTextAsync("Everything stands still");
        await Expect(pauses.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Expect(pauses.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);

        site.Api.Company.Pauses.Clear();
        await visit.GoAsync("jobs");
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = "Employees and what waits for them" }).GetByRole(AriaRole.Button).Filter(new() { HasText = "Byte" }).ClickAsync();
        await Expect(visit.Page.Locator(".queue[aria-pressed=true]")).ToHaveCountAsync(1);
        await Expect(pauses).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_pause_that_ends_by_itself_goes_from_an_open_page()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "jobs");
        await Expect(visit.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        site.Api.Company.Pauses.Add(new("queue", "tag", false, FakeCompany.Now, FakeCompany.Now.AddSeconds(5), "robin@example.com", ""));
        site.Api.Events.TellOfGates();
        await Expect(visit.Page.GetByText("Tag is paused")).ToBeVisibleAsync();
        // Sooner than the stream is opened again for its silence, after which the page looks anyway.
        await Expect(visit.Page.GetByText("Tag is paused")).ToHaveCountAsync(0, new() { Timeout = 25_000 });
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Pauses" })).ToHaveCountAsync(0);
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
