using Microsoft.Playwright;
using Workforce.Web.Tests.Fake;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

/// <summary>The inbox, gone through by keyboard and by hand.</summary>
public sealed class InboxTests(Browser browser)
{
    [Fact]
    public async Task It_is_gone_through_by_keyboard_alone()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "proposals");
        var keys = visit.Page.Keyboard;
        await Expect(Title(visit)).ToHaveTextAsync("Dental radiography for Ana Sousa");

        await keys.PressAsync("?");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Keys" })).ToContainTextAsync("reject it, with a reason");
        await Screenshots.TakeAsync(visit, "inbox-keys");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await keys.PressAsync("?");
        await keys.PressAsync("j");
        await Expect(Title(visit)).ToHaveTextAsync("Let gap_analyzer plan trainings by itself");
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}proposals/{FakeProposals.Id(2)}");
        await keys.PressAsync("ArrowDown");
        await Expect(Title(visit)).ToHaveTextAsync("Talk to Jonas Weber about late starts");
        await keys.PressAsync("k");
        await keys.PressAsync("k");
        await Expect(Title(visit)).ToHaveTextAsync("Dental radiography for Ana Sousa");

        // What is typed is no command.
        await visit.Page.GetByRole(AriaRole.Searchbox).FocusAsync();
        await keys.TypeAsync("a");
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}proposals?search=a");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Expect(Title(visit)).ToHaveTextAsync("Dental radiography for Ana Sousa");
        Assert.Equal("pending", Row(site, FakeProposals.First).Status);

        await keys.PressAsync("a");
        await Expect(visit.Page.Locator(".rz-notification-item")).ToContainTextAsync("Dental radiography for Ana Sousa");
        await Expect(Title(visit)).ToHaveTextAsync("Let gap_analyzer plan trainings by itself");
        Assert.Equal("approved", Row(site, FakeProposals.First).Status);

        await keys.PressAsync("r");
        var why = visit.Page.GetByLabel("Why not?");
        await Expect(why).ToBeFocusedAsync();
        await keys.PressAsync("Control+Enter");
        await Expect(visit.Page.GetByText("Say why.")).ToBeVisibleAsync();
        await keys.TypeAsync("Not before June, said k and r.");
        await Screenshots.TakeAsync(visit, "inbox-reject");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await keys.PressAsync("Control+Enter");
        await Expect(Title(visit)).ToHaveTextAsync("Talk to Jonas Weber about late starts");
        Assert.Equal(("rejected", "Not before June, said k and r."), (Row(site, FakeProposals.Id(2)).Status, Row(site, FakeProposals.Id(2)).ReviewNotes));
        await Expect(visit.Page.Locator(".proposal-line")).ToHaveCountAsync(3);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_approval_is_taken_back_from_the_toast(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "proposals");
        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("Client communication") }).ClickAsync();
        await Expect(Title(visit)).ToHaveTextAsync("Client communication for Mia Novak");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await visit.Page.Locator(".rz-notification-item").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(visit.Page.GetByText("Being undone: Client communication for Mia Novak")).ToBeVisibleAsync();
        Assert.Equal("undone", Row(site, FakeProposals.Id(5)).ApplyStatus);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task What_is_edited_is_checked_and_what_is_wrong_stands_at_its_field(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: $"proposals/{FakeProposals.First}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        var form = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Edit before approving" });
        await Expect(form.GetByLabel("Skill")).ToBeFocusedAsync();
        await form.GetByLabel("Hours").FillAsync("60");
        // Somebody else's proposal comes in meanwhile, and takes nothing away.
        Arrive(site, "Newly come");
        await Expect(visit.Page.GetByText("Newly come")).ToHaveCountAsync(1);
        await form.GetByRole(AriaRole.Button, new() { Name = "Approve with these changes" }).ClickAsync();
        await Expect(form.GetByText("60 is above the maximum of 40")).ToBeVisibleAsync();
        await Expect(form.GetByLabel("Hours")).ToHaveAttributeAsync("aria-invalid", "true");
        await Screenshots.TakeAsync(visit, "inbox-edit");
        Assert.Empty(await PageChecks.WrongAsync(visit));

        await form.GetByLabel("Hours").FillAsync("16");
        await form.GetByLabel("Level").SelectOptionAsync("advanced");
        await form.GetByRole(AriaRole.Button, new() { Name = "Approve with these changes" }).ClickAsync();
        await Expect(form).ToHaveCountAsync(0);
        var kept = site.Api.Company.Proposals.Single(one => one.Proposal.Id == FakeProposals.First);
        Assert.Equal("""{"skill":"Dental radiography","hours":16,"level":"advanced","reason":null}""", kept.Detail.GetRawText());
        Assert.Equal("approved", kept.Proposal.Status);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Who_is_too_late_is_told_what_happened_and_sees_how_it_stands()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: "proposals");
        await Expect(Title(visit)).ToHaveTextAsync("Dental radiography for Ana Sousa");
        // Nobody told this page.
        lock (site.Api.Company.Gate)
            site.Api.Company.Proposals[0] = site.Api.Company.Proposals[0] with { Proposal = Row(site, FakeProposals.First) with { Status = "rejected", ReviewedByName = "Kim de Boer", ReviewNotes = "She has it since May.", ReviewedAt = FakeCompany.Now, Version = 2 } };
        await visit.Page.Keyboard.PressAsync("a");
        var note = visit.Page.Locator(".conflict");
        foreach (var said in (string[])["It was not done", "It is rejected already.", "by Kim de Boer", "She has it since May."])
            await Expect(note).ToContainTextAsync(said);
        await Expect(visit.Page.Locator(".proposal-head")).ToContainTextAsync("Rejected");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await Screenshots.TakeAsync(visit, "inbox-conflict");
        Assert.Empty(await PageChecks.WrongAsync(visit));

        await visit.Page.Keyboard.PressAsync("j");
        await Expect(Title(visit)).ToHaveTextAsync("Let gap_analyzer plan trainings by itself");
        await Expect(note).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Where_things_have_moved_it_is_looked_at_again_before_it_is_approved()
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Moved = "Dental radiography for Ana Sousa";
        await using var visit = await Visit.BeginAsync(browser, site, path: "proposals");
        await Expect(Title(visit)).ToHaveTextAsync("Dental radiography for Ana Sousa");
        await visit.Page.Keyboard.PressAsync("a");
        await Expect(visit.Page.Locator(".conflict")).ToContainTextAsync("Things have changed since this was proposed");
        await Expect(visit.Page.Locator(".diff")).ToContainTextAsync("Dental radiography, 4 hours");
        Assert.Equal("pending", Row(site, FakeProposals.First).Status);
        await visit.Page.Keyboard.PressAsync("a");
        await Expect(Title(visit)).ToHaveTextAsync("Let gap_analyzer plan trainings by itself");
        Assert.Equal("approved", Row(site, FakeProposals.First).Status);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Many_are_decided_on_at_once_and_what_could_not_be_is_named(int width)
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Person = site.Api.Company.Person with { Role = "manager" };
        site.Api.Company.Moved = "Client communication for Mia Novak";
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "proposals");
        await visit.Page.GetByLabel("Select Talk to Jonas Weber").CheckAsync();
        var bar = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Selected proposals" });
        await Expect(bar).ToContainTextAsync("1 proposal selected");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Select all on this page" }).ClickAsync();
        await Screenshots.TakeAsync(visit, "inbox-bulk");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await bar.GetByRole(AriaRole.Button, new() { Name = "Approve 5" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        var failed = visit.Page.GetByRole(AriaRole.Alert, new() { Name = "Not decided" });
        foreach (var said in (string[])["2 proposals could not be decided on", "Let gap_analyzer plan trainings by itself", "An admin has to decide on this.", "Client communication for Mia Novak", "Look at it again."])
            await Expect(failed).ToContainTextAsync(said);
        await Expect(visit.Page.Locator(".rz-notification-item")).ToContainTextAsync("3 proposals are approved");
        await Expect(visit.Page.Locator(".proposal-line")).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(visit, "inbox-bulk-failed");
        Assert.Empty(await PageChecks.WrongAsync(visit));

        await visit.Page.GetByLabel("Select Client communication").CheckAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Reject 1" }).ClickAsync();
        await bar.GetByRole(AriaRole.Textbox).FillAsync("Not now.");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Reject 1" }).ClickAsync();
        await Expect(visit.Page.Locator(".proposal-line")).ToHaveCountAsync(2);
        Assert.Equal("pending", Row(site, FakeProposals.Id(5)).Status);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_new_one_appears_within_a_second_and_what_is_chosen_selected_and_scrolled_to_stays()
    {
        await using var site = await Site.StartAsync();
        lock (site.Api.Company.Gate)
            site.Api.Company.Proposals.AddRange(Enumerable.Range(100, 200).Select(n => FakeProposals.One(FakeProposals.Id(n), $"Number {n}", "gap_analyzer", "Gap Analyzer", "training_plan", "low", n)));
        await using var visit = await Visit.BeginAsync(browser, site, path: "proposals");
        await Expect(visit.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".proposal-line")).ToHaveCountAsync(50);
        var line = visit.Page.Locator($"[data-proposal='{FakeProposals.Id(130)}']");
        await line.ScrollIntoViewIfNeededAsync();
        await line.GetByRole(AriaRole.Link).ClickAsync();
        await line.GetByRole(AriaRole.Checkbox).CheckAsync();
        await Expect(Title(visit)).ToHaveTextAsync("Number 130");
        var before = (await line.BoundingBoxAsync())!.Y;

        // The page itself says when it was there: an assertion looks only now and then. The fastest of three is what it takes; the others say how busy the machine was.
        await visit.Page.EvaluateAsync("() => { window.came = {}; new MutationObserver(() => { for (const line of document.querySelectorAll('.proposal-top strong')) if (line.textContent.startsWith('Newly come')) window.came[line.textContent] ??= Date.now(); }).observe(document.body, { childList: true, subtree: true, characterData: true }); }");
        var took = double.MaxValue;
        foreach (var title in (string[])["Newly come 1", "Newly come 2", "Newly come 3"])
        {
            var told = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            Arrive(site, title);
            await Expect(visit.Page.GetByText(title)).ToHaveCountAsync(1);
            took = Math.Min(took, await visit.Page.EvaluateAsync<double>("title => window.came[title]", title) - told);
        }

        await Expect(line.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await Expect(line).ToHaveClassAsync("proposal-line chosen");
        await Expect(Title(visit)).ToHaveTextAsync("Number 130");
        Assert.Equal(before, (await line.BoundingBoxAsync())!.Y, 2.0);
        Assert.InRange(took, 0, 1000);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(visit.Page.GetByText("Page 2")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".proposal-line")).ToHaveCountAsync(50);
        await Expect(visit.Page.GetByText("Newly come")).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("p");
        await Expect(visit.Page.Locator(".proposal-line", new() { HasText = "Newly come" })).ToHaveCountAsync(3);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task What_was_approved_by_rule_is_looked_at_again_and_what_failed_is_tried_again(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: "proposals?view=recheck");
        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("Anaesthesia") }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "It was wrong" }).ClickAsync();
        await visit.Page.GetByLabel("What was wrong?").FillAsync("He had it last year.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "It was wrong" }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-notification-item")).ToContainTextAsync("Noted: it was wrong");
        Assert.Equal("faulted", Row(site, FakeProposals.Id(6)).Recheck);

        await visit.GoAsync($"proposals/{FakeProposals.Id(7)}?view=failed");
        await Expect(visit.Page.GetByText("Lea Brandt has left the company.")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit, "inbox-failed");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-notification-item").Last).ToContainTextAsync("It is tried again");
        Assert.Equal("applied", Row(site, FakeProposals.Id(7)).ApplyStatus);

        lock (site.Api.Company.Gate)
            site.Api.Company.Proposals[7] = site.Api.Company.Proposals[7] with { Dependants = ["The certificate of 3 May"] };
        await visit.GoAsync($"proposals/{FakeProposals.Id(8)}?view=all");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await visit.Page.GetByLabel("Why is it to be undone?").FillAsync("By mistake.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(visit.Page.Locator(".conflict")).ToContainTextAsync("The certificate of 3 May");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_member_reads_and_decides_on_nothing_not_even_by_keyboard()
    {
        await using var site = await Site.StartAsync();
        site.Api.Company.Person = site.Api.Company.Person with { Role = "member" };
        await using var visit = await Visit.BeginAsync(browser, site, path: "proposals");
        await Expect(visit.Page.GetByText("A manager decides on this.")).ToBeVisibleAsync();
        foreach (var key in (string[])["a", "e", "r", "x", "j"])
            await visit.Page.Keyboard.PressAsync(key);
        await Expect(Title(visit)).ToHaveTextAsync("Let gap_analyzer plan trainings by itself");
        await Expect(visit.Page.Locator(".proposal-line input")).ToHaveCountAsync(0);
        Assert.DoesNotContain(site.Api.Requests, request => request.StartsWith("POST /api/agents", StringComparison.Ordinal));
    }

    private static ILocator Title(Visit visit) => visit.Page.Locator("#proposal-title");

    private static Contracts.Proposals.ProposalRow Row(Site site, Guid id) => site.Api.Company.Proposals.Single(one => one.Proposal.Id == id).Proposal;

    private static void Arrive(Site site, string title)
    {
        lock (site.Api.Company.Gate)
            site.Api.Company.Proposals.Add(FakeProposals.One(Guid.NewGuid(), title, "gap_analyzer", "Gap Analyzer", "training_plan", "low", 0));
        site.Api.Events.TellOf("proposals");
    }
}
