using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

public sealed class StatementTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_file_that_can_be_read_in_two_ways_is_given_again_with_the_answer(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "statements/33333333-0000-0000-0000-000000000003");
        var again = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Choose ambiguous-dates.csv again" });
        await Expect(again).ToBeDisabledAsync();

        await visit.Page.GetByLabel("Currency").FillAsync("us");
        await Expect(again).ToBeDisabledAsync();
        await visit.Page.GetByLabel("Currency").FillAsync("usd");
        await visit.Page.GetByLabel("03/04/2026 means").SelectOptionAsync("dmy");
        await visit.Page.GetByLabel("1.234 means").SelectOptionAsync(",");
        await visit.Page.GetByLabel("A purchase is written").SelectOptionAsync("true");
        await Expect(again).ToBeEnabledAsync();
        var chooser = await visit.Page.RunAndWaitForFileChooserAsync(() => again.ClickAsync());
        Assert.False(chooser.IsMultiple);
        await chooser.SetFilesAsync(new FilePayload { Name = "ambiguous-dates.csv", MimeType = "text/csv", Buffer = "Date,Amount\n03/04/2026,1.234\n"u8.ToArray() });

        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "ambiguous-dates.csv" })).ToHaveAttributeAsync("data-run-state", "done");
        Assert.Equal(
            new() { ["date_order"] = "dmy", ["decimal"] = ",", ["spending_is_positive"] = "true", ["currency"] = "USD" },
            site.Api.Company.Hints);
        Assert.Equal(7, site.Api.Company.Statements.Count);
        Assert.Empty(await PageChecks.WrongAsync(visit));
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_statement_is_deleted_after_it_was_asked_whether_it_should_be(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "statements/33333333-0000-0000-0000-000000000001");
        var delete = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete this statement…" });

        await delete.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("Its 148 lines go too, unless another statement also has them.");
        await Screenshots.TakeAsync(visit, "delete-statement", whole: false);
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        Assert.Equal(6, site.Api.Company.Statements.Count);
        await delete.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}statements");
        await Expect(visit.Page.GetByText("giro-october.csv is deleted")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".statement-item")).ToHaveCountAsync(5);
        Assert.DoesNotContain(site.Api.Company.Statements, row => row.FileName == "giro-october.csv");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_member_cannot_delete_a_statement()
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Person = site.Api.Company.Person with { Role = "member" };
        await using var visit = await Visit.BeginAsync(browser, site, path: "statements/33333333-0000-0000-0000-000000000001");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "giro-october.csv" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Delete") })).ToHaveCountAsync(0);
    }
}
