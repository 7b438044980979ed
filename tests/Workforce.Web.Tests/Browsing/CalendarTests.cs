using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

/// <summary>The calendar of a clinic and what is corrected by hand, in a real browser.</summary>
public sealed class CalendarTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_shift_of_the_week_is_opened_by_key_and_the_month_is_shown_on_demand(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "people/calendar");
        await Expect(visit.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "no-show" })).ToContainTextAsync("1 punch without a shift");
        var shift = visit.Page.Locator("button.cal-shift.late").First;
        await shift.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.Locator(".cal-open")).ToContainTextAsync("17 min late");
        await Expect(visit.Page.Locator(".cal-open").GetByLabel("Start")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("0[89]:00"));
        await Screenshots.TakeAsync(visit, "calendar-open");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await visit.Page.Locator(".cal-open").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(visit.Page.GetByText("The shift is changed")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Month", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator(".cal-month")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Next month" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"span=month"));
        await Screenshots.TakeAsync(visit, "calendar-month-open");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_shift_and_a_punch_are_entered_on_the_wall_of_the_clinic_and_the_employee_is_linked(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "people/employees/77777777-0000-0000-0000-000000000001");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add a shift" }).ClickAsync();
        var form = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Add a shift" });
        await form.GetByLabel("Day").FillAsync("2101-07-01");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Expect(visit.Page.GetByText("must be within two years of now")).ToBeVisibleAsync();
        await form.GetByLabel("Day").FillAsync("2026-07-01");
        await form.GetByLabel("Start").FillAsync("22:00");
        await form.GetByLabel("End").FillAsync("06:00");
        await Expect(form).ToContainTextAsync("ends on the next day");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Enter a punch" }).ClickAsync();
        var punch = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Enter a punch" });
        await punch.GetByLabel("Why, for the record").FillAsync("Forgot the clock.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).First.ClickAsync();
        await Expect(visit.Page.GetByLabel("Signs in as")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "employee-forms");
        Assert.Empty(await PageChecks.WrongAsync(visit));

        await punch.GetByRole(AriaRole.Button, new() { Name = "Enter it" }).ClickAsync();
        await Expect(visit.Page.GetByText("The punch is entered")).ToBeVisibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Expect(visit.Page.GetByText("The shift is added")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("Signs in as").SelectOptionAsync("Robin Vermeer · robin@example.com");
        await Expect(visit.Page.GetByText("The employee is linked")).ToBeVisibleAsync();
        Assert.DoesNotContain(visit.Complaints, complaint => !complaint.Contains("400", StringComparison.Ordinal));
    }
}
