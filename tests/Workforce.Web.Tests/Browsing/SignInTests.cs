using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workforce.Web.Tests.Browsing;

public sealed class SignInTests(Browser browser)
{
    [Fact]
    public async Task A_wrong_password_stays_outside_and_a_right_one_goes_where_the_person_was_headed()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site, signedIn: false);
        await visit.Page.GotoAsync($"{site.Address}recurring");
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}sign-in?from=%2Frecurring");
        await visit.Page.GetByLabel("E-mail").FillAsync("robin@example.com");
        await visit.Page.GetByLabel("Password").FillAsync("wrong");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");
        await visit.Page.GetByLabel("Password").FillAsync(Fake.FakeIdentity.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.ReadyAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Recurring", Exact = true })).ToBeVisibleAsync();

        var cookie = Assert.Single(await visit.Context.CookiesAsync(), cookie => cookie.Name == "workforce.session");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}sign-in");
        Assert.Contains("POST /api/sign-out", site.Api.Requests);
        await visit.Page.GotoAsync($"{site.Address}transactions");
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}sign-in?from=%2Ftransactions");
    }

    [Fact]
    public async Task A_refused_token_is_refreshed_once_for_all_who_ask()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.BeginAsync(browser, site);
        site.Api.Revoked["access-1"] = true;
        await visit.GoAsync("");
        Assert.Equal(1, site.Api.Refreshes);
        await Expect(visit.Page.Locator(".key-number").First).ToContainTextAsync("Bank lines");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Guessing_passwords_is_slowed_down()
    {
        await using var site = await Site.StartAsync(settings: new() { ["SignIn:PerMinute"] = "2" });
        await using var visit = await Visit.BeginAsync(browser, site, signedIn: false);
        foreach (var guess in new[] { "one", "two", "three" })
            await visit.SignInAsync(guess);
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too many tries. Wait");
        Assert.Equal(2, site.Api.Requests.Count(request => request == "POST /api/sign-in"));
    }

    [Fact]
    public async Task Pages_say_what_a_browser_may_load_and_unknown_ones_are_not_found()
    {
        await using var site = await Site.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        using var page = await client.GetAsync("sign-in", TestContext.Current.CancellationToken);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));
        using var nothing = await client.GetAsync("no-such-page", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        Assert.Contains("There is nothing at this address", await nothing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var forged = await client.PostAsync("sign-out", new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }
}
