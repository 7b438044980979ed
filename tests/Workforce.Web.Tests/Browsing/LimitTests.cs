using Microsoft.Playwright;
using Workforce.Contracts.Jobs;
using Workforce.Web.Tests.Fake;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

public sealed class LimitTests(Browser browser)
{
    private static readonly LimitRow[] Some =
    [
        new("all", "", "running", 20, null, null, "", true, 20, []),
        new("key", "model:large", "running", 9, null, null, "", true, null, []),
        new("queue", "tag", "starts", 100, 60, null, "", false, 42, []),
        new("all", "", "tokens", 2_000_000, 86400, "key", "customer:", false, 1_250_000, [new("customer:42", 1_250_000), new("customer:7", 300)]),
    ];

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_limit_is_set_changed_removed_and_each_of_that_taken_back(int width)
    {
        await using var site = await Site.StartAsync();
        var stored = site.Api.Company.Limits;
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "jobs");
        var limits = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Limits" });
        await Expect(limits).ToContainTextAsync("Nothing is limited");
        await Screenshots.TakeAsync(visit, "limits-none");
        stored.AddRange(Some);
        await visit.GoAsync("jobs");
        await Expect(limits).ToContainTextAsync("42 of 100 started in a minute");
        await Expect(limits).ToContainTextAsync("customer:42 (1,250,000), customer:7 (300)");
        await Expect(limits.GetByRole(AriaRole.Meter, new() { Name = "Used of the limit of Tag" })).ToHaveAttributeAsync("aria-valuenow", "42");
        // What holds for all companies is not this one's to change.
        await Expect(limits.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(visit, "limits");
        Assert.Empty(await PageChecks.WrongAsync(visit));

        await limits.GetByRole(AriaRole.Button, new() { Name = "New limit" }).ClickAsync();
        await limits.GetByLabel("What to limit").SelectOptionAsync("key");
        await limits.GetByRole(AriaRole.Button, new() { Name = "Set the limit" }).ClickAsync();
        await Expect(limits).ToContainTextAsync("Say which.");
        await Expect(limits).ToContainTextAsync("Say how many.");
        await Screenshots.TakeAsync(visit, "limits-form");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await limits.GetByLabel("What to limit").SelectOptionAsync("queue");
        await limits.GetByLabel("Which employee").SelectOptionAsync("byte");
        await limits.GetByLabel("Counted").SelectOptionAsync("key");
        await limits.GetByLabel("Keys that begin with").FillAsync("customer:");
        await limits.GetByLabel("How").SelectOptionAsync("starts");
        await limits.GetByLabel("At most").FillAsync("7");
        await limits.GetByLabel("In any").FillAsync("3");
        await limits.GetByLabel("Unit of time").SelectOptionAsync("3600");
        await limits.GetByRole(AriaRole.Button, new() { Name = "Set the limit" }).ClickAsync();
        await Expect(limits).ToContainTextAsync("Each key customer:… of Byte");
        await Expect(limits).ToContainTextAsync("at most 7 started in 3 hours each");
        Assert.Equivalent(new LimitRow("queue", "byte", "starts", 7, 10800, "key", "customer:", false, 0, []), stored[^1], strict: true);
        await UndoAsync(visit, "Each key customer:… of Byte: at most 7");
        await Expect(limits).Not.ToContainTextAsync("of Byte");
        Assert.Equal(4, stored.Count);

        var tag = limits.Locator("li", new() { HasText = "Tag" });
        await tag.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await Expect(tag.GetByLabel("At most")).ToHaveValueAsync("100");
        await tag.GetByLabel("At most").FillAsync("50");
        await tag.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(tag).ToContainTextAsync("42 of 50 started in a minute");
        await UndoAsync(visit, "Tag: at most 50 started in a minute");
        await Expect(tag).ToContainTextAsync("42 of 100");

        // By keyboard alone.
        await tag.GetByRole(AriaRole.Button, new() { Name = "Remove" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(tag).ToHaveCountAsync(0);
        Assert.Equal(3, stored.Count);
        await UndoAsync(visit, "Tag: the limit is gone");
        await Expect(tag).ToContainTextAsync("of 100 started in a minute");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_member_sees_limits_and_cannot_change_them_and_no_empty_box()
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Person = site.Api.Company.Person with { Role = "member" };
        await using var visit = await Visit.BeginAsync(browser, site, path: "jobs");
        var limits = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Limits" });
        await Expect(limits).ToHaveCountAsync(0);
        site.Api.Company.Limits.AddRange(Some);
        await visit.GoAsync("jobs");
        await Expect(limits).ToContainTextAsync("at most 9 at once, of all companies together");
        await Expect(limits.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        Assert.Empty(await PageChecks.WrongAsync(visit));
    }

    [Fact]
    public async Task What_somebody_else_pauses_or_limits_is_shown_at_once()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "jobs");
        await Expect(visit.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        site.Api.Company.Limits.Add(Some[2]);
        site.Api.Company.Pauses.Add(new("all", "", false, FakeCompany.Now, null, "robin@example.com", "stocktaking"));
        site.Api.Events.TellOfGates();
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Pauses" })).ToContainTextAsync("stocktaking");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Limits" })).ToContainTextAsync("42 of 100 started in a minute");
    }

    private static async Task UndoAsync(Visit visit, string said)
    {
        var toast = visit.Page.Locator(".rz-notification-item", new() { HasText = said });
        await toast.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(toast).ToHaveCountAsync(0);
    }
}
