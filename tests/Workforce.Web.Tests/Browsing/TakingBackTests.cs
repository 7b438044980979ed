using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

/// <summary>What a person says goes to the API at once, and undo sends its inverse.</summary>
public sealed class TakingBackTests(Browser browser)
{
    private static LocatorGetByRoleOptions Undo => new() { Name = "Undo" };

    [Fact]
    public async Task An_insight_is_dismissed_at_once_and_undo_or_the_list_of_dismissed_ones_brings_it_back()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "insights");
        var cards = visit.Page.Locator(".insight");
        await Expect(cards).ToHaveCountAsync(5);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss: One payment stands out" }).ClickAsync();
        var toast = visit.Page.Locator(".rz-notification-item", new() { HasText = "Insight dismissed" });
        await Expect(toast).ToContainTextAsync("One payment stands out");
        await Expect(cards).ToHaveCountAsync(4);
        Assert.Equal(["One payment stands out"], Dismissed());

        // The offer goes with the person to another page.
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Overview", Exact = true }).First.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Latest insights" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".row-main", new() { HasText = "One payment stands out" })).ToHaveCountAsync(0);
        await toast.GetByRole(AriaRole.Button, Undo).ClickAsync();
        await Expect(visit.Page.Locator(".row-main", new() { HasText = "One payment stands out" })).ToBeVisibleAsync();
        Assert.Empty(Dismissed());

        await visit.GoAsync("insights");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss: One payment stands out" }).ClickAsync();
        await Expect(cards).ToHaveCountAsync(4);
        await visit.GoAsync("insights");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dismissed" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show again: One payment stands out" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing dismissed" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Current" }).ClickAsync();
        await Expect(cards).ToHaveCountAsync(5);
        Assert.Empty(Dismissed());
        Assert.Empty(visit.Complaints);

        IEnumerable<string> Dismissed() => site.Api.Company.Insights.Where(row => row.DismissedAt is not null).Select(row => row.Title);
    }

    [Fact]
    public async Task A_finding_is_resolved_at_once_and_undo_or_the_list_of_all_reopens_it()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "findings");
        var cards = visit.Page.Locator(".insight");
        await Expect(cards).ToHaveCountAsync(3);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Resolve: Meals are deductible in part only" }).ClickAsync();
        var toast = visit.Page.Locator(".rz-notification-item", new() { HasText = "Finding resolved" });
        await Expect(toast).ToBeVisibleAsync();
        await Expect(cards).ToHaveCountAsync(2);
        Assert.Contains("Meals are deductible in part only", Resolved());
        await toast.GetByRole(AriaRole.Button, Undo).ClickAsync();
        await Expect(cards).ToHaveCountAsync(3);
        Assert.DoesNotContain("Meals are deductible in part only", Resolved());

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(cards).ToHaveCountAsync(4);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Resolve: Meals are deductible in part only" }).ClickAsync();
        var resolved = cards.Filter(new() { HasText = "Meals are deductible" });
        await Expect(resolved).ToContainTextAsync("resolved just now");
        await resolved.GetByRole(AriaRole.Button, new() { Name = "Reopen: Meals are deductible in part only" }).ClickAsync();
        await Expect(resolved.GetByRole(AriaRole.Button, new() { Name = "Resolve: Meals are deductible in part only" })).ToBeVisibleAsync();
        Assert.DoesNotContain("Meals are deductible in part only", Resolved());
        Assert.Empty(visit.Complaints);

        IEnumerable<string> Resolved() => site.Api.Company.Findings.Where(row => row.ResolvedAt is not null).Select(row => row.Title);
    }

    [Fact]
    public async Task A_merchant_kept_away_is_brought_back_from_the_list()
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Ignored.Add(new("Hetzner & Söhne?", 7));
        site.Api.Company.Suggestions[2] = site.Api.Company.Suggestions[2] with { MerchantName = "Hetzner & Söhne?" };
        await using var visit = await Visit.BeginAsync(browser, site, 390, path: "suggestions");
        await Expect(visit.Page.Locator(".suggestion")).ToHaveCountAsync(2);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Bring back suggestions about Hetzner & Söhne?" }).ClickAsync();
        await Expect(visit.Page.Locator(".suggestion")).ToHaveCountAsync(3);
        await Expect(visit.Page.GetByText("Kept away")).ToHaveCountAsync(0);
        Assert.Empty(site.Api.Company.Ignored);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_cannot_be_sent_stays_shown_and_what_cannot_be_taken_back_is_offered_again()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "insights");
        var cards = visit.Page.Locator(".insight");

        site.Api.Away = true;
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss: One payment stands out" }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-notification-item", new() { HasText = "Workforce does not answer" })).ToBeVisibleAsync();
        await Expect(cards).ToHaveCountAsync(5);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToHaveCountAsync(0);

        site.Api.Away = false;
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss: One payment stands out" }).ClickAsync();
        await Expect(cards).ToHaveCountAsync(4);
        site.Api.Away = true;
        var toast = visit.Page.Locator(".rz-notification-item", new() { HasText = "Insight dismissed" });
        await toast.GetByRole(AriaRole.Button, Undo).ClickAsync();
        await Expect(visit.Page.Locator(".banner")).ToBeVisibleAsync();
        site.Api.Away = false;
        await toast.GetByRole(AriaRole.Button, Undo).ClickAsync();
        await Expect(cards).ToHaveCountAsync(5);
        Assert.DoesNotContain(site.Api.Company.Insights, row => row.DismissedAt is not null);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_receipt_is_untied_again_after_its_dialog_was_closed()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "receipts");
        var card = visit.Page.Locator(".receipt-card", new() { HasText = "Hassan Bistro" });
        await Expect(card).ToContainTextAsync("No line yet");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Open lunch-client.png" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Tie to ") }).First.ClickAsync();
        await Expect(visit.Page.GetByText("tied by hand")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close dialog" }).ClickAsync();

        await Expect(card).ToContainTextAsync("Matched");
        await visit.Page.Locator(".rz-notification-item").GetByRole(AriaRole.Button, Undo).ClickAsync();
        await Expect(card).ToContainTextAsync("No line yet");
        Assert.Null(site.Api.Company.Receipts.Single(row => row.FileName == "lunch-client.png").TransactionId);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_category_and_an_accepted_rule_are_taken_back_from_another_page()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "suggestions");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Accept the rule for Bruna" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete the rule for Bruna" })).ToBeVisibleAsync();
        await LeaveAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete the rule", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-notification-item")).ToHaveCountAsync(0);
        await Eventually.HoldsAsync(() => site.Api.Company.Rules.ToArray().All(rule => rule.MerchantName != "Bruna"));

        await visit.GoAsync("transactions?text=figma");
        var before = site.Api.Company.Transactions.Where(line => line.Merchant == "Figma").ToDictionary(line => line.Id, line => line.Category);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Category of Figma" }).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Office supplies" }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-notification-item")).ToContainTextAsync("Figma is now Office supplies");
        await LeaveAsync();
        await visit.Page.Locator(".rz-notification-item").GetByRole(AriaRole.Button, Undo).ClickAsync();
        await Expect(visit.Page.GetByText("1 line is as before.")).ToBeVisibleAsync();
        Assert.Equal(before, site.Api.Company.Transactions.Where(line => line.Merchant == "Figma").ToDictionary(line => line.Id, line => line.Category));
        Assert.Empty(visit.Complaints);

        async Task LeaveAsync()
        {
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Recurring", Exact = true }).First.ClickAsync();
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Recurring", Exact = true })).ToBeVisibleAsync();
        }
    }
}
