using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

/// <summary>What HR does on the People pages, in a real browser.</summary>
public sealed class PeopleTests(Browser browser)
{
    [Fact]
    public async Task A_file_is_checked_its_bad_rows_are_named_and_the_good_ones_are_imported()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, 390, path: "people/imports");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Employees", Exact = true }).ClickAsync();

        await visit.Page.Locator("input[type=file][aria-label='File of employees']").SetInputFilesAsync(new FilePayload { Name = "new-hires.csv", MimeType = "text/csv", Buffer = "number,name\n1,Ann\n"u8.ToArray() });
        var result = visit.Page.GetByRole(AriaRole.Region, new() { Name = "What came of the file" });
        await Expect(result).ToContainTextAsync("There is no such clinic; expected is Harbour Animal Hospital, Cedar Hill Pet Care.");
        await Screenshots.TakeAsync(visit, "people-import-checked");
        await result.GetByRole(AriaRole.Button, new() { Name = "Import the 58 good rows" }).ClickAsync();

        await Expect(result).ToContainTextAsync("Good rows imported");
        Assert.Contains(site.Api.Requests, request => request.EndsWith("/apply?rows=good", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_employee_is_found_and_opened_and_their_no_shows_are_filtered()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "people");
        var search = visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search name, number or e-mail" });
        await search.FillAsync("vera");
        await search.PressAsync("Enter");
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}people?text=vera");
        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("Vera Lindqvist") }).First.ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Vera Lindqvist" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "No-shows" }).ClickAsync();
        await Expect(visit.Page.Locator(".shift-line")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".shift-line")).ToContainTextAsync("No call, no show");
        Assert.Empty(visit.Complaints);
    }
}
