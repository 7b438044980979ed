using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

/// <summary>What a person does on the pages, in a real browser.</summary>
public sealed class InteractionTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_line_gets_another_category_for_all_of_its_merchant_and_undo_brings_all_back(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "transactions?text=thuisbezorgd");
        var before = site.Api.Company.Transactions.Where(line => line.Merchant == "Thuisbezorgd").ToDictionary(line => line.Id, line => line.Category);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Category of Thuisbezorgd" }).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find a category" }).FillAsync("office");
        await visit.Page.GetByText("Apply to all lines from Thuisbezorgd").ClickAsync();
        await Screenshots.TakeAsync(visit, "recategorise", whole: false);
        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find a category" }).PressAsync("Enter");

        var toast = visit.Page.Locator(".rz-notification");
        await Expect(toast).ToContainTextAsync("Thuisbezorgd is now Office supplies");
        await Expect(toast).ToContainTextAsync($"{before.Count - 1} other lines changed with it");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Category of Thuisbezorgd: Office supplies" })).ToHaveCountAsync(before.Count);
        await Screenshots.TakeAsync(visit, "recategorised", whole: false);

        await toast.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(visit.Page.GetByText($"{before.Count} lines are as before.")).ToBeVisibleAsync();
        Assert.Equal(before, site.Api.Company.Transactions.Where(line => line.Merchant == "Thuisbezorgd").ToDictionary(line => line.Id, line => line.Category));
        Assert.DoesNotContain(site.Api.Company.Rules, rule => rule.MerchantName == "Thuisbezorgd");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_suggestion_is_accepted_another_ignored_and_a_third_ignored_by_mistake(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "suggestions");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Accept the rule for Bruna" }).ClickAsync();
        await Expect(visit.Page.GetByText("Bruna goes to Office supplies from now on")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ignore Hetzner for 30 days" }).ClickAsync();
        await visit.Page.Locator(".rz-notification-item", new() { HasText = "Hetzner stays away" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(visit.Page.GetByText("Always put Hetzner")).ToBeVisibleAsync();
        var card = visit.Page.Locator(".suggestion", new() { HasText = "Thuisbezorgd" });
        await card.GetByLabel("Days, 1 to 90").FillAsync("7");
        await card.GetByRole(AriaRole.Button, new() { Name = "Ignore Thuisbezorgd for 7 days" }).ClickAsync();
        await Expect(card).ToHaveCountAsync(0);

        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Bring back suggestions about Thuisbezorgd" })).ToBeVisibleAsync();
        var ignored = Assert.Single(site.Api.Company.Ignored);
        Assert.Equal(("Thuisbezorgd", 7), (ignored.MerchantName, ignored.Days));
        Assert.Contains(site.Api.Company.Rules, rule => rule is { MerchantName: "Bruna", Category: "office" });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_timeline_opens_a_job_with_its_failed_attempt_and_its_payload()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "jobs");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Match receipts" }).First.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "giro-october.csv" })).ToBeVisibleAsync();
        var panel = visit.Page.Locator(".job-panel");
        await Expect(panel).ToContainTextAsync("tesseract was stopped (signal 9)");
        await Expect(panel).ToContainTextAsync("\"statement_id\": \"33333333-0000-0000-0000-000000000001\"");
        await Screenshots.TakeAsync(visit, "timeline-open");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_receipt_is_tied_to_a_line_by_hand()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "receipts");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Open lunch-client.png" }).ClickAsync();
        var tie = visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Tie to ") }).First;
        await Expect(tie).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "receipt-open", whole: false);
        await tie.ClickAsync();
        await Expect(visit.Page.GetByText("tied by hand")).ToBeVisibleAsync();
        Assert.NotNull(site.Api.Company.Receipts.Single(row => row.FileName == "lunch-client.png").TransactionId);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_pdf_is_asked_about_and_a_broken_file_says_the_line()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site);
        await visit.DropAsync(("august.pdf", "application/pdf", "%PDF-1.4"), ("broken.csv", "text/csv", "x"));

        var pdf = visit.Page.GetByRole(AriaRole.Article, new() { Name = "august.pdf" });
        await pdf.GetByRole(AriaRole.Button, new() { Name = "Receipt or invoice" }).ClickAsync();
        await Expect(pdf).ToHaveAttributeAsync("data-run-state", "done");
        var broken = visit.Page.GetByRole(AriaRole.Article, new() { Name = "broken.csv" });
        await Expect(broken.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 7, column «Amount»: «12,4,0» is not an amount.");
        await Expect(broken.Locator("[data-stage=prime]")).ToHaveAttributeAsync("data-state", "failed");
        await Screenshots.TakeAsync(visit, "upload-broken");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_filter_is_in_the_address_and_its_lines_are_exported()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "transactions");
        await visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search merchant or description" }).FillAsync("figma");
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}transactions?text=figma");
        await Expect(visit.Page.Locator(".lines-sum")).ToContainTextAsync("12 lines");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("date,account,merchant,description,category,amount,currency,pending,receipt", lines[0]);
        Assert.Equal(13, lines.Length);
        Assert.All(lines[1..], line => Assert.Contains(",Figma,", line, StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_lost_api_is_told_and_the_page_recovers_by_itself_from_the_last_event()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site);
        await visit.DropAsync(("first.csv", "text/csv", "a"));
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "first.csv" })).ToHaveAttributeAsync("data-run-state", "done");

        site.Api.Away = true;
        site.Api.Events.Break();
        await Expect(visit.Page.GetByText("Workforce does not answer.")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "away", whole: false);
        site.Api.Away = false;
        await Expect(visit.Page.GetByText("Workforce does not answer.")).ToHaveCountAsync(0);
        Assert.Equal(site.Api.Events.LastId, site.Api.Events.Resumed[^1]);
        Assert.Empty(visit.Complaints);
    }
}
