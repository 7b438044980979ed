using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

/// <summary>How people say how they are told.</summary>
public sealed class NotificationSettingsTests(Browser browser)
{
    private const string Path = "settings/notifications";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Channels_quiet_hours_and_a_digest_are_chosen_and_kept(int width)
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, width, path: Path);
        var card = visit.Page.Locator("#preferences");
        var budgets = card.GetByRole(AriaRole.Group, new() { Name = "Budgets" });
        await Expect(budgets.GetByLabel("E-mail")).ToBeCheckedAsync();

        await budgets.GetByLabel("E-mail").UncheckAsync();
        await budgets.GetByLabel("SMS").CheckAsync();
        await card.GetByLabel("Time zone").FillAsync("Europe/Berlim");
        await card.GetByLabel("What is not urgent").SelectOptionAsync("weekly");
        await card.GetByLabel("On", new() { Exact = true }).SelectOptionAsync("friday");
        await card.GetByLabel("At", new() { Exact = true }).SelectOptionAsync("9");
        await card.GetByLabel("Quiet hours").CheckAsync();
        await card.GetByLabel("To", new() { Exact = true }).FillAsync("06:30");
        await card.GetByLabel("What is urgent may come all the same").UncheckAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(card).ToContainTextAsync("That is no time zone");
        await Screenshots.TakeAsync(visit, "notifications-wrong");
        Assert.Null(site.Api.Company.Told.Set);
        await card.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await card.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(visit.Page.GetByText("Saved. It counts from the next notice on.")).ToBeVisibleAsync();
        var set = site.Api.Company.Told.Set!;
        Assert.Equal(new("Europe/Berlin", "22:00", "06:30", false, "weekly", 9, "friday"), set.Times);
        Assert.Equal((false, true, true), (set.Groups!["budgets"]!["email"], set.Groups["budgets"]!["sms"], set.Groups["proposals"]!["email"]));
        await visit.GoAsync(Path);
        await Expect(budgets.GetByLabel("SMS")).ToBeCheckedAsync();
        await Expect(card.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync("22:00");
        Assert.Empty(await PageChecks.WrongAsync(visit));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_test_says_what_became_of_it_and_a_phone_is_verified_by_its_code()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: Path);
        var channels = visit.Page.Locator("#channels");
        await Expect(channels).ToContainTextAsync("The mail server answered 550 5.1.1 no such user");
        await channels.GetByRole(AriaRole.Button, new() { Name = "Test E-mail" }).ClickAsync();
        await Expect(channels.Locator(".row-line", new() { HasText = "E-mail" })).ToContainTextAsync("Pending");

        var phone = visit.Page.Locator("#phone");
        await phone.GetByLabel("Number, with its country's code").FillAsync("0151");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send a code" }).ClickAsync();
        await Expect(visit.Page.Locator(".rz-notification-item").Last).ToContainTextAsync("is no number with its country's code");
        await phone.GetByLabel("Number, with its country's code").FillAsync("+4915112345678");
        await phone.GetByLabel("Number, with its country's code").PressAsync("Enter");
        await Expect(phone).ToContainTextAsync("A code is on its way to +4915112345678");
        await phone.GetByLabel("Code", new() { Exact = true }).FillAsync("123456");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        await Expect(phone).ToContainTextAsync("SMS go to +4915112345678");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Forget it" }).ClickAsync();
        await Expect(phone).Not.ToContainTextAsync("SMS go to");
    }

    [Fact]
    public async Task A_browser_is_asked_only_when_its_owner_clicks_and_says_why_it_does_not_work()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: null);
        // The browser of the tests reaches no push service: it subscribes, as far as the page can tell.
        await visit.Context.AddInitScriptAsync(
            """
            window.asked = 0;
            window.answer = 'denied';
            Notification.requestPermission = async () => { window.asked++; return window.answer; };
            PushManager.prototype.subscribe = async options => ({ toJSON: () => ({
              endpoint: 'https://push.example/1', keys: { p256dh: [...new Uint8Array(options.applicationServerKey)].length + ' bytes', auth: 'secret' } }) });
            """);
        await visit.GoAsync(Path);
        var card = visit.Page.Locator("#browsers");
        var enable = card.GetByRole(AriaRole.Button, new() { Name = "Tell this browser" });
        await Expect(enable).ToBeEnabledAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => window.asked"));

        await enable.ClickAsync();
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("This browser does not allow it");
        Assert.Single(site.Api.Company.Told.Browsers);
        await visit.Page.EvaluateAsync("() => { window.answer = 'granted'; }");
        await enable.ClickAsync();
        await Expect(card.Locator(".row-line").First).ToContainTextAsync("Chrome on Linux");
        await Expect(card.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        Assert.Equal("/push-worker.js", await visit.Page.EvaluateAsync<string>("async () => new URL((await navigator.serviceWorker.ready).active.scriptURL).pathname"));
        Assert.Equal(2, site.Api.Company.Told.Browsers.Count);

        await card.GetByRole(AriaRole.Button, new() { Name = "Tell Chrome on Linux no more" }).ClickAsync();
        await Expect(card.Locator(".row-line")).ToHaveCountAsync(1);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_admin_sees_deliveries_and_sends_one_again_and_says_what_goes_to_slack()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, path: Path);
        var card = visit.Page.Locator("#deliveries");
        await Expect(card.Locator(".row-line")).ToHaveCountAsync(4);
        await card.GetByLabel("Which deliveries").SelectOptionAsync("failed");
        await Expect(card.Locator(".row-line")).ToHaveCountAsync(1);
        await card.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send .* again by E-mail$") }).ClickAsync();
        await Expect(card).ToContainTextAsync("Nothing here");
        Assert.Equal("pending", site.Api.Company.Told.Deliveries[0].Status);

        var slack = visit.Page.Locator("#slack");
        await slack.GetByLabel("Statements").CheckAsync();
        await slack.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(visit.Page.GetByText("Saved for the whole company")).ToBeVisibleAsync();
        Assert.True(site.Api.Company.Told.Slack["statements"]);
        Assert.Empty(visit.Complaints);

        site.Api.Company.Person = site.Api.Company.Person with { Role = "member" };
        await using var member = await Visit.BeginAsync(browser, site, path: Path);
        await Expect(member.Page.Locator("#preferences")).ToBeVisibleAsync();
        await Expect(member.Page.Locator("#deliveries, #slack")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_mails_link_asks_first_and_a_mail_program_ends_it_in_one_click()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, 390, path: null, signedIn: false);
        await visit.Page.GotoAsync($"{site.Address}unsubscribe?token=a%20token");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "End these mails?" })).ToBeVisibleAsync();
        Assert.Empty(site.Api.Company.Told.Unsubscribed);
        Assert.Empty(await PageChecks.WrongAsync(visit));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "End these mails" }).ClickAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Mails about Budgets no longer go to this address.");
        await Screenshots.TakeAsync(visit, "unsubscribed");
        Assert.Single(site.Api.Company.Told.Unsubscribed);

        using var program = new HttpClient { BaseAddress = site.Address };
        using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        Assert.Equal(HttpStatusCode.OK, (await program.PostAsync("unsubscribe?token=a%20token", oneClick)).StatusCode);
        Assert.Equal(2, site.Api.Company.Told.Unsubscribed.Count);
        using var forged = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostAsync("unsubscribe?token=another", forged)).StatusCode);
    }
}
