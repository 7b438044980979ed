using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

public sealed class AgentTests(Browser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_admin_enables_the_first_agent_runs_it_and_pauses_it(int width)
    {
        await using var site = await Site.StartAsync(empty: true);
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "agents");
        await Expect(visit.Page.GetByText("They are ready, and paused")).ToBeVisibleAsync();
        var line = Line(visit, "gap_analyzer");
        await line.GetByRole(AriaRole.Button, new() { Name = "Enable Gap Analyzer" }).ClickAsync();
        await Expect(line).ToContainTextAsync("Idle");
        await Expect(visit.Page.GetByText("They are ready, and paused")).ToHaveCountAsync(0);
        await line.GetByRole(AriaRole.Button, new() { Name = "Run Gap Analyzer now" }).ClickAsync();
        await Expect(visit.Page.GetByText("Gap Analyzer is asked to run")).ToBeVisibleAsync();
        Assert.Equal(["gap_analyzer"], site.Api.Company.Triggered);
        await line.GetByRole(AriaRole.Button, new() { Name = "Pause Gap Analyzer" }).ClickAsync();
        await Expect(line).ToContainTextAsync("Paused");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_roster_has_the_employees_of_finance_and_leads_to_their_jobs(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "agents");
        await Expect(Line(visit, "tag")).ToContainTextAsync("Files every line under a category.");
        await Expect(Line(visit, "tag")).ToContainTextAsync("12k of 50k tokens");
        await Expect(Line(visit, "prime")).ToContainTextAsync("Asked no model");
        await Screenshots.TakeAsync(visit, "agents-stations");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Tag", Exact = true }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/jobs\\?queue=tag$"));
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_stop_switch_asks_why_and_every_page_says_that_it_is_pressed(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "agents");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop all" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Screenshots.TakeAsync(visit, "agents-stop", whole: false);
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await dialog.GetByLabel("Why? Everybody sees this.").FillAsync("The roster is wrong.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stop all agents" }).ClickAsync();
        var banner = visit.Page.Locator(".stop-banner");
        await Expect(banner).ToContainTextAsync("The roster is wrong.");
        await Expect(Line(visit, "gap_analyzer")).ToContainTextAsync("Stopped");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop all" })).ToHaveCountAsync(0);
        await Screenshots.TakeAsync(visit, "agents-stopped");
        foreach (var page in (string[])["proposals", "agents/gap_analyzer", "agents/spend", "agents/rules", "agents/runs/66666666-0000-0000-0000-000000000001"])
        {
            await visit.GoAsync(page);
            await Expect(banner).ToContainTextAsync("All agents are stopped. By Robin Vermeer");
        }

        Assert.Empty(await PageChecks.WrongAsync(visit));
        await banner.GetByRole(AriaRole.Button, new() { Name = "Let them go on" }).ClickAsync();
        await Expect(banner).ToHaveCountAsync(0);
        Assert.Null(site.Api.Company.AgentStop);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task All_that_wakes_an_agent_is_listed()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, 1280, path: "agents/attendance_monitor");
        await Expect(visit.Page.GetByText("Within a second of a change of people.punch or people.shift", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Settings_are_a_form_made_from_their_schema_and_the_api_has_the_last_word(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "agents/gap_analyzer?tab=settings");
        var form = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Settings" });
        await Expect(form.GetByLabel("Supervisor")).ToHaveValueAsync("80");
        await form.GetByLabel("Supervisor").FillAsync("140");
        await form.GetByLabel("Watched roles").FillAsync("Vet nurse\n\nSurgeon");
        await form.GetByLabel("Mode").SelectOptionAsync("bold");
        await form.GetByLabel("Notify").UncheckAsync();
        await form.GetByLabel("Schedule", new() { Exact = true }).FillAsync("never");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(form.GetByText("140 is above the maximum of 100")).ToBeVisibleAsync();
        await Expect(form.GetByText("'never' is no schedule")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "agent-settings-wrong");
        Assert.Empty(await PageChecks.WrongAsync(visit));

        // A state that comes in live takes nothing away.
        site.Api.Events.TellOf("agents");
        await form.GetByLabel("Supervisor").FillAsync("85.5");
        await form.GetByLabel("Schedule", new() { Exact = true }).FillAsync("0 7 * * 1-5");
        await Expect(form.GetByText("Now: Monday to Friday at 07:00.")).ToBeVisibleAsync();
        await form.GetByLabel("Money a day").FillAsync("2.5");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(visit.Page.GetByText("Saved: the next run goes by it")).ToBeVisibleAsync();
        var kept = site.Api.Company.Agents.Single(agent => agent.Agent.AgentId == "gap_analyzer");
        Assert.Equal("""{"window_days":90,"mode":"bold","notify":false,"watched_roles":["Vet nurse","Surgeon"],"note":null,"thresholds":{"supervisor":85.5,"hr":60}}""", kept.Config.GetRawText());
        Assert.Equal(("0 7 * * 1-5", 50_000L, 2.5m), (kept.Agent.ScheduleCron, kept.Agent.DailyTokenBudget, kept.Agent.DailyCostBudgetUsd));

        // Somebody else saves between looking and saving.
        await form.GetByLabel("Tokens a day").FillAsync("1000");
        await Expect(form.GetByRole(AriaRole.Button, new() { Name = "Discard" })).ToBeVisibleAsync();
        lock (site.Api.Company.Gate)
        {
            var at = site.Api.Company.Agents.IndexOf(kept);
            site.Api.Company.Agents[at] = kept with { Agent = kept.Agent with { Version = 99, DailyTokenBudget = 7 } };
        }

        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(form.GetByText("Somebody else changed it meanwhile")).ToBeVisibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Show what there is" }).ClickAsync();
        await Expect(form.GetByLabel("Tokens a day")).ToHaveValueAsync("7");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_run_shows_its_calls_among_its_steps_and_what_was_said()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "agents/gap_analyzer?tab=runs");
        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("4 proposals about 3 people") }).ClickAsync();
        var trace = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Step by step" });
        await Expect(trace.Locator(".trace-line")).ToHaveCountAsync(7);
        await Expect(trace.Locator(".trace-line").Nth(2)).ToContainTextAsync("HTTP 503 from the provider");
        await Expect(trace.Locator(".trace-line").Nth(3)).ToContainTextAsync("gpt-4.1-nano, in place of gpt-4.1-mini");
        await trace.GetByText("3 messages").ClickAsync();
        await Expect(trace).ToContainTextAsync("Ana Sousa: dental radiography 2 of 4");
        await Screenshots.TakeAsync(visit, "run-open");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Rules_are_added_moved_changed_deleted_and_brought_back(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "agents/rules");
        var card = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Rules" });
        await card.GetByRole(AriaRole.Button, new() { Name = "New rule" }).ClickAsync();
        var form = card.GetByRole(AriaRole.Form, new() { Name = "New rule" });
        await form.GetByLabel("Up to the risk").SelectOptionAsync("high");
        await form.GetByLabel("Then").SelectOptionAsync("auto_approve");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save the rule" }).ClickAsync();
        await Expect(form.GetByText("Give the rule a name.")).ToBeVisibleAsync();
        await Expect(form.GetByText("what is of high risk is never approved by rule")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "rules-wrong");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await form.GetByLabel("Name").FillAsync("Sure things");
        await form.GetByLabel("Up to the risk").SelectOptionAsync("medium");
        await form.GetByLabel("At least so sure, in %").FillAsync("95");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save the rule" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Any proposal, up to medium risk, at least 95 % sure: is approved without a person");
        Assert.Equal((null, null, "medium", 0.95m, "auto_approve"), site.Api.Company.AgentRules[2] is var made ? (made.AgentId, made.ProposalType, made.MaxRisk, made.MinConfidence, made.Action) : default);

        await card.GetByRole(AriaRole.Button, new() { Name = "Move Sure things up" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Listitem).Nth(1)).ToContainTextAsync("Sure things");
        await card.GetByRole(AriaRole.Button, new() { Name = "Delete Small trainings need nobody" }).ClickAsync();
        await Expect(card.GetByText("Small trainings need nobody")).ToHaveCountAsync(0);
        Assert.Equal(["Sure things", "Talks go to an admin"], site.Api.Company.AgentRules.Select(rule => rule.Name));
        await visit.Page.Locator(".rz-notification-item", new() { HasText = "Small trainings need nobody is deleted" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(card.GetByText("Small trainings need nobody")).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("member", 0, 0)]
    [InlineData("manager", 4, 0)]
    [InlineData("admin", 4, 1)]
    public async Task Each_role_has_the_buttons_that_it_may_press(string role, int run, int enable)
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Person = site.Api.Company.Person with { Role = role };
        await using var visit = await Visit.BeginAsync(browser, site, path: "agents");
        await Expect(Line(visit, "gap_analyzer")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Run .* now$") })).ToHaveCountAsync(run);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Enable ") })).ToHaveCountAsync(enable);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop all" })).ToHaveCountAsync(role == "member" ? 0 : 1);
        await visit.GoAsync("agents/gap_analyzer?tab=settings");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToHaveCountAsync(enable);
        await visit.GoAsync("agents/rules");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "New rule" })).ToHaveCountAsync(enable);
    }

    private static ILocator Line(Visit visit, string agent) => visit.Page.Locator($"[data-agent={agent}]");
}
