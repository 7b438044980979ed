using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

/// <summary>What is at hand on every page: the theme and the notifications.</summary>
public sealed class TopBarTests(Browser browser)
{
    [Fact]
    public async Task The_chosen_theme_is_kept_over_a_reload_from_the_first_paint()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site);
        var html = visit.Page.Locator("html");
        await Expect(html).ToHaveAttributeAsync("data-theme", "system");
        var light = await GroundAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Expect(html).ToHaveAttributeAsync("data-theme", "dark");
        var dark = await ChangedAsync();

        // The answer of the server says it already: nothing flashes while scripts load.
        var reloaded = (await visit.Page.ReloadAsync())!;
        Assert.Contains("data-theme=\"dark\"", await reloaded.TextAsync(), StringComparison.Ordinal);
        await visit.ReadyAsync();
        await Expect(html).ToHaveCSSAsync("background-color", dark);
        Assert.Equal("not all", await visit.Page.Locator("link[data-theme-part=light]").GetAttributeAsync("media"));

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await visit.GoAsync("settings");
        await Expect(html).ToHaveAttributeAsync("data-theme", "light");
        await Expect(html).ToHaveCSSAsync("background-color", light);
        Assert.Empty(visit.Complaints);

        // Even where motion is not wanted a change of colour takes a frame or two.
        async Task<string> ChangedAsync()
        {
            await Expect(html).Not.ToHaveCSSAsync("background-color", light);
            await visit.Page.EvaluateAsync("() => Promise.all(document.getAnimations().map(animation => animation.finished))");
            return await GroundAsync();
        }

        Task<string> GroundAsync() => visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Notifications_are_counted_and_read_one_by_one_or_all_at_once(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width);
        var bell = visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Notifications") });
        var panel = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Notifications" });
        await Expect(bell).ToHaveAccessibleNameAsync("Notifications, 2 unread");

        await bell.ClickAsync();
        await Expect(panel.Locator("li")).ToHaveCountAsync(3);
        await Expect(panel.Locator("li.unread")).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(visit, "notifications", whole: false);
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToHaveCountAsync(0);
        await bell.ClickAsync();
        await panel.GetByRole(AriaRole.Link, new() { NameRegex = new("A receipt is missing") }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}findings");
        await Expect(panel).ToHaveCountAsync(0);
        await Expect(bell).ToHaveAccessibleNameAsync("Notifications, 1 unread");
        Assert.Equal(["giro-october.csv is through"], Unread());

        await bell.ClickAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).ClickAsync();
        await Expect(bell).ToHaveAccessibleNameAsync("Notifications");
        await Expect(panel.Locator("li.unread")).ToHaveCountAsync(0);
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" })).ToHaveCountAsync(0);
        Assert.Empty(Unread());
        Assert.Empty(visit.Complaints);

        IEnumerable<string> Unread() => site.Api.Company.Notifications.Where(row => row.ReadAt is null).Select(row => row.Title);
    }
}
