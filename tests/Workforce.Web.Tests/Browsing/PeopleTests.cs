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
    public async Task A_case_is_opened_closed_with_what_came_of_it_and_opened_again()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, 390, path: "people/cases");
        await Expect(visit.Page.Locator(".staff-line")).ToHaveCountAsync(3);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Open", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator(".staff-line")).ToHaveCountAsync(2);
        await visit.Page.Locator(".staff-line").First.ClickAsync();
        await Expect(visit.Page.GetByText("no punch")).ToHaveCountAsync(2);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close the case" }).ClickAsync();
        await visit.Page.GetByLabel("What came of it").SelectOptionAsync("Agreed on a plan");
        await visit.Page.GetByLabel("Why, for the record").FillAsync("The bus comes at nine.");
        await Screenshots.TakeAsync(visit, "case-closing");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close it" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "What was done" })).ToContainTextAsync("Closed: Agreed on a plan");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Open it again" }).ClickAsync();
        await visit.Page.GetByLabel("Why is it opened again?").FillAsync("Late again.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Open it again" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close the case" })).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("people/cases", "/api/people/cases")]
    [InlineData("people/cases/99999999-0000-0000-0000-000000000001", "/api/people/cases/99999999-0000-0000-0000-000000000001")]
    [InlineData("people", "/api/people/employees")]
    [InlineData("people/skills", "/api/people/skills")]
    [InlineData("people/calendar", "/api/people/calendar")]
    [InlineData("people/me", "/api/people/me")]
    [InlineData("people/imports", "/api/people/imports")]
    [InlineData("people/employees/77777777-0000-0000-0000-000000000001", "/api/people/shifts")]
    public async Task A_page_looks_again_when_something_of_the_department_was_changed(string page, string path)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: page);
        var before = site.Api.Requests.Count(Asks);

        // Told again and again, because the stream may not be open yet.
        await Eventually.HoldsAsync(() =>
        {
            site.Api.Events.TellOf("people");
            return site.Api.Requests.Count(Asks) > before;
        });

        bool Asks(string request) => request.Split('?')[0] == $"GET {path}";
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
        var shifts = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Shifts" }).Locator(".shift-line");
        await Expect(shifts).ToHaveCountAsync(1);
        await Expect(shifts).ToContainTextAsync("No call, no show");
        Assert.Empty(visit.Complaints);
    }
}
