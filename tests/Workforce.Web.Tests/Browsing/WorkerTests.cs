using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Workforce.Contracts.Workers;
using Workforce.Web.Tests.Fake;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

public sealed class WorkerTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Attached_workers_are_seen_drained_and_detached(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "workers");
        var scanner = Line(visit, "receipt scanner");
        foreach (var said in (string[])["python 3.11.2 · 1.4.0 · from 10.0.0.7:51044 · attached to workers-1", "receipt_ocr.read", "tag.categorize", "has gpu", "3 of 8 slots in use", "At work", "12,841", "137", "just now"])
            await Expect(scanner).ToContainTextAsync(said);
        await Expect(scanner.GetByRole(AriaRole.Meter, new() { Name = "Slots in use of receipt scanner" })).ToHaveAttributeAsync("aria-valuenow", "3");
        await Expect(scanner.GetByText("just now")).ToHaveAttributeAsync("title", new Regex(@"\d\d:\d\d:\d\d \("));
        await Expect(Line(visit, "nightly")).ToContainTextAsync("Draining");
        await Expect(visit.Page.GetByRole(AriaRole.Group, new() { Name = "All workers together" })).ToContainTextAsync("of 13 slots");

        // By keyboard alone, and the focus stays where it is.
        var drain = scanner.GetByRole(AriaRole.Button, new() { Name = "Drain receipt scanner" });
        await drain.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(scanner).ToContainTextAsync("Draining");
        await Expect(visit.Page.Locator(".rz-notification-item")).ToContainTextAsync("receipt scanner finishes what it has and leaves");
        await Expect(drain).ToBeFocusedAsync();
        await Expect(drain).ToHaveAttributeAsync("aria-disabled", "true");
        await visit.Page.Keyboard.PressAsync("Enter");

        await scanner.GetByRole(AriaRole.Button, new() { Name = "Detach receipt scanner" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Alertdialog);
        await Expect(dialog).ToContainTextAsync("3 jobs that it has in hand go back in line for another worker, and the attempt counts.");
        await Screenshots.TakeAsync(visit, "workers-detach", whole: false);
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal(3, site.Api.Company.Workers.Count);
        await scanner.GetByRole(AriaRole.Button, new() { Name = "Detach receipt scanner" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Detach", Exact = true }).ClickAsync();
        await Expect(scanner).ToHaveCountAsync(0);
        Assert.Equal(["drain", "detach"], site.Api.Requests.Where(request => request.StartsWith("POST /api/workers/", StringComparison.Ordinal)).Select(request => request.Split('/')[^1]));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_page_moves_by_itself_and_leaves_focus_and_open_things_as_they_are()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "workers");
        var scanner = Line(visit, "receipt scanner");
        await visit.Page.GetByText("Attach another").ClickAsync();
        var drain = scanner.GetByRole(AriaRole.Button, new() { Name = "Drain receipt scanner" });
        await scanner.GetByRole(AriaRole.Button, new() { Name = "Detach receipt scanner" }).ClickAsync();

        Change(site, row => row with { JobsInHand = 8, PerMinute = 991 });
        await Expect(scanner).ToContainTextAsync("8 of 8 slots in use");
        await Expect(scanner).ToContainTextAsync("991");
        await Expect(visit.Page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("Detach receipt scanner?");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(scanner.GetByRole(AriaRole.Button, new() { Name = "Detach receipt scanner" })).ToBeFocusedAsync();
        await drain.FocusAsync();
        // One comes, sorted before it: the line moves, and with it the focus.
        lock (site.Api.Company.Gate)
            site.Api.Company.Workers.Insert(0, site.Api.Company.Workers[0] with { Id = Guid.NewGuid(), Name = "a newcomer" });
        await Expect(Line(visit, "a newcomer")).ToBeVisibleAsync();
        await Expect(drain).ToBeFocusedAsync();
        await Expect(visit.Page.GetByText("samples/worker-node")).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_worker_that_is_gone_by_then_is_said_to_be_and_leaves_the_page()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "workers");
        await Line(visit, "nightly").GetByRole(AriaRole.Button, new() { Name = "Detach nightly" }).ClickAsync();
        lock (site.Api.Company.Gate)
            site.Api.Company.Workers.RemoveAll(row => row.Name == "nightly");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Detach", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-notification-item")).ToContainTextAsync("There is no such worker.");
        await Expect(Line(visit, "nightly")).ToHaveCountAsync(0);
        await Expect(Line(visit, "receipt scanner")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("manager", 2)]
    [InlineData("member", 0)]
    public async Task Only_those_who_manage_have_buttons_and_the_first_worker_appears_by_itself(string role, int buttons)
    {
        await using var site = await Site.StartAsync(empty: true);
        site.Api.Company.Person = site.Api.Company.Person with { Role = role };
        await using var visit = await Visit.BeginAsync(browser, site, path: "workers");
        foreach (var said in (string[])["No worker is attached", buttons > 0 ? "Make one in Settings, API keys" : "A manager makes one", "WorkerPool:Url", "samples/worker-python", "samples/worker-node", "Workforce.Worker.Client/README.md"])
            await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Workers" })).ToContainTextAsync(said);
        lock (site.Api.Company.Gate)
            site.Api.Company.Workers.Add(FakeWorkers.Some()[0]);
        await Expect(Line(visit, "calendar checker")).ToContainTextAsync("Waits for work");
        await Expect(Line(visit, "calendar checker").GetByRole(AriaRole.Button)).ToHaveCountAsync(buttons);
        Assert.Empty(await PageChecks.WrongAsync(visit));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task While_the_api_is_away_the_last_state_stays_and_says_so_and_a_first_look_waits_for_it()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "workers");
        site.Api.Away = true;
        await Expect(visit.Page.GetByText("Waiting for Workforce")).ToBeVisibleAsync();
        await Expect(Line(visit, "receipt scanner")).ToBeVisibleAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert).GetByText("Workforce does not answer")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "workers-away");
        site.Api.Away = false;
        await Expect(Line(visit, "receipt scanner")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("Every 2 seconds")).ToBeVisibleAsync();
    }

    private static ILocator Line(Visit visit, string name) => visit.Page.Locator("li.worker", new() { HasText = name });

    private static void Change(Site site, Func<WorkerRow, WorkerRow> change)
    {
        lock (site.Api.Company.Gate)
            site.Api.Company.Workers[^1] = change(site.Api.Company.Workers[^1]);
    }
}
