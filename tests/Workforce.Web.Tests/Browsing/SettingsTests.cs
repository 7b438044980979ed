using Microsoft.Playwright;
using Workforce.Contracts.Finance;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

public sealed class SettingsTests(Browser browser)
{
    private const string Key = "wf_live_9Xm4tQe7uVbC2rWkZsN8pLdJ6hGfYa3";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_api_key_is_made_shown_once_and_revoked(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "settings");
        var card = visit.Page.Locator("#api-keys");
        await visit.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await card.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await card.GetByLabel("Ends after, in days").FillAsync("400");
        await card.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Give the key a name.");
        await Expect(card).ToContainTextAsync("1 to 366 days.");
        await Screenshots.TakeAsync(visit, "key-form");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await card.GetByLabel("Name").FillAsync("  Bookkeeper  ");
        await card.GetByLabel("Ends after, in days").FillAsync("30");
        await card.GetByLabel("statements give statements and receipts").CheckAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();

        await Expect(card.GetByText(Key)).ToBeVisibleAsync();
        var made = site.Api.Company.ApiKeys[0];
        Assert.Equal(("Bookkeeper", "read statements", 30), (made.Name, string.Join(' ', made.Scopes), (made.ExpiresAt - made.CreatedAt).Days));
        await card.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        Assert.Equal(Key, await visit.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await Screenshots.TakeAsync(visit, "key-made");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await visit.GoAsync("settings");
        var row = card.Locator(".row-line", new() { HasText = "Bookkeeper" });
        await Expect(row).ToContainTextAsync("Active");
        await Expect(visit.Page.GetByText(Key)).ToHaveCountAsync(0);

        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke Bookkeeper" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        Assert.Null(site.Api.Company.ApiKeys[0].RevokedAt);
        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke Bookkeeper" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Expect(row).ToContainTextAsync("Revoked");
        await Expect(row.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        Assert.NotNull(site.Api.Company.ApiKeys[0].RevokedAt);
        Assert.Null(site.Api.Company.ApiKeys[1].RevokedAt);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_key_for_a_worker_is_for_all_jobs_or_for_those_that_are_named(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "settings");
        var card = visit.Page.Locator("#api-keys");
        var make = card.GetByRole(AriaRole.Button, new() { Name = "Make the key" });
        await card.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await card.GetByLabel("Name").FillAsync("Scanner");
        await Expect(card.GetByLabel("Which jobs")).ToHaveCountAsync(0);
        await card.GetByLabel("read everything you see").UncheckAsync();
        await card.GetByLabel("worker attach to the worker pool").CheckAsync();
        await card.GetByLabel("Which jobs").FillAsync("tag, Receipt.Read");
        await make.ClickAsync();
        await Expect(card).ToContainTextAsync("'Receipt.Read' is neither an employee nor a kind of job");
        await Screenshots.TakeAsync(visit, "key-worker");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        Assert.Single(site.Api.Company.ApiKeys);

        await card.GetByLabel("Which jobs").FillAsync("tag, receipt_ocr.read");
        await make.ClickAsync();
        await Expect(card.GetByText(Key)).ToBeVisibleAsync();
        Assert.Equal(["worker:tag", "worker:receipt_ocr.read"], site.Api.Company.ApiKeys[0].Scopes);
        await Expect(card.Locator(".row-line", new() { HasText = "Scanner" })).ToContainTextAsync("worker for tag and receipt_ocr.read");
        await Screenshots.TakeAsync(visit, "key-worker-made");
        Assert.Empty(await PageChecks.WrongAsync(visit));

        // What was written for a scope that is not wanted any more is no matter.
        await card.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await card.GetByLabel("Name").FillAsync("Anything");
        await card.GetByLabel("worker attach to the worker pool").CheckAsync();
        await card.GetByLabel("Which jobs").FillAsync("NO KIND");
        await card.GetByLabel("worker attach to the worker pool").UncheckAsync();
        await make.ClickAsync();
        await Expect(card.Locator(".row-line", new() { HasText = "Anything" })).ToBeVisibleAsync();
        Assert.Equal(["read"], site.Api.Company.ApiKeys[0].Scopes);

        await card.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await card.GetByLabel("Name").FillAsync("Everything");
        await card.GetByLabel("worker attach to the worker pool").CheckAsync();
        await make.ClickAsync();
        await Expect(card.Locator(".row-line", new() { HasText = "Everything" })).ToContainTextAsync("read, worker");
        Assert.Equal(["read", "worker"], site.Api.Company.ApiKeys[0].Scopes);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_audit_trail_is_read_page_by_page()
    {
        await using var site = await Site.StartAsync();
        var newest = site.Api.Company.Audit[0];
        site.Api.Company.Audit = [.. Enumerable.Range(0, 30).Select(back => newest with { Id = 100 - back, Action = $"rule.number_{30 - back}" }), .. site.Api.Company.Audit];
        await using var visit = await Visit.BeginAsync(browser, site, path: "settings");
        var rows = visit.Page.Locator("#audit tbody tr");

        await Expect(rows).ToHaveCountAsync(25);
        await Expect(rows.First).ToContainTextAsync("rule.number_30");
        site.Api.Away = true;
        await visit.Page.Locator("#audit").GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-notification-item")).ToContainTextAsync("Workforce does not answer");
        await Expect(rows).ToHaveCountAsync(25);
        site.Api.Away = false;
        await visit.Page.Locator("#audit").GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(33);
        await Expect(visit.Page.Locator("#audit").GetByRole(AriaRole.Button, new() { Name = "Show more" })).ToHaveCountAsync(0);
        await Expect(rows.Nth(29)).ToContainTextAsync("rule.number_1");
        foreach (var part in (string[])["api key Nightly export", "statement.deleted", "old.qif", "c1d27f6be8f94412"])
            await Expect(rows.Last).ToContainTextAsync(part);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("manager", true)]
    [InlineData("member", false)]
    public async Task Keys_and_the_trail_are_for_those_whose_role_allows_them(string role, bool keys)
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Person = site.Api.Company.Person with { Role = role };
        await using var visit = await Visit.BeginAsync(browser, site, path: "settings");
        await Expect(visit.Page.Locator("#api-keys")).ToHaveCountAsync(keys ? 1 : 0);
        await Expect(visit.Page.Locator("#audit")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("#tax-profile").GetByRole(AriaRole.Button, new() { Name = "Save" })).ToHaveCountAsync(keys ? 1 : 0);
        await Expect(visit.Page.Locator("#tax-profile")).ToContainTextAsync(keys ? "Country" : "A manager can change it.");
        Assert.DoesNotContain("GET /api/audit", string.Join('\n', site.Api.Requests), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_tax_profile_is_filled_in_and_kept(int width)
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.TaxProfile = null;
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "settings");
        var card = visit.Page.Locator("#tax-profile");
        await Expect(card).ToContainTextAsync("Nobody has said yet whose books these are");

        await card.GetByLabel("Currency of the tax return").FillAsync("eu");
        await card.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Choose a country.");
        await Expect(card).ToContainTextAsync("A currency is three letters, such as EUR.");
        Assert.Null(site.Api.Company.TaxProfile);
        var save = card.GetByRole(AriaRole.Button, new() { Name = "Save" });
        var whileWrong = await save.BoundingBoxAsync();
        await Screenshots.TakeAsync(visit, "settings-wrong");
        await card.GetByLabel("Country").SelectOptionAsync("DE");
        await card.GetByLabel("Currency of the tax return").FillAsync("eur");
        await card.GetByLabel("The accounts are").FocusAsync();
        await Expect(card.Locator(".validation-message")).ToHaveCountAsync(0);
        Assert.Equivalent(whileWrong, await save.BoundingBoxAsync(), strict: true);
        await card.GetByLabel("The accounts are").SelectOptionAsync("mixed");
        await card.GetByLabel("Registered for VAT or sales tax").CheckAsync();
        await save.ClickAsync();

        await Expect(visit.Page.GetByText("Tax profile saved")).ToBeVisibleAsync();
        Assert.Equal(new TaxProfileRow("DE", "mixed", true, "EUR"), site.Api.Company.TaxProfile);
        await visit.GoAsync("findings");
        await Expect(card.GetByLabel("Country")).ToHaveValueAsync("DE");
        await Expect(card.GetByLabel("Registered for VAT or sales tax")).ToBeCheckedAsync();
        await Expect(card.GetByText("Nobody has said yet")).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }
}
