using Microsoft.Playwright;

namespace Workforce.Web.Tests.Browsing;

/// <summary>Every page, at both widths, in light and dark, full and empty: it fits, it is named, it can be read, and the browser has nothing to complain of.</summary>
public sealed class EveryPageTests(Browser browser)
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview", ""), ("transactions", "transactions"), ("spending", "spending"), ("recurring", "recurring"), ("insights", "insights"), ("findings", "findings"), ("suggestions", "suggestions"),
        ("statements", "statements"), ("statement", "statements/33333333-0000-0000-0000-000000000003"), ("receipts", "receipts"), ("people", "people"), ("employee", "people/employees/77777777-0000-0000-0000-000000000001"), ("cases", "people/cases"), ("case", "people/cases/99999999-0000-0000-0000-000000000001"), ("calendar", "people/calendar"), ("calendar-month", "people/calendar?span=month"), ("my-shifts", "people/me"), ("people-skills", "people/skills"), ("people-imports", "people/imports"), ("jobs", "jobs"), ("timeline", "jobs/44444444-0000-0000-0000-000000000001"), ("workers", "workers"), ("settings", "settings"), ("notification-settings", "settings/notifications"),
        ("agents", "agents"), ("agent", "agents/gap_analyzer"), ("agent-runs", "agents/gap_analyzer?tab=runs"), ("agent-trust", "agents/gap_analyzer?tab=trust"), ("agent-cost", "agents/gap_analyzer?tab=cost"), ("agent-settings", "agents/gap_analyzer?tab=settings"),
        ("run", "agents/runs/66666666-0000-0000-0000-000000000001"), ("inbox", "proposals"), ("proposal", "proposals/77777777-0000-0000-0000-000000000001"), ("recheck", "proposals?view=recheck"), ("spend", "agents/spend"), ("rules", "agents/rules"),
    ];

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task With_a_year_of_lines(int width) => await WalkAsync(width, empty: false);

    [Fact]
    public async Task With_nothing_yet() => await WalkAsync(390, empty: true);

    private async Task WalkAsync(int width, bool empty)
    {
        await using var site = await Site.StartAsync(empty);
        await using var visit = await Visit.BeginAsync(browser, site, width, signedIn: false);
        await visit.Page.GotoAsync($"{site.Address}sign-in");
        var wrong = new List<string>();
        await LookAsync("sign-in");
        await visit.SignInAsync();
        foreach (var (name, path) in Pages)
        {
            if (empty && name is ("employee" or "statement" or "timeline" or "run" or "proposal" or "case"))
                continue;
            await visit.GoAsync(path);
            await LookAsync(name);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(visit.Complaints);

        async Task LookAsync(string name)
        {
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await visit.Page.EvaluateAsync("() => document.getAnimations().filter(animation => animation instanceof CSSTransition).forEach(animation => animation.finish())");
                await Screenshots.TakeAsync(visit, $"{name}{(empty ? "-empty" : "")}{(scheme == ColorScheme.Dark ? "-dark" : "")}");
                wrong.AddRange((await PageChecks.WrongAsync(visit)).Select(problem => $"{scheme}: {problem}"));
            }
        }
    }
}
