using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

/// <summary>The connection between the page and the server breaks; the page says so and goes on where it was.</summary>
public sealed class ReconnectionTests(Browser browser)
{
    // The page's way to the server, held in the test's hand.
    private const string Tap = """
        const sockets = [];
        window.tap = { closed: false, cut() { this.closed = true; for (const socket of sockets) socket.close(); }, open() { this.closed = false; } };
        window.WebSocket = class extends WebSocket {
          constructor(...to) { super(...to); sockets.push(this); if (window.tap.closed) this.close(); }
        };
        """;

    [Fact]
    public async Task A_broken_connection_is_said_and_mended_and_the_page_is_as_it_was()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: null);
        await visit.Page.AddInitScriptAsync(Tap);
        await visit.GoAsync("");
        var bell = visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Notifications") });
        var panel = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Notifications" });
        await bell.ClickAsync();
        await Expect(panel.Locator("li.unread")).ToHaveCountAsync(2);
        var said = visit.Page.GetByText("The connection to this page broke.");
        await Expect(said).ToBeHiddenAsync();

        await visit.Page.EvaluateAsync("() => window.tap.cut()");
        await Expect(said).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "reconnecting", whole: false);
        await visit.Page.EvaluateAsync("() => window.tap.open()");
        await Expect(said).ToBeHiddenAsync();

        await panel.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).ClickAsync();
        await Expect(panel.Locator("li.unread")).ToHaveCountAsync(0);
        Assert.All(site.Api.Company.Notifications, row => Assert.NotNull(row.ReadAt));
    }
}
