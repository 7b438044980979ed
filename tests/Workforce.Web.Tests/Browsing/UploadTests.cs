using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

public sealed class UploadTests(Browser browser)
{
    private const string Csv = "Date;Amount;Text\n2026-10-01;-12,40;REWE\n";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_dropped_statement_shows_each_employee_at_work_and_then_its_result(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width);
        site.Api.Pipeline.HoldAt = "tag";

        await visit.DropAsync(("giro-november.csv", "text/csv", Csv));

        var run = visit.Page.GetByRole(AriaRole.Article, new() { Name = "giro-november.csv" });
        await Expect(run.Locator("[data-stage=tag][data-state=working]")).ToContainTextAsync("61 of 124 categorised · 50 %");
        await Expect(run.Locator("[data-stage=prime]")).ToHaveAttributeAsync("data-state", "done");
        await Expect(run.Locator("[data-stage=crystal]")).ToHaveAttributeAsync("data-state", "waiting");
        await Screenshots.TakeAsync(visit, "upload-working");

        site.Api.Pipeline.Release();
        await Expect(run).ToHaveAttributeAsync("data-run-state", "done");
        await Expect(run.Locator("[data-state=done]")).ToHaveCountAsync(6);
        await Expect(run.Locator(".run-result")).ToContainTextAsync("124 lines");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Notifications, 3 unread" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "upload-done");
        Assert.Empty(visit.Complaints);
    }
}
